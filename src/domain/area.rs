//! A statistical area (LSOA 2021 unless said), its boundary and its indicators.

use std::fmt;
use std::sync::Arc;

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::domain::indices::Edition;
use crate::domain::place::Position;
use crate::domain::postcode::Postcode;
use crate::domain::source::{SourceId, iso_date_option};
use crate::vocabulary;

/// The official code of a statistical area: `E01006412`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AreaCode(pub Arc<str>);

impl AreaCode {
    /// A code from its text.
    #[must_use]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A local authority district.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Borough {
    /// Its official code, when the file gives one.
    pub code: Option<Arc<str>>,
    /// Its name in one spelling: "St Helens", never "St. Helens".
    pub name: Arc<str>,
}

vocabulary! {
    /// The levels of geography whose outlines are held.
    AreaLevel {
        Lsoa = "lsoa", "LSOA";
        Msoa = "msoa", "MSOA";
        Ward = "ward", "Ward";
        District = "district", "District";
    }
}

/// The outline of one area as one published file draws it. Several files may draw the same area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaBoundary {
    /// Which area.
    pub code: AreaCode,
    /// What kind of area.
    pub level: AreaLevel,
    /// The year its codes are of: 2021 for LSOA21CD. The same code may be drawn otherwise in another year.
    pub year: u16,
    /// Its name: "Liverpool 002C".
    pub name: String,
    /// The district it lies in: from the file, else from the area's name, which starts with it.
    pub borough: Option<Borough>,
    /// Its outline on the British National Grid, metres.
    pub boundary: MultiPolygon<f64>,
    /// A point inside it that stands for it: the population-weighted centre where the file gives one.
    pub centre: Position,
    /// The file that draws it.
    pub source: SourceId,
}

impl AreaBoundary {
    /// Whether this is one of the areas that everything is scored by: an LSOA of 2021.
    #[must_use]
    pub const fn is_scored(&self) -> bool {
        matches!(self.level, AreaLevel::Lsoa) && self.year == 2021
    }
}

vocabulary! {
    /// The seven domains of the Indices of Deprivation.
    DeprivationDomain {
        Income = "income", "Income";
        Employment = "employment", "Employment";
        Education = "education", "Education, skills and training";
        Health = "health", "Health and disability";
        Crime = "crime", "Crime";
        Barriers = "barriers", "Barriers to housing and services";
        LivingEnvironment = "living-environment", "Living environment";
    }
}

/// What one release of the Indices of Deprivation says of one area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaDeprivation {
    /// Which area.
    pub code: AreaCode,
    /// The edition: 2025.
    pub edition: u16,
    /// The published score of the Index of Multiple Deprivation; higher is more deprived.
    pub score: f64,
    /// National rank, 1 is the most deprived.
    pub rank: u32,
    /// National decile, 1 is the most deprived tenth.
    pub decile: u8,
    /// National rank in each domain, in the order of [`DeprivationDomain::ALL`].
    pub domain_ranks: [u32; 7],
    /// Usual residents, where the file gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residents: Option<u32>,
    /// The district, where the file gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borough: Option<Borough>,
    /// The release it was read from.
    pub source: SourceId,
}

impl AreaDeprivation {
    /// National decile in one domain, 1 the most deprived tenth, as the release itself publishes it. `None` for an edition
    /// whose number of areas is not known.
    #[must_use]
    pub fn domain_decile(&self, domain: DeprivationDomain) -> Option<u32> {
        Some(Edition::of_year(self.edition)?.decile(self.domain_ranks[domain as usize]))
    }
}

/// The rank of one area in a release of the Indices of Deprivation that gives neither scores nor the ranks of domains, as
/// File 1 does. It can be shown and not scored by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaRank {
    /// Which area.
    pub code: AreaCode,
    /// The edition: 2025.
    pub edition: u16,
    /// National rank, 1 is the most deprived.
    pub rank: u32,
    /// National decile, 1 is the most deprived tenth.
    pub decile: u8,
    /// The district, where the file gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borough: Option<Borough>,
    /// The file it was read from.
    pub source: SourceId,
}

vocabulary! {
    /// What is counted in areas: signs of economic activity (`scoring.md` C.2), and private renting (C.4).
    AreaIndicator {
        EmployeeJobs = "employee_jobs", "employee jobs per hectare";
        LocalUnits = "local_units", "business units per resident";
        Premises = "premises", "food, shop and service premises per resident";
        OccupiedPremises = "occupied_premises", "business premises in use, of all that are rateable";
        HomeSales = "home_sales", "home sales in a year per dwelling";
        PrivateRented = "private_rented_households", "households that rent privately, of all households";
    }
}

/// One count of an area with the base it is a rate of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaCount {
    /// Which area: an LSOA, or the MSOA (E02...) of several.
    pub code: AreaCode,
    /// Its name, where the file gives one. An MSOA is known to its LSOAs by it: "Liverpool 047D" lies in "Liverpool 047".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_name: Option<String>,
    /// What was counted.
    pub indicator: AreaIndicator,
    /// How many.
    pub count: f64,
    /// Out of how much, above zero: hectares for jobs, residents for businesses and premises, all premises, dwellings or
    /// households for the others. `None` where the file leaves it to the area's outline or residents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<f64>,
    /// The period in the publisher's words: "2024".
    pub period: String,
    /// The file it was read from.
    pub source: SourceId,
}

/// The name of the MSOA that an LSOA of this name lies in, as names are compared: "St. Helens 004B" lies in
/// "st helens 004". A name of another form is its own.
#[must_use]
pub fn middle_layer_name(area_name: &str) -> String {
    let name = area_name.trim();
    let number = name.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let stem = if number.ends_with(|c: char| c.is_ascii_digit()) { number } else { name };
    stem.replace('.', "").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where a postcode is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostcodePoint {
    /// A whole postcode.
    pub postcode: Postcode,
    /// Its centre.
    pub position: Position,
    /// The district code in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borough_code: Option<Arc<str>>,
    /// The first day of the month it was withdrawn in. Old registers and sales still name it, and nobody lives there now.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub ended: Option<Date>,
}

/// Where the address with one Unique Property Reference Number is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UprnPoint {
    /// The number, at most twelve digits.
    pub uprn: u64,
    /// Its point.
    pub position: Position,
}

vocabulary! {
    /// Land Registry's property types.
    HomeType {
        Detached = "D", "Detached";
        SemiDetached = "S", "Semi-detached";
        Terraced = "T", "Terraced";
        Flat = "F", "Flat";
        Other = "O", "Other";
    }
}

/// Land Registry's transaction id: 128 bits, written `3E0330EF-67CA-8D89-E050-A8C062052140`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SaleId([u8; 16]);

impl SaleId {
    /// The id with these bits.
    #[must_use]
    pub const fn from_bits(bits: u128) -> Self {
        Self(bits.to_be_bytes())
    }

    /// Its upper and lower 64 bits.
    #[must_use]
    pub const fn halves(self) -> [u64; 2] {
        let bits = u128::from_be_bytes(self.0);
        [(bits >> 64) as u64, bits as u64]
    }

    /// Reads the id in capitals or small letters, with or without braces; `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text).as_bytes();
        if text.len() != 36 {
            return None;
        }
        let mut bits: u128 = 0;
        for (place, &byte) in text.iter().enumerate() {
            match (matches!(place, 8 | 13 | 18 | 23), byte) {
                (true, b'-') => {}
                (false, byte) => bits = bits << 4 | u128::from(char::from(byte).to_digit(16)?),
                (true, _) => return None,
            }
        }
        Some(Self::from_bits(bits))
    }
}

impl fmt::Display for SaleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            let dash = if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" };
            write!(f, "{dash}{byte:02X}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for SaleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SaleId({self})")
    }
}

impl From<SaleId> for String {
    fn from(id: SaleId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for SaleId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is not a transaction id"))
    }
}

/// One registered sale, without its address: only the postcode is kept, and only averages are ever shown.
///
/// It takes 36 bytes: there are thirty million in the whole of Price Paid Data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sale {
    /// Land Registry's transaction id.
    pub id: SaleId,
    /// Price paid, GBP.
    pub price_gbp: u32,
    /// Date of the deed.
    #[serde(with = "sale_date")]
    pub date: Date,
    /// Where.
    pub postcode: Postcode,
    /// What kind of home.
    pub home: HomeType,
    /// Newly built.
    pub new_build: bool,
    /// Leasehold, as against freehold.
    pub leasehold: bool,
    /// Category A, a standard sale at market price; B is any other.
    pub standard: bool,
}

/// One month of the UK House Price Index of one district.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceIndexMonth {
    /// The official code of the district.
    pub borough_code: Arc<str>,
    /// The first day of the month.
    pub month: Date,
    /// The index of all homes, above zero; its base does not matter, only ratios are used.
    pub index: f64,
    /// The release it was read from.
    pub source: SourceId,
}

/// What homes in one postcode sector sold for in one year, where single sales are not at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct SectorYear {
    /// The sector, with one space: "CH41 0".
    pub sector: Arc<str>,
    /// The year.
    pub year: u16,
    /// Mean price, GBP, not adjusted for the mix of homes.
    pub mean_price_gbp: f64,
    /// Sales it is the mean of, at least one.
    pub sales: u32,
    /// The file it was read from.
    pub source: SourceId,
}

mod sale_date {
    use serde::{Deserializer, Serializer};
    use time::Date;

    use crate::domain::source::iso_date_option;

    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        iso_date_option::deserialize(deserializer)?.ok_or_else(|| serde::de::Error::custom("a date is needed"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Sale, SaleId};

    #[test]
    fn a_transaction_id_is_read_in_every_spelling_and_written_in_one() {
        let text = "3E0330EF-67CA-8D89-E050-A8C062052140";
        for spelling in [text.to_owned(), format!("{{{text}}}"), text.to_lowercase()] {
            assert_eq!(SaleId::parse(&spelling).map(String::from).as_deref(), Some(text));
        }
        for other in
            ["", "1", "{}", &text[1..], "3E0330EF67CA-8D89-E050-A8C0620521400", "3E0330EF-67CA-8D89-E050-A8C06205214é"]
        {
            assert_eq!(SaleId::parse(other), None, "{other}");
        }
        assert!(SaleId::from_bits(9) < SaleId::from_bits(1 << 100));
    }

    #[test]
    fn a_sale_takes_few_bytes() {
        assert_eq!(size_of::<Sale>(), 36);
    }
}
