//! An Excel workbook: a sheet with typed cells, and a sheet that says where it is from.

use std::fs::File;
use std::io::{BufWriter, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};
use time::Date;

use crate::features::Scalar;
use crate::features::collection::{Column, GeometryType, Kind};
use crate::publish::format::{Export, PublishError, place_columns};

/// Rows of a sheet, headings included (ECMA-376: 2^20).
const MOST_ROWS: usize = 1 << 20;
/// Characters of a cell, as Excel counts them: in UTF-16.
const MOST_CHARACTERS: usize = 32_767;

/// Writes the workbook.
///
/// # Errors
/// When there are more features than rows, or the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    if export.items.len() >= MOST_ROWS {
        return Err(PublishError::TooMuch(format!(
            "An Excel sheet holds at most {} features, and these are {}. Ask for CSV or GeoPackage, or for fewer",
            MOST_ROWS - 1,
            export.items.len()
        )));
    }
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(export)?);
    features(export, &mut workbook)?;
    about(export, &mut workbook).map_err(PublishError::library)?;
    let mut out = BufWriter::new(out);
    workbook.save_to_writer(&mut out).map_err(PublishError::library)?;
    out.flush()?;
    Ok(())
}

/// With the time of the data, so that equal workbooks are equal bytes.
fn properties(export: &Export<'_>) -> Result<DocProperties, PublishError> {
    let at = export.about.as_at;
    let made = excel_day(at.date()).and_then(|day| day.and_hms(at.hour().into(), at.minute(), f64::from(at.second())));
    let described = export.features.described();
    Ok(DocProperties::new()
        .set_title(&*described.title)
        .set_comment(export.about.attribution())
        .set_author("catmap")
        .set_creation_datetime(&made.map_err(PublishError::library)?))
}

fn features(export: &Export<'_>, workbook: &mut Workbook) -> Result<(), PublishError> {
    let described = export.features.described();
    let is_somewhere = described.geometry != GeometryType::Nothing;
    let places = place_columns::columns(described.geometry);
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(PublishError::library)?;
    let looks = Looks { bold: Look::new().set_bold(), day: Look::new().set_num_format("yyyy-mm-dd") };
    let columns: Vec<&Column> = described.columns.iter().chain(&places).collect();
    headings(sheet, &described.name, &columns, &looks).map_err(PublishError::library)?;
    let mut written = Ok(());
    for (row, index) in (1..).zip(export.items) {
        let mut column = 0;
        let mut put = |value: Scalar<'_>| {
            if written.is_ok() {
                written = cell(sheet, row, column, &value, &looks);
                column += 1;
            }
        };
        export.typed_values(*index, &mut put);
        if is_somewhere {
            place_columns::values(export.features, *index).into_iter().for_each(&mut put);
        }
        std::mem::replace(&mut written, Ok(()))?;
    }
    Ok(())
}

/// How cells look.
struct Looks {
    bold: Look,
    day: Look,
}

fn headings(sheet: &mut Worksheet, name: &str, columns: &[&Column], looks: &Looks) -> Result<(), XlsxError> {
    // A sheet's name has at most 31 characters.
    sheet.set_name(name.chars().take(31).collect::<String>())?.set_freeze_panes(1, 1)?;
    for (place, column) in (0..).zip(columns) {
        let width = match column.kind {
            Kind::Text => 28.0,
            Kind::Word(_) => 16.0,
            Kind::Date | Kind::Integer | Kind::Number | Kind::Boolean => 12.0,
        };
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, &*column.name, &looks.bold)?;
    }
    Ok(())
}

fn cell(sheet: &mut Worksheet, row: u32, column: u16, value: &Scalar<'_>, looks: &Looks) -> Result<(), PublishError> {
    let written = match value {
        Scalar::Null => return Ok(()),
        Scalar::Boolean(truth) => sheet.write_boolean(row, column, *truth),
        // Excel keeps 15 digits of a number; one with more is kept whole as text.
        Scalar::Integer(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
            sheet.write_string(row, column, number.to_string())
        }
        Scalar::Integer(number) => sheet.write_number(row, column, *number as f64),
        Scalar::Number(number) => sheet.write_number(row, column, *number),
        Scalar::Date(day) => match excel_day(*day) {
            Ok(date) => sheet.write_datetime_with_format(row, column, &date, &looks.day),
            // Excel knows no day before 1900.
            Err(_) => sheet.write_string(row, column, day.to_string()),
        },
        Scalar::Text(text) if text.encode_utf16().count() > MOST_CHARACTERS => {
            return Err(PublishError::TooMuch(format!(
                "A cell of Excel holds at most {MOST_CHARACTERS} characters, and a text in row {row} has more. \
                 Ask for CSV or GeoPackage"
            )));
        }
        Scalar::Text(text) => sheet.write_string(row, column, &**text),
    };
    written.map(|_| ()).map_err(PublishError::library)
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year().try_into().unwrap_or(0), day.month().into(), day.day())
}

fn about(export: &Export<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let described = export.features.described();
    let places = place_columns::columns(described.geometry);
    let bold = Look::new().set_bold();
    let wrapped = Look::new().set_text_wrap();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("About")?.set_column_width(0, 24)?;
    sheet.set_column_width(1, 100)?;
    let mut row = 0;
    for (label, text) in export.told() {
        sheet.write_string_with_format(row, 0, label, &bold)?;
        sheet.write_string_with_format(row, 1, text.chars().take(MOST_CHARACTERS / 2).collect::<String>(), &wrapped)?;
        row += 1;
    }
    for column in described.columns.iter().chain(&places) {
        row += 1;
        sheet.write_string_with_format(row, 0, &*column.name, &bold)?;
        sheet.write_string_with_format(row, 1, column.description(), &wrapped)?;
    }
    Ok(())
}
