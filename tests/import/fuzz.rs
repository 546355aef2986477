//! Every parser on bytes that nobody meant: whatever comes, the answer is rows or a sentence, soon, and never a panic.
//!
//! A few hundred cases each in an ordinary run. With `CATMAP_FUZZ_SECONDS` each parser is kept at it for so long; `make
//! fuzz` does that with a limit on memory, so that room made without end is found as well.

use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use catmap::domain::imported::FileKind;
use catmap::domain::postcode::Postcode;
use catmap::import::{self, Options};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use super::makers::{self, archive, ods_xml, sheet_xml, xlsx_of};
use super::quiet;

/// The longest that one small file may take, on a slow machine without optimization.
pub const LONGEST: Duration = Duration::from_secs(30);

/// One thing done to a file.
#[derive(Clone, Debug)]
enum Change {
    Flip(Index, u8),
    Set(Index, Vec<u8>),
    Insert(Index, Vec<u8>),
    Cut(Index),
    Leave(Index, u16),
    Copy(Index, Index, u16),
    Repeat(Index, u8, u16),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    // Numbers at which counts and sizes go wrong.
    let number = prop_oneof![
        Just(vec![0; 4]),
        Just(vec![255; 4]),
        Just(vec![255, 255, 255, 127]),
        Just(vec![0, 0, 0, 128]),
        Just(vec![255; 8]),
        Just(b"999999999999".to_vec()),
        Just(b"-1".to_vec()),
        Just(b"1e308".to_vec()),
        proptest::collection::vec(any::<u8>(), 1..8),
    ];
    let piece = prop_oneof![
        Just(b"<".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"&#0;".to_vec()),
        Just(b"&lol;".to_vec()),
        Just(b"<![CDATA[".to_vec()),
        Just(b"<!--".to_vec()),
        Just(b"\n".to_vec()),
        Just("\u{FEFF}’".as_bytes().to_vec()),
        Just(b"[[[[[[[[{{{{".to_vec()),
        Just(b"\\u0000".to_vec()),
        proptest::collection::vec(any::<u8>(), 1..40),
    ];
    prop_oneof![
        (at(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (at(), number).prop_map(|(at, bytes)| Change::Set(at, bytes)),
        (at(), piece).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        at().prop_map(Change::Cut),
        (at(), 1..200_u16).prop_map(|(at, length)| Change::Leave(at, length)),
        (at(), at(), 1..300_u16).prop_map(|(from, to, length)| Change::Copy(from, to, length)),
        (at(), 2..60_u8, 1..60_u16).prop_map(|(at, times, length)| Change::Repeat(at, times, length)),
    ]
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let size = bytes.len();
        let slice = |at: &Index, length: u16| at.index(size)..(at.index(size) + usize::from(length)).min(size);
        match self {
            Self::Flip(at, bit) => bytes[at.index(size)] ^= 1 << bit,
            Self::Set(at, new) => {
                let at = at.index(size);
                let end = (at + new.len()).min(size);
                bytes[at..end].copy_from_slice(&new[..end - at]);
            }
            Self::Insert(at, new) => drop(bytes.splice(at.index(size)..at.index(size), new.iter().copied())),
            Self::Cut(at) => bytes.truncate(at.index(size)),
            Self::Leave(at, length) => drop(bytes.drain(slice(at, *length))),
            Self::Copy(from, to, length) => {
                let copied = bytes[slice(from, *length)].to_vec();
                drop(bytes.splice(to.index(size)..to.index(size), copied));
            }
            Self::Repeat(at, times, length) => {
                let range = slice(at, *length);
                let copied = bytes[range.clone()].repeat(usize::from(*times));
                drop(bytes.splice(range.start..range.start, copied));
            }
        }
    }
}

/// Bytes at random, or one of these files with some changes.
pub fn bytes_like(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let changed = (proptest::sample::select(seeds), proptest::collection::vec(change(), 1..6)).prop_map(
        |(mut bytes, changes)| {
            changes.iter().for_each(|change| change.apply(&mut bytes));
            bytes
        },
    );
    prop_oneof![1 => proptest::collection::vec(any::<u8>(), 0..600), 12 => changed]
}

/// Tries these inputs, for a while or for as long as `CATMAP_FUZZ_SECONDS` says.
pub fn keep_at_it<T: std::fmt::Debug>(inputs: &impl Strategy<Value = T>, each: impl Fn(&T)) {
    let seconds = std::env::var("CATMAP_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(0));
    let mut tried = 0_u64;
    loop {
        let config = Config { cases: 200, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
        let mut runner = TestRunner::new(config);
        let outcome = runner.run(inputs, |input| {
            each(&input);
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{error}");
        }
        tried += 200;
        if Instant::now() >= until {
            break;
        }
    }
    if seconds.is_some() {
        println!("{tried} inputs");
    }
}

/// Panics of the reading itself. Those of the libraries under it are caught at the door; ours are faults.
static OWN_PANICS: AtomicU64 = AtomicU64::new(0);

pub fn count_own_panics() -> u64 {
    static LISTEN: Once = Once::new();
    LISTEN.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if panic.location().is_some_and(|place| place.file().contains("src/import/")) {
                OWN_PANICS.fetch_add(1, Ordering::Relaxed);
            }
            before(panic);
        }));
    });
    OWN_PANICS.load(Ordering::Relaxed)
}

/// Looks at and reads a file of these bytes, as this kind or whatever it turns out to be.
fn read(bytes: &[u8], kind: Option<FileKind>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload.csv");
    std::fs::write(&path, bytes).unwrap();
    let options = Options { kind, ..Options::default() };
    let panics = count_own_panics();
    let start = Instant::now();
    let survey = import::survey(&path, &options, &quiet).err().map(|error| error.to_string());
    let file = import::read(&path, &options, &quiet);
    assert_eq!(count_own_panics(), panics, "a panic in the reading");
    assert!(start.elapsed() < LONGEST, "{:?} for {} bytes", start.elapsed(), bytes.len());
    if let Ok(file) = &file {
        super::assert_accounted_for(file);
        assert!(!format!("{file:?}").replace(r"\\", "").contains(r"\0"), "databases take no zero in a text");
    }
    for sentence in [survey, file.err().map(|error| error.to_string())].into_iter().flatten() {
        assert!(sentence.starts_with("upload.csv ") || sentence.starts_with("upload.csv:"), "{sentence}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

const REGISTER: Option<FileKind> = Some(FileKind::AssetRegister);

#[test]
fn csv_of_any_bytes() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let text = makers::csv(",", "\r\n");
    let seeds = vec![
        text.clone().into_bytes(),
        makers::csv(";", "\r").into_bytes(),
        makers::csv("*", "\n").into_bytes(),
        utf16(&text),
        utf16(&format!("\u{FEFF}{text}")),
        encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
    ];
    keep_at_it(&bytes_like(seeds), |bytes| read(bytes, None));
}

#[test]
fn xlsx_of_any_bytes() {
    let seeds = vec![makers::xlsx(), archive(&xlsx_of(&sheet_xml("", ""), "<sst></sst>"))];
    keep_at_it(&bytes_like(seeds), |bytes| read(bytes, None));
}

#[test]
fn xlsx_of_any_parts() {
    let texts =
        "<sst count=\"2\" uniqueCount=\"2\"><si><t>Asset Code</t></si><si><r><t>Na</t></r><r><t>me</t></r></si></sst>";
    let more = "<row r=\"9\"><c r=\"A9\" t=\"s\"><v>1</v></c><c r=\"B9\" s=\"1\"><f>1+1</f><v>44286.5</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>";
    let sheet = sheet_xml("<dimension ref=\"A1:E9\"/>", more)
        .replace("</worksheet>", "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>");
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    let mut parts = xlsx_of(&sheet, texts);
    parts.push(("xl/styles.xml", styles.into()));
    mutate_parts(&parts, None);
}

#[test]
fn ods_of_any_content() {
    let merged = "<table:table-row><table:table-cell table:number-columns-spanned=\"3\" table:number-rows-spanned=\"2\" office:value-type=\"date\" office:date-value=\"2021-03-31T00:00:00\"/><table:covered-table-cell table:number-columns-repeated=\"2\"/></table:table-row>";
    mutate_parts(&makers::ods_parts(&ods_xml(merged, "")), None);
}

#[test]
fn xls_of_any_bytes() {
    keep_at_it(&bytes_like(vec![makers::xls((4, 5))]), |bytes| read(bytes, None));
}

#[test]
fn geojson_of_any_bytes() {
    let seeds = vec![makers::geojson(None).into_bytes(), makers::geojson(Some("EPSG:27700")).into_bytes()];
    keep_at_it(&(bytes_like(seeds), any::<bool>()), |(bytes, told)| read(bytes, REGISTER.filter(|_| *told)));
}

#[test]
fn boundaries_of_any_bytes() {
    let outline = |properties: &str, ring: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
        )
    };
    let ring = "[[-2.99,53.40],[-2.98,53.40],[-2.98,53.41],[-2.99,53.40]]";
    let topology = r#"{"type":"Topology","transform":{"scale":[0.001,0.001],"translate":[-3,53]},"arcs":[[[0,0],[100,0],[0,100],[-100,-100]]],"objects":{"lsoa":{"type":"GeometryCollection","geometries":[{"type":"Polygon","properties":{"LSOA21CD":"E01006412","LSOA21NM":"Liverpool 001A"},"arcs":[[0]]},{"type":"MultiPolygon","properties":{"LSOA21CD":"E01006413"},"arcs":[[[-1]]]}]}}}"#;
    let seeds = vec![
        outline(r#""LSOA21CD":"E01006412","LSOA21NM":"Liverpool 001A""#, ring).into_bytes(),
        outline(r#""WD25CD":"E05015277","WD25NM":"Anfield""#, ring).into_bytes(),
        topology.into(),
        topology.replace(r#""transform":{"scale":[0.001,0.001],"translate":[-3,53]},"#, "").into_bytes(),
    ];
    let inputs = (bytes_like(seeds), any::<bool>());
    keep_at_it(&inputs, |(bytes, told)| read(bytes, Some(FileKind::Boundaries).filter(|_| *told)));
}

#[test]
fn geopackages_of_any_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seed.gpkg");
    makers::geopackage(&path, 27700, &[]);
    keep_at_it(&bytes_like(vec![std::fs::read(&path).unwrap()]), |bytes| read(bytes, None));
}

#[test]
fn shapefiles_of_any_parts() {
    mutate_parts(&makers::shapefile_parts(), REGISTER);
}

#[test]
fn zips_of_any_bytes() {
    let seeds = vec![
        archive(&[("list.csv", makers::csv(",", "\n").into_bytes())]),
        archive(&[("a/b.csv", b"x".to_vec()), ("c.txt", b"y".to_vec()), ("d/", Vec::new())]),
        archive(&makers::shapefile_parts()),
        makers::ods("", ""),
    ];
    keep_at_it(&bytes_like(seeds), |bytes| read(bytes, None));
}

/// Changes the parts of an archive before they are packed, so that the changes come past the checksums.
fn mutate_parts(parts: &[(&'static str, Vec<u8>)], kind: Option<FileKind>) {
    let changes = proptest::collection::vec((any::<Index>(), change()), 1..6);
    keep_at_it(&changes, |changes| {
        let mut parts = parts.to_vec();
        let count = parts.len();
        changes.iter().for_each(|(part, change)| change.apply(&mut parts[part.index(count)].1));
        read(&archive(&parts), kind);
    });
}

/// Text that is nearly a value.
fn value() -> impl Strategy<Value = String> {
    const SEEDS: [&str; 24] = [
        "L1 8JQ",
        "l18jq",
        "334500",
        "-2.9917",
        "53.4071,-2.9917",
        "POINT (-2.99 53.4)",
        "MULTIPOLYGON (((0 50, 1 50, 1 51, 0 50)))",
        "SRID=27700;POINT Z (334500 390250 1)",
        "SJ 345 902",
        "SJ34509025",
        "NaN",
        "1e400",
        "3806573.5",
        "31/03/2021",
        "2021-03-31",
        "March 2021",
        "44286",
        "100121228178",
        "1,234.56",
        "£1.2m",
        "0.5 ha",
        "12,000 sq ft",
        "=1+1",
        "<script>alert(1)</script>",
    ];
    let seed = proptest::sample::select(SEEDS.to_vec());
    let changed = (seed, proptest::collection::vec(change(), 0..3)).prop_map(|(seed, changes)| {
        let mut bytes = seed.as_bytes().to_vec();
        changes.iter().for_each(|change| change.apply(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    prop_oneof![4 => changed, 1 => "\\PC{0,40}"]
}

#[test]
fn values_places_postcodes_and_dates_of_any_text() {
    const HEADINGS: &str = "Asset Code,Property Name,Tenure,UPRN,Address,Postcode,Easting,Northing,GeoX,GeoY,Longitude,Latitude,geometry,\
        Grid Reference,Coordinates,Effective Date,Floor Area,Hectares,Condition,Occupancy,Value,Status";
    let columns = HEADINGS.split(',').count();
    let rows = proptest::collection::vec(proptest::collection::vec(value(), columns), 1..6);
    keep_at_it(&rows, |rows| {
        let mut text = format!("{HEADINGS}\n");
        for row in rows {
            row.iter().for_each(|cell| {
                let _ = Postcode::parse(cell);
            });
            let cells: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        read(text.as_bytes(), None);
        read(text.as_bytes(), Some(FileKind::BrownfieldRegister));
    });
}

#[test]
fn official_tables_of_any_bytes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && std::fs::metadata(&path).unwrap().len() < 20_000 {
            seeds.push(std::fs::read(path).unwrap());
        }
    }
    seeds.sort();
    keep_at_it(&bytes_like(seeds), |bytes| read(bytes, None));
}
