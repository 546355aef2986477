//! Which column means what: normalised spellings of headings, as data.
//!
//! Headings are compared with everything dropped but letters and digits, in lower case. To teach the importer a new
//! spelling, add it to the right line below, in that form; a spelling further left wins over one further right when a
//! file has both. Coordinates are not here: they come in pairs, see `coordinates.rs`.

use crate::domain::register::RegisterField;

use super::records::Record;
use super::values::{given, plain};

/// A list of spellings for each field of one kind of file.
pub(super) type Spellings = [(RegisterField, &'static [&'static str])];

/// Spellings that asset registers and brownfield registers share.
const SHARED: &Spellings = &[
    (RegisterField::Uprn, &["uprn", "siteuprn", "uniquepropertyreferencenumber", "uniquepropertyreferencenumberuprn"]),
    (RegisterField::StreetNumber, &["streetnumber", "no"]),
    (RegisterField::Street, &["streetname", "street"]),
    (RegisterField::Town, &["posttown", "town"]),
    (RegisterField::Postcode, &["postcode", "proppostcode", "postalcode"]),
    (
        RegisterField::Organisation,
        &[
            "organisationlabel",
            "organisation",
            "organisationname",
            "publisherlabel",
            "lpa",
            "localauthority",
            "council",
            "owner",
        ],
    ),
    (
        RegisterField::OrganisationUri,
        &["organisationuri", "organisationurl", "organistionuri", "organsiationuri", "lpaurl", "opendatawebsite"],
    ),
    (
        RegisterField::ReferenceSystem,
        &[
            "coordinatereferencesystem",
            "coordinatesystem",
            "systemreference",
            "coordinatesrefsystem",
            "cordinatereferencesystem",
            "coordinatereferncesystem",
            "coodinatereferencesystem",
            "coordrefer",
            "referencesystem",
            "crs",
        ],
    ),
    (RegisterField::LandAreaM2, &["siteareasqm", "shapestarea", "landaream2"]),
    (
        // "LandArea" is in hectares by the LGA's schema for land and building assets.
        RegisterField::Hectares,
        &[
            "hectares",
            "landarea",
            "areaha",
            "siteareainha",
            "hectaresgross",
            "siteareaha",
            "areahectares",
            "siteareahectares",
        ],
    ),
    (RegisterField::DisposalStatus, &["disposalstatus"]),
    (RegisterField::SpaceTypes, &["spacetypes", "spacetype"]),
    (RegisterField::UsableArea, &["usablearea", "usableaream2", "netinternalarea", "nia"]),
    (RegisterField::Condition, &["condition", "conditiongrade"]),
    (RegisterField::ConditionDate, &["conditiondate"]),
    (RegisterField::StepFree, &["stepfree", "stepfreeaccess"]),
    (RegisterField::TermOffered, &["termoffered"]),
    (RegisterField::Rent, &["rentperyear", "rentgbpperyear", "annualrent"]),
    (RegisterField::ServiceCharge, &["servicechargeperyear", "servicecharge"]),
    (RegisterField::RentReview, &["rentreview"]),
    (RegisterField::ClawbackShare, &["clawbackshare", "clawback"]),
    (RegisterField::Shareable, &["shareable"]),
    (RegisterField::AvailableFrom, &["availablefrom"]),
    (RegisterField::UnsafeUntil, &["unsafeuntil"]),
    (RegisterField::RateableValue, &["rateablevalue", "rateableval", "currentrateablevalue"]),
    (RegisterField::RunningCost, &["runningcostperyear", "runningcost"]),
    (RegisterField::RepairBacklog, &["repairbacklog", "backlogmaintenance"]),
    (RegisterField::Heritage, &["heritage", "listedstatus"]),
    (RegisterField::Planning, &["planning"]),
    (RegisterField::PlanningNote, &["planningnote"]),
    (RegisterField::ReservedFor, &["reservedfor"]),
    (RegisterField::Valuation, &["valuation"]),
    (RegisterField::ValuationDate, &["valuationdate"]),
];

/// Spellings of asset registers.
const ASSET_REGISTER: &Spellings = &[
    (
        RegisterField::Reference,
        &[
            "assetcode",
            "assetreference",
            "uniqueassetid",
            "uniqueassetidentity",
            "uniqueassetidentifierpsrn",
            "assetid",
            "propertyreference",
            "reference",
            "id",
        ],
    ),
    (RegisterField::Name, &["propertyname", "propertynamedescription", "assetname", "sitename", "name", "name1"]),
    (
        RegisterField::Address,
        &["address", "fullpropertyaddress", "propertyaddress", "siteaddress", "locationaddress", "location"],
    ),
    (RegisterField::EffectiveDate, &["effectivedate", "lastupdateddate", "lastupdated"]),
    (RegisterField::Title, &["tenuretype", "tenure", "tenurecategory", "ownership"]),
    (RegisterField::TenureDetail, &["tenuredetail"]),
    (RegisterField::Occupancy, &["occupancystatus", "occupancy", "status"]),
    (RegisterField::OtherDetail, &["otherdetail"]),
    (RegisterField::Holding, &["holdingtype"]),
    (RegisterField::LandOnly, &["landonly"]),
    (RegisterField::BuildingSize, &["buildingsize", "floorareasqm", "floorarea", "grossinternalarea", "gia"]),
    (RegisterField::EnergyRating, &["energyrating", "epcrating", "epc"]),
];

/// Spellings of brownfield registers.
const BROWNFIELD_REGISTER: &Spellings = &[
    (
        RegisterField::Reference,
        &[
            "sitereference",
            "siteref",
            "lasiteref",
            "siterefere",
            "reference",
            "shlaareference",
            "uniqueassetid",
            "alternativereferences",
            "id",
        ],
    ),
    (RegisterField::Name, &["sitename"]),
    (
        RegisterField::Address,
        &[
            "sitenameaddress",
            "nameandaddressofsite",
            "siteaddress",
            "locationaddress",
            "address",
            "sitenamead",
            "location",
            "name",
        ],
    ),
    (
        RegisterField::EffectiveDate,
        &["lastupdateddate", "lastupdated", "datelastupdated", "firstaddeddate", "dateenteredonregister"],
    ),
    (
        RegisterField::Ownership,
        &[
            "ownershipstatus",
            "ownership",
            "owenrshipstatus",
            "ownershipinformation",
            "ownerships",
            "owners",
            "ownersifknown",
        ],
    ),
    (RegisterField::EndDate, &["enddate"]),
    (RegisterField::PlanningStatus, &["planningstatus"]),
    (RegisterField::PermissionType, &["permissiontype", "planningpermissiontype"]),
];

/// Which fields an asset register's headings give.
pub(super) fn of_asset_register(header: &Record) -> Columns {
    Columns::new(header, &[ASSET_REGISTER, SHARED])
}

/// Which fields a brownfield register's headings give.
pub(super) fn of_brownfield_register(header: &Record) -> Columns {
    Columns::new(header, &[BROWNFIELD_REGISTER, SHARED])
}

/// The columns of one file by meaning.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    headings: Vec<String>,
    plain: Vec<String>,
    /// The columns that may give each field, best first; fields are in the order of [`Field`].
    columns: Vec<Vec<usize>>,
}

impl Columns {
    pub(super) fn new(header: &Record, spellings: &[&Spellings]) -> Self {
        let headings = header.to_cells();
        let plain: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        let mut columns = Vec::new();
        for (field, spellings) in spellings.iter().flat_map(|part| part.iter()) {
            let places = spellings.iter().flat_map(|spelling| {
                plain.iter().enumerate().filter(move |(_, heading)| heading == spelling).map(|(place, _)| place)
            });
            let at = *field as usize;
            columns.resize_with(columns.len().max(at + 1), Vec::new);
            columns[at] = places.collect();
        }
        Self { headings, plain, columns }
    }

    /// Whether some column gives this field.
    pub(super) fn has(&self, field: RegisterField) -> bool {
        !self.places(field).is_empty()
    }

    /// The columns that may give this field, best first.
    pub(super) fn places(&self, field: RegisterField) -> &[usize] {
        self.columns.get(field as usize).map_or(&[], Vec::as_slice)
    }

    /// The first of them that says something in this row: its place and text.
    pub(super) fn find<'r>(&self, field: RegisterField, record: &'r Record) -> Option<(usize, &'r str)> {
        self.places(field).iter().find_map(|&place| given(record.cell(place)).map(|text| (place, text)))
    }

    /// The text of the first of them that says something in this row.
    pub(super) fn text<'r>(&self, field: RegisterField, record: &'r Record) -> Option<&'r str> {
        self.find(field, record).map(|(_, text)| text)
    }

    /// The heading of a column in the file's own spelling, without line breaks.
    pub(super) fn heading(&self, place: usize) -> String {
        self.headings.get(place).map(|heading| super::values::one_line(heading)).unwrap_or_default()
    }

    /// Whether the heading of a column is this one, normalised.
    pub(super) fn is_headed(&self, place: usize, plain_heading: &str) -> bool {
        self.plain.get(place).is_some_and(|heading| heading == plain_heading)
    }

    /// The place of a normalised heading.
    pub(super) fn place_of(&self, plain_heading: &str) -> Option<usize> {
        self.plain.iter().position(|heading| heading == plain_heading)
    }

    /// Headings that stand more than once, each with how often.
    pub(super) fn repeated(&self) -> Vec<(String, usize)> {
        let mut repeated = Vec::new();
        for (place, heading) in self.plain.iter().enumerate() {
            let times = self.plain.iter().filter(|other| *other == heading).count();
            if times > 1 && !heading.is_empty() && self.plain[..place].iter().all(|earlier| earlier != heading) {
                repeated.push((self.heading(place), times));
            }
        }
        repeated
    }
}
