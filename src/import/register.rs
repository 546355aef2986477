//! Asset registers: the LGA's schema for land and building assets, Cheltenham's, and lists with a few plain columns.

use crate::domain::asset::{AssetFacts, Holding, Owner};
use crate::domain::imported::FileKind;
use crate::domain::register::RegisterField;
use crate::domain::source::Quality;

use super::assets::Register;
use super::facts;

use super::row::Row;
use super::values::yes_no;

/// Asset registers.
pub(super) const ASSET_REGISTER: Register =
    Register { kind: FileKind::AssetRegister, title: "Asset register", read: understand };

fn understand(row: &mut Row<'_>, listed_by: &Owner) -> Result<(AssetFacts, Owner), String> {
    let mut known = facts::read(row);
    known.holding = row
        .fact(RegisterField::Holding, Quality::Surveyed, "Land, Buildings or Land and Building", facts::holding)
        // "land_only: False" says that there is a building, not whether land goes with it.
        .or_else(|| {
            let land_only = row.value(RegisterField::LandOnly, "true or false", yes_no)?;
            let (holding, quality) = if land_only {
                (Holding::Land, Quality::Surveyed)
            } else {
                (Holding::LandAndBuilding, Quality::Estimated)
            };
            Some(row.known(holding, quality))
        });
    let said = row.columns.find(RegisterField::Occupancy, row.record);
    let heading = said.map(|(place, _)| row.columns.heading(place)).unwrap_or_default();
    known.occupancy = row
        .fact(
            RegisterField::Occupancy,
            Quality::Surveyed,
            "occupied, part vacant, vacant or vacant for now; until somebody says, the public sees only its neighbourhood",
            |text| facts::occupancy(text, &heading),
        )
        .or_else(|| {
            let occupancy = facts::occupancy_of_tenure(row.text(RegisterField::TenureDetail)?)?;
            // What the column about occupancy says is not understood: it may well be that it is empty.
            let is_safe = said.is_none() || occupancy.is_vacant();
            is_safe.then(|| row.known(occupancy, Quality::Surveyed))
        });
    // "BuildingSize" is gross internal area by the LGA's schema; what other headings measure is not said.
    let by_schema = row.columns.find(RegisterField::BuildingSize, row.record);
    let by_schema = by_schema.is_some_and(|(place, _)| row.columns.plain_heading(place) == "buildingsize");
    let quality = if by_schema { Quality::Surveyed } else { Quality::Estimated };
    known.gross_internal_area_m2 =
        row.fact(RegisterField::BuildingSize, quality, facts::SQUARE_METRES, facts::square_metres);
    known.energy_rating =
        row.fact(RegisterField::EnergyRating, Quality::Surveyed, "a letter from A to G, or A+", facts::energy_letter);
    Ok((known, listed_by.clone()))
}
