//! How much a file may unpack to, each limit with its reason.
//!
//! Nothing here is a matter of taste: each is above what any real register needs and below what would hurt the machine.

/// The largest unpacked size of all entries of an archive. The largest official ones (all companies, all address points)
/// unpack to somewhat over two thirds of it.
pub(in crate::import) const UNPACKED_BYTES: u64 = 4 << 30;

/// An archive may unpack to this much whatever it is packed to: small files of blanks pack very well.
pub(in crate::import) const UNPACKED_BYTES_AT_ANY_RATIO: u64 = 128 << 20;

/// Beyond that, how many times larger than the file it may be. Worksheets pack to a tenth or twentieth, in the extreme to
/// a hundredth; bombs to a thousandth.
pub(in crate::import) const UNPACKED_TIMES: u64 = 200;

/// The most entries of an archive. A workbook of a hundred sheets has some three hundred.
pub(in crate::import) const MOST_ENTRIES: usize = 5_000;

/// The largest list of texts that a workbook keeps beside its sheets; it is in memory as a whole.
pub(in crate::import) const SHARED_TEXTS_BYTES: u64 = 256 << 20;

/// The largest of the other parts of a workbook that are in memory as a whole: its styles, its list of sheets.
pub(in crate::import) const PART_IN_MEMORY_BYTES: u64 = 8 << 20;

/// The largest picture or other part that is never read.
pub(in crate::import) const UNREAD_PART_BYTES: u64 = 64 << 20;

/// The most texts a workbook may announce: room is made for them before they are read. A million rows of ten texts each.
pub(in crate::import) const MOST_SHARED_TEXTS: u64 = 10_000_000;

/// How deep elements of XML may lie in each other. Workbooks need about twelve.
pub(in crate::import) const XML_DEPTH: u32 = 256;

/// The most sheets, layers or tables that are looked at.
pub(in crate::import) const MOST_SHEETS: usize = 200;

/// The most columns of a table. The widest official table has a few hundred.
pub(in crate::import) const MOST_COLUMNS: usize = 2_000;

/// The most rows of a worksheet, which is what Excel can hold; more is a lie.
pub(in crate::import) const MOST_SHEET_ROWS: u64 = 1_048_576;

/// The most rows of a register. The largest has a hundred thousand; what is remembered of each takes some hundred bytes.
pub(in crate::import) const MOST_REGISTER_ROWS: u64 = 2_000_000;

/// The largest old workbook (.xls): it is in memory as a whole, its formulas many times over.
pub(in crate::import) const OLD_WORKBOOK_BYTES: u64 = 20 << 20;

/// The most text of all cells of an old workbook; each cell holds its own copy of a text that the file has once.
pub(in crate::import) const OLD_WORKBOOK_TEXT_BYTES: u64 = 512 << 20;

/// The most cells of an old workbook, from its first to its last: each takes room, be it empty.
pub(in crate::import) const OLD_WORKBOOK_CELLS: u64 = 8_000_000;

/// The most cells that the sheets of an old workbook may announce; room is set aside for them, but not touched.
pub(in crate::import) const OLD_WORKBOOK_CELLS_ANNOUNCED: u64 = 20_000_000;

/// The largest temporary file of rows.
pub(in crate::import) const SPOOL_BYTES: u64 = 2 << 30;

/// The largest cell of a database file; the whole row is held to the same limit later.
pub(in crate::import) const CELL_BYTES: usize = 1 << 20;
