//! Which column means what: normalised spellings of headings, as data.
//!
//! Headings are compared with everything dropped but letters and digits, in lower case. To teach the importer a new
//! spelling, add it to the right line below, in that form; a spelling further left wins over one further right when a
//! file has both. Coordinates are not here: they come in pairs, see `coordinates.rs`.

use super::records::Record;
use super::values::{given, plain};

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Reference,
    Uprn,
    Name,
    Address,
    StreetNumber,
    Street,
    Town,
    Postcode,
    Organisation,
    OrganisationUri,
    ReferenceSystem,
    EffectiveDate,
    EndDate,
    Title,
    TenureDetail,
    Occupancy,
    OtherDetail,
    Holding,
    LandOnly,
    BuildingSize,
    LandAreaM2,
    Hectares,
    EnergyRating,
    Ownership,
    PlanningStatus,
    PermissionType,
    DisposalStatus,
    SpaceTypes,
    UsableArea,
    Condition,
    ConditionDate,
    StepFree,
    TermOffered,
    Rent,
    ServiceCharge,
    RentReview,
    ClawbackShare,
    Shareable,
    AvailableFrom,
    UnsafeUntil,
    RateableValue,
    RunningCost,
    RepairBacklog,
    Heritage,
    Planning,
    PlanningNote,
    ReservedFor,
    Valuation,
    ValuationDate,
}

/// A list of spellings for each field of one kind of file.
pub(super) type Spellings = [(Field, &'static [&'static str])];

/// Spellings that asset registers and brownfield registers share.
const SHARED: &Spellings = &[
    (Field::Uprn, &["uprn", "siteuprn", "uniquepropertyreferencenumber", "uniquepropertyreferencenumberuprn"]),
    (Field::StreetNumber, &["streetnumber", "no"]),
    (Field::Street, &["streetname", "street"]),
    (Field::Town, &["posttown", "town"]),
    (Field::Postcode, &["postcode", "proppostcode", "postalcode"]),
    (
        Field::Organisation,
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
        Field::OrganisationUri,
        &["organisationuri", "organisationurl", "organistionuri", "organsiationuri", "lpaurl", "opendatawebsite"],
    ),
    (
        Field::ReferenceSystem,
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
    (Field::LandAreaM2, &["siteareasqm", "shapestarea", "landaream2"]),
    (
        // "LandArea" is in hectares by the LGA's schema for land and building assets.
        Field::Hectares,
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
    (Field::DisposalStatus, &["disposalstatus"]),
    (Field::SpaceTypes, &["spacetypes", "spacetype"]),
    (Field::UsableArea, &["usablearea", "usableaream2", "netinternalarea", "nia"]),
    (Field::Condition, &["condition", "conditiongrade"]),
    (Field::ConditionDate, &["conditiondate"]),
    (Field::StepFree, &["stepfree", "stepfreeaccess"]),
    (Field::TermOffered, &["termoffered"]),
    (Field::Rent, &["rentperyear", "rentgbpperyear", "annualrent"]),
    (Field::ServiceCharge, &["servicechargeperyear", "servicecharge"]),
    (Field::RentReview, &["rentreview"]),
    (Field::ClawbackShare, &["clawbackshare", "clawback"]),
    (Field::Shareable, &["shareable"]),
    (Field::AvailableFrom, &["availablefrom"]),
    (Field::UnsafeUntil, &["unsafeuntil"]),
    (Field::RateableValue, &["rateablevalue", "rateableval", "currentrateablevalue"]),
    (Field::RunningCost, &["runningcostperyear", "runningcost"]),
    (Field::RepairBacklog, &["repairbacklog", "backlogmaintenance"]),
    (Field::Heritage, &["heritage", "listedstatus"]),
    (Field::Planning, &["planning"]),
    (Field::PlanningNote, &["planningnote"]),
    (Field::ReservedFor, &["reservedfor"]),
    (Field::Valuation, &["valuation"]),
    (Field::ValuationDate, &["valuationdate"]),
];

/// Spellings of asset registers.
const ASSET_REGISTER: &Spellings = &[
    (
        Field::Reference,
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
    (Field::Name, &["propertyname", "propertynamedescription", "assetname", "sitename", "name", "name1"]),
    (
        Field::Address,
        &["address", "fullpropertyaddress", "propertyaddress", "siteaddress", "locationaddress", "location"],
    ),
    (Field::EffectiveDate, &["effectivedate", "lastupdateddate", "lastupdated"]),
    (Field::Title, &["tenuretype", "tenure", "tenurecategory", "ownership"]),
    (Field::TenureDetail, &["tenuredetail"]),
    (Field::Occupancy, &["occupancystatus", "occupancy", "status"]),
    (Field::OtherDetail, &["otherdetail"]),
    (Field::Holding, &["holdingtype"]),
    (Field::LandOnly, &["landonly"]),
    (Field::BuildingSize, &["buildingsize", "floorareasqm", "floorarea", "grossinternalarea", "gia"]),
    (Field::EnergyRating, &["energyrating", "epcrating", "epc"]),
];

/// Spellings of brownfield registers.
const BROWNFIELD_REGISTER: &Spellings = &[
    (
        Field::Reference,
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
    (Field::Name, &["sitename"]),
    (
        Field::Address,
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
        Field::EffectiveDate,
        &["lastupdateddate", "lastupdated", "datelastupdated", "firstaddeddate", "dateenteredonregister"],
    ),
    (
        Field::Ownership,
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
    (Field::EndDate, &["enddate"]),
    (Field::PlanningStatus, &["planningstatus"]),
    (Field::PermissionType, &["permissiontype", "planningpermissiontype"]),
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
    pub(super) fn has(&self, field: Field) -> bool {
        !self.places(field).is_empty()
    }

    /// The columns that may give this field, best first.
    pub(super) fn places(&self, field: Field) -> &[usize] {
        self.columns.get(field as usize).map_or(&[], Vec::as_slice)
    }

    /// The first of them that says something in this row: its place and text.
    pub(super) fn find<'r>(&self, field: Field, record: &'r Record) -> Option<(usize, &'r str)> {
        self.places(field).iter().find_map(|&place| given(record.cell(place)).map(|text| (place, text)))
    }

    /// The text of the first of them that says something in this row.
    pub(super) fn text<'r>(&self, field: Field, record: &'r Record) -> Option<&'r str> {
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
