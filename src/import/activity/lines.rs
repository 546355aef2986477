//! The Nomis API's CSV: one figure on each line, its dimensions in columns.
//!
//! Only totals of the latest year are taken: all industries, all sizes, employees. The other rows of such a file are parts
//! of those totals or older; they are left aside, and how many is said. Of a tenure table, the rows of one area are read
//! together: private renting out of all households.

use std::collections::HashMap;

use super::super::mapping::Columns;
use super::super::records::Record;
use super::super::sheet::Sheet;
use super::{Publication, Understood, count_of, left_aside, plain, remark, year};

/// The code of all industries together in Nomis's business tables.
const ALL_INDUSTRIES: &str = "37748736";

/// Whether these headings, normalised, are of this layout.
pub(super) fn are_headings(headings: &[String]) -> bool {
    ["geographycode", "obsvalue"].iter().all(|wanted| headings.iter().any(|heading| heading == wanted))
}

/// Takes the rows out of the sheet. Fails with a sentence when the file is of no table that is read here.
pub(super) fn understand(sheet: &mut Sheet) -> Result<(Publication, Understood), String> {
    let columns = Columns::new(&sheet.header, &[]);
    let publication = publication(&columns).ok_or_else(|| {
        "it is a Nomis file, but of no table that is read here: jobs (EMPLOYMENT_STATUS), businesses \
         (EMPLOYMENT_SIZEBAND or LEGAL_STATUS) or tenure (C2021_TENURE_9)."
            .to_owned()
    })?;
    let lines = Lines { columns: &columns };
    let records = std::mem::take(&mut sheet.rows);
    if !records.is_empty() && !records.iter().any(|record| lines.is_count(record)) {
        return Err("it holds percentages and no counts.".to_owned());
    }
    let status = records.iter().any(|record| lines.is_status(record, "employees", "1"));
    let is_wanted = |record: &&Record| match publication {
        Publication::Jobs if status => lines.is_total(record) && lines.is_status(record, "employees", "1"),
        Publication::Jobs => lines.is_total(record) && lines.is_status(record, "employment", "4"),
        Publication::LocalUnits => lines.is_total(record),
        Publication::Tenure => lines.is_count(record) && lines.is_tenure(record, "privaterented", "1004"),
    };
    let latest = records.iter().filter(is_wanted).filter_map(|record| year(lines.period(record))).max();
    let is_latest = |record: &Record| year(lines.period(record)) == latest;
    let households: HashMap<String, String> = records
        .iter()
        .filter(|record| publication == Publication::Tenure && lines.is_count(record) && is_latest(record))
        .filter(|record| lines.is_tenure(record, "totalallhouseholds", "0"))
        .map(|record| (lines.cell(record, "geographycode").to_owned(), lines.cell(record, "obsvalue").to_owned()))
        .collect();
    let (mut understood, mut aside, mut first_aside) = (Vec::new(), 0, None);
    for record in records {
        if !is_wanted(&&record) || !is_latest(&record) {
            aside += 1;
            first_aside = first_aside.or(Some(record.number));
            continue;
        }
        let code = lines.cell(&record, "geographycode");
        let base = (publication == Publication::Tenure).then(|| households.get(code).map_or("", String::as_str));
        let value = match lines.withheld(&record) {
            Some(reason) => Err(reason),
            None => {
                let area = (code, lines.cell(&record, "geographyname"));
                let figures = (lines.cell(&record, "obsvalue"), base);
                count_of(publication.indicator(), area, figures, lines.period(&record))
            }
        };
        understood.push((record, value));
    }
    let reason = match publication {
        Publication::Jobs => "only all employees in all industries, of the latest year, are counted",
        Publication::LocalUnits => "only all local units together, of the latest year, are counted",
        Publication::Tenure => "private renting is read out of all households; other tenures are not used",
    };
    sheet.notes.extend(left_aside(first_aside, aside, reason));
    if publication == Publication::Jobs && !status {
        let reason = "the file counts employment, which includes working owners, and no employees alone; it was taken";
        sheet.notes.extend(understood.first().map(|(record, _)| remark(record.number, reason.to_owned())));
    }
    Ok((publication, understood))
}

fn publication(columns: &Columns) -> Option<Publication> {
    let has = |stem: &str| ["", "name", "code"].iter().any(|end| columns.place_of(&format!("{stem}{end}")).is_some());
    if has("c2021tenure9") {
        Some(Publication::Tenure)
    } else if has("employmentstatus") {
        Some(Publication::Jobs)
    } else if has("employmentsizeband") || has("legalstatus") {
        Some(Publication::LocalUnits)
    } else {
        None
    }
}

/// Reads dimensions of a row by their names, or by their codes where a file leaves the names out.
struct Lines<'a> {
    columns: &'a Columns,
}

impl Lines<'_> {
    fn cell<'r>(&self, record: &'r Record, heading: &str) -> &'r str {
        self.columns.place_of(heading).map_or("", |place| record.cell(place).trim())
    }

    /// The dimension's name, normalised, and its code, as far as there are columns for them.
    fn dimension(&self, record: &Record, stem: &str) -> (Option<String>, Option<String>) {
        let at = |end: &str| self.columns.place_of(&format!("{stem}{end}")).map(|place| record.cell(place).trim());
        (at("name").map(plain), at("").or_else(|| at("code")).map(str::to_owned))
    }

    /// Whether the dimension has this name or code; a dimension that the file leaves out has them all.
    fn is(&self, record: &Record, stem: &str, name: impl Fn(&str) -> bool, codes: &[&str]) -> bool {
        match self.dimension(record, stem) {
            (Some(found), _) => name(&found),
            // Some files have the name in the column of the dimension itself.
            (None, Some(found)) => codes.contains(&found.as_str()) || name(&plain(&found)),
            (None, None) => true,
        }
    }

    /// A number of things, as against a percentage.
    fn is_count(&self, record: &Record) -> bool {
        self.is(record, "measures", |name| name == "value", &["20100"])
            && self.is(record, "measure", |name| name == "count", &["1"])
    }

    /// A count over all industries, sizes and legal forms.
    fn is_total(&self, record: &Record) -> bool {
        let total = |name: &str| name.starts_with("total");
        self.is_count(record)
            && self.is(record, "industry", total, &[ALL_INDUSTRIES])
            && self.is(record, "employmentsizeband", total, &["0"])
            && self.is(record, "legalstatus", total, &["0"])
    }

    fn is_status(&self, record: &Record, name: &str, code: &str) -> bool {
        self.is(record, "employmentstatus", |found| found == name, &[code])
    }

    fn is_tenure(&self, record: &Record, name: &str, code: &str) -> bool {
        self.is(record, "c2021tenure9", |found| found == name, &[code])
    }

    fn period<'r>(&self, record: &'r Record) -> &'r str {
        let period = ["datename", "date", "datecode"].iter().map(|heading| self.cell(record, heading));
        period.into_iter().find(|text| !text.is_empty()).unwrap_or("")
    }

    /// Why the publisher says that there is no figure, whatever number stands there.
    fn withheld(&self, record: &Record) -> Option<String> {
        let status = self.cell(record, "obsstatusname").to_lowercase();
        let says = ["missing", "suppress", "confidential", "disclos", "not available", "unavailable"];
        says.iter()
            .any(|word| status.contains(word))
            .then(|| format!("the publisher says \"{}\", so it stays unknown", self.cell(record, "obsstatusname")))
    }
}
