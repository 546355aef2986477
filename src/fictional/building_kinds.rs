//! Kinds of public building and land that councils hold.

use crate::domain::asset::{Holding, SpaceType};

use SpaceType::{
    ArtsStudio, CafeKitchen, ConsultingTreatment, DeskOffice, Hall, LandGrowing, LightIndustrial, MeetingTraining,
    Nursery, RetailFront, SportActive, Workshop,
};

/// A kind of public building or land.
pub(super) struct BuildingKind {
    /// Ends the name: "Old Wharf Library".
    pub(super) name: &'static str,
    /// The register's own word for it, often blank.
    pub(super) detail: &'static str,
    pub(super) spaces: &'static [SpaceType],
    /// Usual gross internal area of a building in m2, or of land in m2 when there is no building.
    pub(super) usual_m2: f64,
    pub(super) holding: Holding,
}

const fn kind(
    name: &'static str,
    detail: &'static str,
    spaces: &'static [SpaceType],
    usual_m2: f64,
    holding: Holding,
) -> BuildingKind {
    BuildingKind { name, detail, spaces, usual_m2, holding }
}

/// Every kind; each is as likely as any other.
pub(super) const BUILDING_KINDS: [BuildingKind; 32] = [
    kind("Library", "Library", &[Hall, MeetingTraining, DeskOffice], 520.0, Holding::Building),
    kind(
        "Community Centre",
        "Community centre",
        &[Hall, CafeKitchen, MeetingTraining],
        430.0,
        Holding::LandAndBuilding,
    ),
    kind("Community Hall", "Hall", &[Hall, CafeKitchen], 260.0, Holding::Building),
    kind(
        "Primary School (former)",
        "School",
        &[Hall, Nursery, MeetingTraining, SportActive],
        1_450.0,
        Holding::LandAndBuilding,
    ),
    kind("Youth Centre", "Youth centre", &[Hall, SportActive, ArtsStudio], 390.0, Holding::Building),
    kind(
        "Children's Centre",
        "Children's centre",
        &[Nursery, MeetingTraining, ConsultingTreatment],
        340.0,
        Holding::LandAndBuilding,
    ),
    kind("Day Centre", "Adult social care", &[Hall, CafeKitchen, ConsultingTreatment], 460.0, Holding::LandAndBuilding),
    kind("Town Hall Annexe", "Offices", &[DeskOffice, MeetingTraining], 980.0, Holding::Building),
    kind("House (offices)", "Offices", &[DeskOffice, MeetingTraining], 360.0, Holding::Building),
    kind("Neighbourhood Office", "Offices", &[DeskOffice, RetailFront, ConsultingTreatment], 190.0, Holding::Building),
    kind("Depot", "Depot", &[LightIndustrial, Workshop, DeskOffice], 1_300.0, Holding::LandAndBuilding),
    kind("Workshops", "Industrial units", &[Workshop, LightIndustrial], 620.0, Holding::Building),
    kind("Unit 4", "Industrial units", &[Workshop, LightIndustrial], 160.0, Holding::Building),
    kind("Warehouse", "Store", &[LightIndustrial], 1_100.0, Holding::Building),
    kind("Market Hall", "Market", &[RetailFront, CafeKitchen, Hall], 1_250.0, Holding::Building),
    kind("Shop", "Shop", &[RetailFront], 92.0, Holding::Building),
    kind("Shop and Flat", "Shop", &[RetailFront, DeskOffice], 130.0, Holding::Building),
    kind("Parade (shop)", "Shop", &[RetailFront, CafeKitchen], 105.0, Holding::Building),
    kind("Park Pavilion", "Pavilion", &[CafeKitchen, SportActive], 170.0, Holding::LandAndBuilding),
    kind("Park Lodge", "Lodge", &[DeskOffice, CafeKitchen], 95.0, Holding::Building),
    kind("Baths (former)", "Leisure", &[SportActive, Hall, ArtsStudio], 1_600.0, Holding::Building),
    kind("Sports Hall", "Leisure", &[SportActive, Hall], 840.0, Holding::LandAndBuilding),
    kind("Clinic", "Health", &[ConsultingTreatment, MeetingTraining], 330.0, Holding::Building),
    kind("Police Station (former)", "Offices", &[DeskOffice, MeetingTraining, Workshop], 560.0, Holding::Building),
    kind("Fire Station (former)", "Fire station", &[Workshop, LightIndustrial, Hall], 680.0, Holding::LandAndBuilding),
    kind("Theatre", "Theatre", &[ArtsStudio, Hall, CafeKitchen], 1_150.0, Holding::Building),
    kind("Studios", "Studios", &[ArtsStudio, Workshop], 410.0, Holding::Building),
    kind("Toilets", "Public conveniences", &[RetailFront], 48.0, Holding::Building),
    kind("Allotments", "Managed allotments", &[LandGrowing], 6_500.0, Holding::Land),
    kind("Nursery Gardens", "Horticulture", &[LandGrowing], 4_200.0, Holding::Land),
    kind("Garage Site", "Land", &[LandGrowing], 900.0, Holding::Land),
    kind("Depot Yard", "Land", &[LandGrowing, LightIndustrial], 1_800.0, Holding::Land),
];
