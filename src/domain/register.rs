//! What a column of a register can mean, and how one column of a file was understood.

use serde::Serialize;

use crate::vocabulary;

vocabulary! {
    /// The meanings that a column of an asset register or brownfield register can have.
    RegisterField {
        Reference = "reference", "Asset reference";
        Uprn = "uprn", "UPRN";
        Name = "name", "Name";
        Address = "address", "Address";
        AddressLine = "address_line", "Line of the address";
        StreetNumber = "street_number", "Street number";
        Street = "street", "Street";
        Town = "town", "Town";
        Postcode = "postcode", "Postcode";
        Organisation = "organisation", "Organisation";
        OrganisationUri = "organisation_uri", "Organisation's web address";
        X = "x", "X: easting or longitude";
        Y = "y", "Y: northing or latitude";
        XAndY = "x_and_y", "Place in one cell";
        ReferenceSystem = "reference_system", "Coordinate system";
        EffectiveDate = "effective_date", "Date of the facts";
        EndDate = "end_date", "End date";
        Title = "title", "Tenure";
        TenureDetail = "tenure_detail", "Use of the tenure";
        Occupancy = "occupancy", "Occupancy";
        OtherDetail = "other_detail", "Other detail";
        Holding = "holding", "Land or building";
        LandOnly = "land_only", "Land only";
        BuildingSize = "building_size", "Building size";
        LandAreaM2 = "land_area_m2", "Land area in square metres";
        Hectares = "hectares", "Land area in hectares";
        EnergyRating = "energy_rating", "Energy rating";
        Ownership = "ownership", "Ownership";
        PlanningStatus = "planning_status", "Planning status";
        PermissionType = "permission_type", "Kind of permission";
        DisposalStatus = "disposal_status", "Disposal status";
        SpaceTypes = "space_types", "Kinds of space";
        UsableArea = "usable_area", "Usable area";
        Condition = "condition", "Condition";
        ConditionDate = "condition_date", "Date of the condition survey";
        StepFree = "step_free", "Step-free access";
        TermOffered = "term_offered", "Term offered";
        Rent = "rent", "Rent a year";
        ServiceCharge = "service_charge", "Service charge a year";
        RentReview = "rent_review", "Rent review";
        ClawbackShare = "clawback_share", "Clawback share";
        Shareable = "shareable", "Can be shared";
        AvailableFrom = "available_from", "Available from";
        UnsafeUntil = "unsafe_until", "Unsafe until";
        RateableValue = "rateable_value", "Rateable value";
        RunningCost = "running_cost", "Running cost a year";
        RepairBacklog = "repair_backlog", "Repair backlog";
        Heritage = "heritage", "Heritage";
        Planning = "planning", "Lawful use";
        PlanningNote = "planning_note", "Planning note";
        ReservedFor = "reserved_for", "Reserved for";
        Valuation = "valuation", "Valuation";
        ValuationDate = "valuation_date", "Date of the valuation";
    }
}

impl RegisterField {
    /// What belongs into such a column, in one sentence for the person who chooses it.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Reference => "The publisher's own code for the asset, different in each row.",
            Self::Uprn => "The Unique Property Reference Number: up to twelve digits.",
            Self::Name => "What the building or the piece of land is called.",
            Self::Address => "The whole address in one cell.",
            Self::AddressLine => "A part of the address; several columns together give the whole.",
            Self::StreetNumber => "The number or name of the house.",
            Self::Street => "The street.",
            Self::Town => "The post town.",
            Self::Postcode => "A whole postcode, or its first half alone.",
            Self::Organisation => "The council or other body that lists the asset.",
            Self::OrganisationUri => "The web address that stands for the council.",
            Self::X => "The first half of a pair of coordinates, in metres or degrees.",
            Self::Y => "The second half of a pair of coordinates, in metres or degrees.",
            Self::XAndY => "Both coordinates in one cell, an outline (WKT), or a grid reference such as SJ 340 900.",
            Self::ReferenceSystem => "What the publisher says the coordinates are; the numbers themselves decide.",
            Self::EffectiveDate => "The day on which the row was true.",
            Self::EndDate => "The day on which a site left its register.",
            Self::Title => "How the owner holds it: freehold, leasehold.",
            Self::TenureDetail => "What the owner does with it: occupied, leased out, vacant.",
            Self::Occupancy => "Whether anybody is in it.",
            Self::OtherDetail => "Anything else the publisher says of it.",
            Self::Holding => "Whether it is land, a building or both.",
            Self::LandOnly => "Yes for land without a building.",
            Self::BuildingSize => "Floor area in square metres.",
            Self::LandAreaM2 => "The area of the land in square metres.",
            Self::Hectares => "The area of the land in hectares.",
            Self::EnergyRating => "The letter of the energy certificate, A+ to G.",
            Self::Ownership => "Whether a site is owned by a public authority.",
            Self::PlanningStatus => "Where a site stands in planning.",
            Self::PermissionType => "Which kind of planning permission a site has.",
            Self::DisposalStatus => "Whether the owner offers it.",
            Self::SpaceTypes => "What sort of rooms or land it has, divided by semicolons.",
            Self::UsableArea => "Floor area that can be used, in square metres.",
            Self::Condition => "The state of repair.",
            Self::ConditionDate => "The day on which the condition was surveyed.",
            Self::StepFree => "Whether one can get in without a step.",
            Self::TermOffered => "The years of the lease offered, or freehold.",
            Self::Rent => "The rent asked, in pounds a year.",
            Self::ServiceCharge => "The service charge, in pounds a year.",
            Self::RentReview => "How the rent is reviewed.",
            Self::ClawbackShare => "The share of a later gain that goes back to the owner.",
            Self::Shareable => "Whether several organisations may share it.",
            Self::AvailableFrom => "The first day on which it can be had.",
            Self::UnsafeUntil => "The day until which nobody may go in.",
            Self::RateableValue => "The value for business rates, in pounds.",
            Self::RunningCost => "What it costs to run, in pounds a year.",
            Self::RepairBacklog => "What the repairs still to be done would cost, in pounds.",
            Self::Heritage => "Whether it is listed or in a conservation area.",
            Self::Planning => "What planning law lets it be used for.",
            Self::PlanningNote => "Anything the owner says about planning.",
            Self::ReservedFor => "Who it is kept for.",
            Self::Valuation => "What it is worth, in pounds.",
            Self::ValuationDate => "The day of the valuation.",
        }
    }

    /// Whether it says what or where an asset is: of a register at least one column must.
    #[must_use]
    pub const fn says_what(self) -> bool {
        matches!(
            self,
            Self::Reference
                | Self::Name
                | Self::Address
                | Self::AddressLine
                | Self::Street
                | Self::Uprn
                | Self::Postcode
        )
    }

    /// Whether columns with different headings may have this meaning in one file: the first that is filled counts in
    /// each row, lines of an address are joined, and an x belongs to the y beside it.
    #[must_use]
    pub const fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::AddressLine
                | Self::Organisation
                | Self::OrganisationUri
                | Self::X
                | Self::Y
                | Self::XAndY
                | Self::ReferenceSystem
                | Self::EffectiveDate
        )
    }
}

/// How one column of a file was understood, to be shown to the person who gave the file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnReading {
    /// Its place in the file, from 0.
    pub column: usize,
    /// Its heading in the file's own spelling; empty when it has none.
    pub heading: String,
    /// What it means; `None` when it is not used.
    pub field: Option<RegisterField>,
    /// How sure that is, from 0 to 1; of a column that is not used, how sure it is that it is of no use.
    pub confidence: f64,
    /// Why, in a sentence.
    pub why: String,
    /// Up to three different filled values, each of at most 60 characters.
    pub samples: Vec<String>,
    /// Whether a person said so, now or for an earlier file of the same publisher.
    pub corrected: bool,
}
