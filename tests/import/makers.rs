//! Made-up files in every format, so that no binary file need be kept.

use std::io::{Cursor, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

/// A small register as lines of cells, headings first.
pub(super) const REGISTER: [[&str; 5]; 4] = [
    ["Asset Code", "Property Name", "Tenure", "Easting", "Northing"],
    ["A1", "St Mary’s Hall", "Freehold", "334500", "390250"],
    ["A2", "Café, Old Road", "Leasehold", "334700.5", "390300"],
    ["A3", "Shed", "Freehold", "334900", "390350"],
];

pub(super) fn csv(delimiter: &str, line_end: &str) -> String {
    let cell = |cell: &str| if cell.contains(delimiter) { format!("\"{cell}\"") } else { cell.to_owned() };
    REGISTER.iter().map(|row| row.map(cell).join(delimiter) + line_end).collect()
}

/// A zip archive of these entries.
pub(super) fn archive(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The register in Excel, under a title, with a sheet of notes before it, a date, a formula and a hidden row.
pub(super) fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Notes").unwrap();
    notes.write(0, 0, "Who to ask").unwrap();
    notes.write(1, 0, "The estates team").unwrap();
    let sheet = book.add_worksheet().set_name("Land & buildings").unwrap();
    sheet.merge_range(0, 0, 0, 4, "Land and buildings we own", &Format::new()).unwrap();
    write_register(sheet, 2);
    sheet.write(3, 3, Formula::new("=334000+500").set_result("334500")).unwrap();
    sheet.set_row_hidden(4).unwrap();
    book.save_to_buffer().unwrap()
}

fn write_register(sheet: &mut rust_xlsxwriter::Worksheet, first_row: u32) {
    for (row, cells) in (first_row..).zip(REGISTER) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, cell).unwrap(),
            };
        }
    }
}

/// Two rows of headings, the upper one merged over two lower ones, and dates.
pub(super) fn xlsx_with_two_rows_of_headings() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (column, heading) in [(0, "Asset Code"), (1, "Property Name"), (2, "Tenure"), (5, "Acquired")] {
        sheet.merge_range(0, column, 1, column, heading, &plain).unwrap();
    }
    sheet.merge_range(0, 3, 0, 4, "Grid", &plain).unwrap();
    sheet.write(1, 3, "Easting").unwrap();
    sheet.write(1, 4, "Northing").unwrap();
    for (row, cells) in (2..).zip(&REGISTER[1..]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, *cell).unwrap();
        }
        sheet.write_number_with_format(row, 5, 44_286.0, &date).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The parts of a workbook with one sheet of this XML, and this list of texts.
pub(super) fn xlsx_of(sheet: &str, texts: &str) -> Vec<(&'static str, Vec<u8>)> {
    const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const START: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    vec![
        ("[Content_Types].xml", TYPES.into()),
        ("_rels/.rels", START.into()),
        ("xl/workbook.xml", BOOK.into()),
        ("xl/_rels/workbook.xml.rels", PARTS.into()),
        ("xl/sharedStrings.xml", texts.into()),
        ("xl/worksheets/sheet1.xml", sheet.into()),
    ]
}

/// The register as the XML of a sheet with its texts inside, between what stands before and after its rows.
pub(super) fn sheet_xml(before: &str, after: &str) -> String {
    let rows = (1..).zip(REGISTER).map(|(row, cells)| {
        let cell =
            |(column, cell): (char, &str)| format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>");
        format!("<row r=\"{row}\">{}</row>", ('A'..).zip(cells).map(cell).collect::<String>())
    });
    format!("<worksheet>{before}<sheetData>{}{after}</sheetData></worksheet>", rows.collect::<String>())
}

/// The rows of a spreadsheet as OpenDocument XML, between what stands before and after them.
pub(super) fn ods(before: &str, after: &str) -> Vec<u8> {
    archive(&ods_parts(&ods_xml(before, after)))
}

pub(super) fn ods_parts(content: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()), ("content.xml", content.into())]
}

pub(super) fn ods_xml(before: &str, after: &str) -> String {
    let cell = |cell: &str| match cell.parse::<f64>() {
        Ok(_) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"><text:p>shown</text:p></table:table-cell>"
        ),
        Err(_) => format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"),
    };
    let rows: String =
        REGISTER.iter().map(|row| format!("<table:table-row>{}</table:table-row>", row.map(cell).concat())).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:body><office:spreadsheet><table:table table:name=\"Notes\"><table:table-row><table:table-cell \
         office:value-type=\"string\"><text:p>Ask <text:s text:c=\"2\"/>us &amp; them</text:p></table:table-cell></table:table-row>\
         </table:table><table:table table:name=\"List\">{before}{rows}{after}<table:table-row \
         table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    )
}

/// The register in an old workbook (BIFF8). `announced` is the size it says its sheet has.
pub(super) fn xls(announced: (u32, u16)) -> Vec<u8> {
    compound(&[("Workbook", xls_stream(announced))])
}

fn record(stream: &mut Vec<u8>, kind: u16, content: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend((content.len() as u16).to_le_bytes());
    stream.extend(content);
}

fn xls_stream(announced: (u32, u16)) -> Vec<u8> {
    const BOOK: [u8; 16] = [0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const SHEET: [u8; 16] = [0, 6, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let mut texts: Vec<&str> = Vec::new();
    let mut cells = Vec::new();
    for (row, line) in (0_u16..).zip(REGISTER) {
        for (column, cell) in (0_u16..).zip(line) {
            let mut content = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            if let Ok(number) = cell.parse::<f64>() {
                content.extend(number.to_le_bytes());
                record(&mut cells, 0x0203, &content);
            } else {
                content.extend((texts.len() as u32).to_le_bytes());
                texts.push(cell);
                record(&mut cells, 0x00FD, &content);
            }
        }
    }
    let mut list = [(texts.len() as u32).to_le_bytes(), (texts.len() as u32).to_le_bytes()].concat();
    for text in &texts {
        let units: Vec<u16> = text.encode_utf16().collect();
        list.extend((units.len() as u16).to_le_bytes());
        list.push(1);
        list.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }
    let mut stream = Vec::new();
    record(&mut stream, 0x0809, &BOOK);
    let place = stream.len() + 4;
    record(&mut stream, 0x0085, &[&[0; 6][..], &[4, 0], b"List"].concat());
    record(&mut stream, 0x00FC, &list);
    record(&mut stream, 0x000A, &[]);
    let start = stream.len() as u32;
    stream[place..place + 4].copy_from_slice(&start.to_le_bytes());
    record(&mut stream, 0x0809, &SHEET);
    let size = [&0_u32.to_le_bytes()[..], &announced.0.to_le_bytes(), &[0, 0], &announced.1.to_le_bytes(), &[0, 0]];
    record(&mut stream, 0x0200, &size.concat());
    stream.extend(cells);
    record(&mut stream, 0x000A, &[]);
    stream
}

/// The container of old Office files around these streams.
pub(super) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let mut sectors: Vec<Vec<u8>> = vec![Vec::new(), Vec::new()];
    let mut next = vec![0xFFFF_FFFD, END];
    let entry = |name: &str, kind: u8, start: u32, bytes: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend(((name.len() as u16 + 1) * 2).to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([0xFF; 12]);
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((bytes as u64).to_le_bytes());
        entry
    };
    let mut folder = entry("Root Entry", 5, END, 0);
    for (name, bytes) in streams {
        let mut bytes = bytes.clone();
        // Small streams have sectors of their own, so they are made large.
        bytes.resize(bytes.len().max(4096), 0);
        folder.extend(entry(name, 2, sectors.len() as u32, bytes.len()));
        let count = bytes.len().div_ceil(512);
        for (at, part) in bytes.chunks(512).enumerate() {
            sectors.push(part.to_vec());
            next.push(if at + 1 == count { END } else { next.len() as u32 + 1 });
        }
    }
    sectors[1] = folder;
    sectors[0] = next.iter().flat_map(|number| number.to_le_bytes()).collect();
    let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    file.resize(24, 0);
    file.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    file.resize(44, 0);
    for number in [1, 1, 0, 4096, END, 0, END, 0, 0] {
        file.extend(u32::to_le_bytes(number));
    }
    file.resize(512, 0xFF);
    for mut sector in sectors {
        sector.resize(512, 0xFF);
        file.extend(sector);
    }
    file
}

/// The register as GeoJSON with points, in the system of this name.
pub(super) fn geojson(system: Option<&str>) -> String {
    let features: Vec<serde_json::Value> = REGISTER[1..]
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let facts: serde_json::Map<String, serde_json::Value> =
                REGISTER[0][..3].iter().zip(row).map(|(name, cell)| ((*name).to_owned(), (*cell).into())).collect();
            let place = if system.is_some() { [334_500.0, 390_250.0] } else { [-2.98 + at as f64 / 1000.0, 53.405] };
            serde_json::json!({"type": "Feature", "properties": facts,
                "geometry": {"type": "Point", "coordinates": place}})
        })
        .collect();
    let mut document = serde_json::json!({"type": "FeatureCollection", "features": features});
    if let Some(name) = system {
        document["crs"] = serde_json::json!({"type": "name", "properties": {"name": name}});
    }
    document.to_string()
}

/// A point as GeoPackage stores it.
fn geopackage_point(x: f64, y: f64) -> Vec<u8> {
    let mut bytes = vec![b'G', b'P', 0, 1];
    bytes.extend(27_700_i32.to_le_bytes());
    bytes.extend([1, 1, 0, 0, 0]);
    bytes.extend(x.to_le_bytes());
    bytes.extend(y.to_le_bytes());
    bytes
}

/// Writes the register as a GeoPackage in the system of this number, then runs these statements on it.
pub(super) fn geopackage(path: &Path, system: i64, more: &[&str]) {
    use sqlx::{AssertSqlSafe, ConnectOptions, Connection, sqlite::SqliteConnectOptions};
    let work = async {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        for sql in [
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER)",
            "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER)",
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)",
            "CREATE TABLE \"land \"\"we\"\" own\" (fid INTEGER PRIMARY KEY, geom BLOB, \"Asset Code\" TEXT, \"Property Name\" TEXT, \"Tenure\" TEXT)",
            "INSERT INTO gpkg_contents VALUES ('land \"we\" own', 'features', 1)",
            "INSERT INTO gpkg_geometry_columns VALUES ('land \"we\" own', 'geom', 1)",
        ] {
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
        sqlx::query("INSERT INTO gpkg_spatial_ref_sys VALUES ('made up', 1, 'EPSG', ?)")
            .bind(system)
            .execute(&mut connection)
            .await
            .unwrap();
        for row in &REGISTER[1..] {
            sqlx::query("INSERT INTO \"land \"\"we\"\" own\" VALUES (NULL, ?, ?, ?, ?)")
                .bind(geopackage_point(row[3].parse().unwrap(), row[4].parse().unwrap()))
                .bind(row[0])
                .bind(row[1])
                .bind(row[2])
                .execute(&mut connection)
                .await
                .unwrap();
        }
        for sql in more {
            sqlx::query(AssertSqlSafe((*sql).to_owned())).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
}

/// The parts of a shapefile of the register.
pub(super) fn shapefile_parts() -> Vec<(&'static str, Vec<u8>)> {
    let mut shapes = Cursor::new(Vec::new());
    {
        let mut writer = shapefile::ShapeWriter::new(&mut shapes);
        for row in &REGISTER[1..] {
            let point = shapefile::Point::new(row[3].parse().unwrap(), row[4].parse().unwrap());
            writer.write_shape(&point).unwrap();
        }
    }
    let widths = [8_u8, 40, 20];
    let mut facts = vec![3, 21, 3, 31];
    facts.extend((REGISTER.len() as u32 - 1).to_le_bytes());
    facts.extend((32 + 32 * 3 + 1_u16).to_le_bytes());
    facts.extend((1 + widths.iter().map(|width| u16::from(*width)).sum::<u16>()).to_le_bytes());
    facts.resize(32, 0);
    for (name, width) in ["AssetCode", "Name", "Tenure"].iter().zip(widths) {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.push(b'C');
        field.resize(16, 0);
        field.push(width);
        field.resize(32, 0);
        facts.extend(field);
    }
    facts.push(0x0D);
    for row in &REGISTER[1..] {
        facts.push(b' ');
        for (cell, width) in row.iter().zip(widths) {
            let mut bytes = cell.as_bytes().to_vec();
            bytes.resize(width.into(), b' ');
            facts.extend(bytes);
        }
    }
    vec![
        ("land/land.shp", shapes.into_inner()),
        ("land/land.dbf", facts),
        ("land/land.prj", b"PROJCS[\"British_National_Grid\",GEOGCS[\"GCS_OSGB_1936\"]]".to_vec()),
        ("land/land.cpg", b"UTF-8".to_vec()),
    ]
}
