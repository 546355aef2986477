//! What the values of a column look like: each of up to 2,000 is looked at, and together they vote for or against a field.

use std::collections::HashMap;

use super::heading::yes_is_vacant;
use crate::domain::postcode::Postcode;
use crate::domain::register::RegisterField as Field;
use crate::import::brownfield;
use crate::import::coordinates::one_cell;
use crate::import::facts;
use crate::import::records::Record;
use crate::import::values::{date, given, number, one_line, plain, yes_no};

/// How many values of a column are looked at.
pub(crate) const MOST_ROWS: usize = 2_000;

/// A sample is cut after this many letters.
const SAMPLE_LETTERS: usize = 60;

/// Counts of values by what they look like. A value may look like several things.
#[derive(Clone, Debug, Default)]
pub(super) struct Votes {
    /// Rows looked at.
    pub(super) rows: usize,
    /// Values that say something.
    pub(super) filled: usize,
    /// Different values among them.
    pub(super) different: usize,
    pub(super) whole_postcodes: usize,
    pub(super) outward_postcodes: usize,
    pub(super) whole_numbers: usize,
    pub(super) numbers: usize,
    /// Numbers of ten to twelve digits that are no telephone numbers.
    pub(super) long_numbers: usize,
    /// Numbers with the word or sign for hectares behind them.
    pub(super) hectares: usize,
    pub(super) dates: usize,
    /// Numbers that can be the first half of a pair of coordinates, or the second.
    pub(super) x: usize,
    pub(super) y: usize,
    /// Both halves in one cell, an outline or a grid reference.
    pub(super) places: usize,
    pub(super) yes_or_no: usize,
    pub(super) occupancy: usize,
    /// "vacant" and its like: of the words for occupancy those that no other column has.
    pub(super) vacant: usize,
    pub(super) tenure: usize,
    pub(super) holding: usize,
    pub(super) ownership: usize,
    pub(super) energy_letters: usize,
    pub(super) systems: usize,
    pub(super) web_addresses: usize,
    /// Web addresses that stand for a council.
    pub(super) council_addresses: usize,
    pub(super) email: usize,
    /// Values with letters that are neither dates nor web addresses.
    pub(super) text: usize,
    /// Text of several words with a word for a street or a whole postcode in it.
    pub(super) addresses: usize,
    /// Short values without blanks that have a digit.
    pub(super) codes: usize,
    /// Three different values, to be shown.
    pub(super) samples: Vec<String>,
}

impl Votes {
    /// The votes of these columns of a sample, taken together.
    pub(super) fn of<'r>(sample: impl IntoIterator<Item = &'r Record>, columns: &[usize]) -> Self {
        let mut votes = Self::default();
        let mut times: HashMap<&str, usize> = HashMap::new();
        let mut different = Vec::new();
        for record in sample.into_iter().take(MOST_ROWS) {
            for &column in columns {
                votes.rows += 1;
                let Some(text) = given(record.cell(column)) else { continue };
                let times = times.entry(text).or_default();
                *times += 1;
                if *times == 1 {
                    different.push(text);
                }
            }
        }
        votes.different = different.len();
        for text in different {
            if votes.samples.len() < 3 {
                votes.add_sample(text);
            }
            votes.look_at(text, times.get(text).copied().unwrap_or(1));
        }
        votes
    }

    fn add_sample(&mut self, text: &str) {
        let line = one_line(text);
        let mut sample: String = line.chars().take(SAMPLE_LETTERS).collect();
        if sample.len() < line.len() {
            sample.pop();
            sample.push('…');
        }
        if !self.samples.contains(&sample) {
            self.samples.push(sample);
        }
    }

    /// Counts a value that stands so many times.
    fn look_at(&mut self, text: &str, times: usize) {
        self.filled += times;
        let mut count = |counter: fn(&mut Self) -> &mut usize, yes: bool| *counter(self) += usize::from(yes) * times;
        let first = text.bytes().next().unwrap_or(b' ');
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        let has_letter = text.chars().any(char::is_alphabetic);
        let short = text.len() <= 40;
        if has_digit
            && short
            && (first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.') || text.starts_with('£'))
        {
            if let Some(value) = number(text) {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                count(|votes| &mut votes.numbers, true);
                count(|votes| &mut votes.whole_numbers, digits);
                // A UPRN is written with all its twelve digits or without noughts before it.
                let long = matches!(text.len(), 10 | 11) && first != b'0' || text.len() == 12;
                count(|votes| &mut votes.long_numbers, digits && long);
                count(|votes| &mut votes.hectares, has_letter && facts::is_in_hectares(text));
                let degrees = value.abs() <= 9.0 || (49.0..=61.0).contains(&value);
                let geocentric = (3_400_000.0..=4_100_000.0).contains(&value) || (-600_000.0..0.0).contains(&value);
                count(|votes| &mut votes.x, degrees || geocentric || (80_000.0..=660_000.0).contains(&value));
                count(|votes| &mut votes.y, degrees || geocentric || (5_000.0..=1_220_000.0).contains(&value));
            }
            count(|votes| &mut votes.dates, date(text).is_some());
        }
        let web = text.starts_with("http") || text.starts_with("www.");
        if web {
            count(|votes| &mut votes.web_addresses, true);
            let council = text.contains("opendatacommunities") || text.contains("/id/") || text.contains("-authority");
            count(|votes| &mut votes.council_addresses, council);
            return;
        }
        count(|votes| &mut votes.places, has_digit && one_cell::is_place(text));
        if !has_letter {
            count(|votes| &mut votes.yes_or_no, matches!(text, "0" | "1"));
            return;
        }
        count(|votes| &mut votes.email, text.contains('@'));
        count(|votes| &mut votes.text, !(first.is_ascii_digit() && date(text).is_some()));
        let blanks = text.bytes().filter(u8::is_ascii_whitespace).count();
        count(|votes| &mut votes.codes, has_digit && blanks == 0 && short);
        if has_digit && text.len() <= 12 {
            let postcode = Postcode::parse(text);
            count(|votes| &mut votes.whole_postcodes, postcode.as_ref().is_some_and(Postcode::is_whole));
            count(|votes| &mut votes.outward_postcodes, postcode.is_some_and(|found| !found.is_whole()));
        }
        if blanks > 0 {
            count(|votes| &mut votes.addresses, is_address(text));
        }
        if text.len() <= 60 {
            let words = plain(text);
            count(|votes| &mut votes.yes_or_no, yes_no(text).is_some());
            count(|votes| &mut votes.occupancy, facts::occupancy(text, "").is_some());
            let vacant = ["vacant", "void", "empty", "unoccupied", "occupied", "inuse"];
            count(|votes| &mut votes.vacant, vacant.iter().any(|word| words.contains(word)));
            let tenure = ["freehold", "leasehold", "longleasehold", "tenure", "leashold"];
            count(|votes| &mut votes.tenure, tenure.contains(&words.as_str()));
            count(|votes| &mut votes.holding, facts::holding(text).is_some());
            count(|votes| &mut votes.ownership, brownfield::is_ownership(text));
            count(|votes| &mut votes.energy_letters, text.len() <= 2 && facts::energy_letter(text).is_some());
            let systems = [
                "wgs84",
                "etrs89",
                "osgb",
                "bng",
                "nationalgrid",
                "epsg",
                "coordinatesystem",
                "crs84",
                "4326",
                "27700",
            ];
            count(|votes| &mut votes.systems, systems.iter().any(|word| words.contains(word)));
        }
    }

    /// The share of the filled values, from 0 to 1; 0 when none is filled.
    pub(super) fn share(&self, count: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { as_f64(count) / as_f64(self.filled) }
    }

    /// The share of the filled values that differ from all others.
    pub(super) fn uniqueness(&self) -> f64 {
        self.share(self.different)
    }
}

/// Counts here are of two thousand values at most.
pub(super) fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Whether there is a word for a street, or a whole postcode behind other words.
fn is_address(text: &str) -> bool {
    const STREETS: [&str; 20] = [
        "road", "street", "lane", "avenue", "drive", "close", "way", "place", "rd", "st", "ave", "crescent", "terrace",
        "grove", "square", "gardens", "row", "court", "walk", "hill",
    ];
    let mut before: Option<&str> = None;
    for word in text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        if STREETS.iter().any(|street| word.trim_end_matches('.').eq_ignore_ascii_case(street)) {
            return true;
        }
        // "L8 1TH": only two words of these lengths can be one.
        if let Some(first) = before.filter(|first| first.len() <= 4 && word.len() == 3) {
            let starts = first.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
            if starts && Postcode::parse(&format!("{first}{word}")).is_some_and(|postcode| postcode.is_whole()) {
                return true;
            }
        }
        before = Some(word);
    }
    false
}

/// What the values say of one field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// How many of the filled values could stand in a column of this field.
    pub(super) fitting: usize,
    /// How much likelier a fitting value is there than anywhere else.
    pub(super) gain: f64,
    /// How much less likely a value is there that does not fit.
    pub(super) loss: f64,
    /// What fitting values look like, in the plural.
    pub(super) what: &'static str,
}

/// What these values say of a field; `None` when they can tell nothing.
pub(super) fn evidence(field: Field, votes: &Votes, heading: &str) -> Option<Evidence> {
    let make = |fitting, gain, loss, what| Some(Evidence { fitting, gain, loss, what });
    match field {
        Field::Postcode => make(votes.whole_postcodes + votes.outward_postcodes, 40.0, 0.01, "postcodes"),
        Field::Uprn => make(votes.whole_numbers, 4.0, 0.01, "UPRNs"),
        Field::X => make(votes.x.max(votes.places), 10.0, 0.1, "coordinates"),
        Field::Y => make(votes.y.max(votes.places), 10.0, 0.1, "coordinates"),
        Field::XAndY => make(votes.places, 40.0, 0.01, "places"),
        Field::ReferenceSystem => make(votes.systems, 10.0, 0.15, "names of coordinate systems"),
        Field::EffectiveDate
        | Field::EndDate
        | Field::ConditionDate
        | Field::AvailableFrom
        | Field::UnsafeUntil
        | Field::ValuationDate => make(votes.dates, 6.0, 0.02, "dates"),
        Field::OrganisationUri => make(votes.web_addresses, 10.0, 0.02, "web addresses"),
        Field::LandAreaM2 | Field::Hectares | Field::BuildingSize | Field::UsableArea => {
            make(votes.numbers, 4.0, 0.05, "numbers")
        }
        Field::RateableValue | Field::ServiceCharge | Field::RunningCost | Field::RepairBacklog | Field::Valuation => {
            make(votes.numbers, 3.0, 0.1, "amounts")
        }
        Field::EnergyRating => make(votes.energy_letters, 10.0, 0.1, "energy letters"),
        Field::LandOnly | Field::Shareable => make(votes.yes_or_no, 5.0, 0.05, "yes or no"),
        Field::Occupancy if yes_is_vacant(heading).is_some() => {
            make(votes.occupancy + votes.yes_or_no, 15.0, 0.1, "answers to that")
        }
        Field::Occupancy => make(votes.occupancy, 15.0, 0.3, "words for occupancy"),
        Field::Holding => make(votes.holding, 15.0, 0.4, "land or buildings"),
        Field::Ownership => make(votes.ownership, 15.0, 0.3, "words for ownership"),
        Field::Title => make(votes.text, 1.3, 0.1, "words"),
        Field::Name | Field::Address | Field::Street | Field::Town => make(votes.text, 1.3, 0.1, "words"),
        // Not codes: "23UB" is nobody's name.
        Field::Organisation => make(votes.text.saturating_sub(votes.codes), 1.3, 0.02, "names"),
        Field::Reference => {
            let repeated = votes.filled - votes.different;
            let long = votes.web_addresses + votes.addresses;
            make(votes.filled.saturating_sub(repeated.max(long)), 1.5, 0.2, "codes of their own")
        }
        _ => None,
    }
}

/// A field that values point to whatever the heading says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Telling {
    pub(super) field: Field,
    /// How many of the filled values look like it.
    pub(super) fitting: usize,
    /// What they look like.
    pub(super) what: &'static str,
    /// How much likelier very many such values make the field.
    pub(super) gain: f64,
    /// How many values count half of what very many do.
    pub(super) half: f64,
}

/// The fields that most values point to.
pub(super) fn telling(votes: &Votes) -> Vec<Telling> {
    // A person's data is never found by its looks.
    if votes.share(votes.email) > 0.05 {
        return Vec::new();
    }
    // Nothing else looks like a postcode, a UPRN or a tenure, so that a few of them are enough.
    let few = |field, fitting, what| Telling { field, fitting, what, gain: 300.0, half: 1.5 };
    let some = |field, fitting, what| Telling { field, fitting, what, gain: 300.0, half: 3.0 };
    let many = |field, fitting, what| Telling { field, fitting, what, gain: 100.0, half: 5.0 };
    let postcodes = votes.whole_postcodes + votes.outward_postcodes.min(votes.whole_postcodes);
    let mut found = vec![
        few(Field::Postcode, postcodes, "postcodes"),
        many(Field::XAndY, votes.places, "places"),
        many(Field::OrganisationUri, votes.council_addresses, "web addresses of councils"),
        many(Field::ReferenceSystem, votes.systems, "names of coordinate systems"),
        many(Field::Ownership, votes.ownership, "words for ownership"),
        few(Field::Title, votes.tenure, "freehold or leasehold"),
        some(Field::Holding, votes.holding, "land or buildings"),
        some(Field::Occupancy, votes.vacant, "words for occupancy"),
        some(Field::Hectares, votes.hectares, "hectares"),
        some(Field::Address, votes.addresses, "addresses"),
    ];
    if votes.uniqueness() > 0.9 {
        found.push(few(Field::Uprn, votes.long_numbers, "UPRNs"));
    }
    found.retain(|telling| votes.share(telling.fitting) >= 0.5);
    found
}

#[cfg(test)]
mod tests {
    use super::{Votes, telling};
    use crate::domain::register::RegisterField as Field;
    use crate::import::records::Record;

    fn votes(values: &[&str]) -> Votes {
        let rows: Vec<Record> =
            values.iter().enumerate().map(|(at, value)| Record::from_cells(at as u64 + 2, [*value])).collect();
        Votes::of(&rows, &[0])
    }

    #[test]
    fn values_tell_what_a_column_is() {
        let cases: [(&[&str], Option<Field>); 12] = [
            (&["L8 1TH", "CH41 1AA", "WA10 1AB\n"], Some(Field::Postcode)),
            (&["100012797623", "200000333839", "010012345678"], Some(Field::Uprn)),
            (&["POINT (-2.9 53.4)", "POINT (-2.8 53.5)"], Some(Field::XAndY)),
            (&["SJ 340 900", "SJ3490", "SJ34129034"], Some(Field::XAndY)),
            (&["53.4, -2.9", "53.41,-2.93"], Some(Field::XAndY)),
            (&["Freehold", "Leasehold", "freehold "], Some(Field::Title)),
            (&["Land", "Buildings", "Land/Buildings"], Some(Field::Holding)),
            (&["Vacant", "Occupied", "Vacant"], Some(Field::Occupancy)),
            (&["owned by a public authority", "not owned by a public authority"], Some(Field::Ownership)),
            (&["1 High Street, Anytown", "Depot, Mill Lane"], Some(Field::Address)),
            (&["ann@example.org", "bob@example.org"], None),
            (&["12", "14", "A7"], None),
        ];
        for (values, field) in cases {
            assert_eq!(telling(&votes(values)).first().map(|telling| telling.field), field, "{values:?}");
        }
    }

    #[test]
    fn three_different_values_are_shown_and_none_of_them_is_long() {
        let long = "x".repeat(200);
        let found = votes(&["a", "a", "N/A", "", &long, "b\nc", "d"]);
        assert_eq!((found.filled, found.different), (5, 4));
        assert_eq!(found.samples.len(), 3);
        assert_eq!((found.samples[0].as_str(), found.samples[2].as_str()), ("a", "b, c"));
        assert_eq!(found.samples[1].chars().count(), 60);
    }
}
