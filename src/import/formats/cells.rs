//! The text of a cell of a workbook: what an officer would have typed, not how the file stores it.

use calamine::{DataRef, ExcelDateTime};

/// Excel shows and keeps fifteen figures; what a file has beyond them comes from sums in binary.
const FIGURES: usize = 15;

/// A number without the artefacts of binary: 0.1 + 0.2 is 0.3.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let rounded = format!("{value:.*e}", FIGURES - 1).parse().unwrap_or(value);
    // Minus nothing is nothing.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A date as ISO text; a time of day or a length of time as hours, minutes and seconds.
fn moment(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    // Beyond the calendar of Excel it is a number that is only formatted as a date.
    if !(0.0..2_958_466.0).contains(&serial) {
        return number(serial);
    }
    if moment.is_duration() || serial < 1.0 {
        let seconds = (serial * 86_400.0).round() as u64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

/// The text of a cell.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.replace('\0', "?"),
        DataRef::SharedString(text) => text.replace('\0', "?"),
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => number(*value),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(value) => moment(value),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(text),
        DataRef::Error(error) => error.to_string(),
    }
}

/// "2021-03-31T10:30:00.000" as "2021-03-31 10:30:00", and midnight left out.
pub(super) fn iso(text: &str) -> String {
    let text = text.trim().trim_end_matches('Z');
    let Some((date, time)) = text.split_once('T') else { return text.replace('\0', "?") };
    let time = time.split('.').next().unwrap_or_default();
    if date.is_empty() || date == "P" {
        return text.to_owned();
    }
    if time.chars().all(|c| matches!(c, '0' | ':')) { date.to_owned() } else { format!("{date} {time}") }
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::{iso, moment, number};

    #[test]
    fn numbers_are_what_excel_shows() {
        let cases = [
            (0.1 + 0.2, "0.3"),
            (100_121_228_178.0, "100121228178"),
            (-2.991_7, "-2.9917"),
            (1e21, "1000000000000000000000"),
            (-0.0, "0"),
            (333_000.000_000_000_06, "333000"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn dates_and_times_are_told_apart() {
        let at = |serial, kind| moment(&ExcelDateTime::new(serial, kind, false));
        assert_eq!(at(44_286.0, ExcelDateTimeType::DateTime), "2021-03-31");
        assert_eq!(at(44_286.5, ExcelDateTimeType::DateTime), "2021-03-31 12:00:00");
        assert_eq!(at(0.75, ExcelDateTimeType::DateTime), "18:00:00");
        assert_eq!(at(1.5, ExcelDateTimeType::TimeDelta), "36:00:00");
        assert_eq!(at(5e9, ExcelDateTimeType::DateTime), "5000000000");
        assert_eq!(iso("2021-03-31T00:00:00.000"), "2021-03-31");
        assert_eq!(iso("2021-03-31T10:30:00Z"), "2021-03-31 10:30:00");
    }
}
