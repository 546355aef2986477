//! The Nomis table download, with titles above its headings and `mnemonic` among them, and the census bulk file: one area
//! on each line.

use super::super::records::Record;
use super::super::sheet::Sheet;
use super::super::values::one_line;
use super::{Publication, Titles, Understood, count_of, plain, remark, year};

/// Whether these headings, normalised, are of one of these layouts.
pub(super) fn are_headings(headings: &[String]) -> bool {
    let has = |wanted: &str| headings.iter().any(|heading| heading == wanted);
    let table = has("mnemonic") && headings.len() >= 3;
    let census = has("geographycode") && headings.iter().any(|heading| is_private_renting(heading));
    table || census
}

/// Where the figures stand.
struct Layout {
    publication: Publication,
    code: usize,
    name: usize,
    count: usize,
    base: Option<usize>,
    period: Period,
}

enum Period {
    Is(String),
    In(usize),
}

/// Takes the rows out of the sheet. Fails with a sentence when the file is of no table that is read here.
pub(super) fn understand(sheet: &mut Sheet, titles: &Titles) -> Result<(Publication, Understood), String> {
    let layout = Layout::of(&sheet.header, titles)?;
    let mut understood = Vec::new();
    for record in std::mem::take(&mut sheet.rows) {
        if is_footnote(&record, layout.code) {
            sheet.notes.retain(|note| note.row != record.number);
            let said = one_line(record.cell(0));
            sheet.notes.push(remark(record.number, format!("the publisher remarks under the table: {said}")));
            continue;
        }
        let period = match &layout.period {
            Period::Is(period) => period,
            Period::In(place) => record.cell(*place),
        };
        let area = (record.cell(layout.code), record.cell(layout.name));
        let figures = (record.cell(layout.count), layout.base.map(|base| record.cell(base)));
        let value = count_of(layout.publication.indicator(), area, figures, period);
        understood.push((record, value));
    }
    Ok((layout.publication, understood))
}

/// A line of words: nothing in it but its first cell.
fn is_footnote(record: &Record, code: usize) -> bool {
    code > 0 && !record.cell(0).trim().is_empty() && record.cells().skip(1).all(|cell| cell.trim().is_empty())
}

impl Layout {
    fn of(header: &Record, titles: &Titles) -> Result<Self, String> {
        let headings: Vec<String> = header.cells().map(plain).collect();
        let at = |wanted: &str| headings.iter().position(|heading| heading == wanted);
        let Some(code) = at("mnemonic") else {
            let code = at("geographycode").unwrap_or(0);
            let (count, base) = tenure(&headings)?;
            let period = at("date").map_or_else(|| Period::Is("2021".to_owned()), Period::In);
            let name = at("geography").unwrap_or(code);
            return Ok(Self { publication: Publication::Tenure, code, name, count, base: Some(base), period });
        };
        let publication = publication(titles)?;
        let dated = titles.value_of("date").unwrap_or_default().to_owned();
        if publication == Publication::Tenure {
            let (count, base) = tenure(&headings)?;
            let period = Period::Is(if dated.is_empty() { "2021".to_owned() } else { dated });
            return Ok(Self { publication, code, name: 0, count, base: Some(base), period });
        }
        whole(publication, titles)?;
        let figures: Vec<usize> = (0..headings.len())
            .filter(|place| {
                *place != code && *place != 0 && !matches!(headings[*place].as_str(), "" | "flag" | "flags")
            })
            .collect();
        let heading = |place: usize| one_line(header.cell(place));
        let latest = figures.iter().copied().filter(|place| is_year(&heading(*place))).max_by_key(|p| heading(*p));
        let count = latest
            .or_else(|| figures.iter().copied().find(|place| headings[*place].starts_with("total")))
            .or_else(|| figures.iter().copied().find(|place| headings[*place] == "employees"))
            .or_else(|| if let [only] = figures[..] { Some(only) } else { None });
        let count = count.ok_or("it has several columns of figures, and none is a total, a year or employees.")?;
        let period = if is_year(&heading(count)) { heading(count) } else { dated };
        Ok(Self { publication, code, name: 0, count, base: None, period: Period::Is(period) })
    }
}

fn is_year(heading: &str) -> bool {
    heading.len() == 4 && year(heading).is_some()
}

/// What the titles say the table is.
fn publication(titles: &Titles) -> Result<Publication, String> {
    let known = [
        ("businessregisterandemploymentsurvey", Publication::Jobs),
        ("ukbusinesscountslocalunits", Publication::LocalUnits),
        ("ts054", Publication::Tenure),
    ];
    let found = known.iter().find(|(words, _)| titles.speak_of(words)).map(|(_, publication)| *publication);
    found.ok_or_else(|| {
        "its titles name no table that is read here: Business Register and Employment Survey, UK Business Counts - local \
         units, or TS054 - Tenure. Keep the lines above the headings."
            .to_owned()
    })
}

/// Refuses a table of one part of what is to be counted.
fn whole(publication: Publication, titles: &Titles) -> Result<(), String> {
    for part in ["industry", "employmentsizeband", "legalstatus"] {
        if let Some(value) = titles.value_of(part)
            && !plain(value).starts_with("total")
        {
            return Err(format!("it counts only \"{value}\". Download the table for the total."));
        }
    }
    let status = titles.value_of("employmentstatus").map(plain);
    if publication == Publication::Jobs
        && let Some(status) = status.filter(|status| !matches!(status.as_str(), "employees" | "employment"))
    {
        return Err(format!("it counts only \"{status}\". Download the table for employees."));
    }
    Ok(())
}

/// The columns of private renting and of all households.
fn tenure(headings: &[String]) -> Result<(usize, usize), String> {
    let count = headings.iter().position(|heading| is_private_renting(heading));
    let base = headings.iter().position(|heading| heading.contains("allhouseholds"));
    count.zip(base).ok_or_else(|| "it needs a column for private renting and one for all households.".to_owned())
}

/// Private renting as a whole: its parts have longer names.
fn is_private_renting(heading: &str) -> bool {
    let heading = heading.strip_suffix("measuresvalue").unwrap_or(heading);
    heading.ends_with("privaterented") && !heading.ends_with("otherprivaterented")
}
