//! The properties of an asset.

use std::sync::LazyLock;

use time::Date;

use crate::domain::asset::{Asset, Condition, DisposalStatus, Heritage, Holding, Occupancy, Planning, StepFree};
use crate::domain::fact_table::term_words;
use crate::domain::place::{LonLat, Precision};
use crate::domain::postcode::Postcode;
use crate::domain::publication::is_withheld;
use crate::domain::source::Quality;
use crate::features::collection::{Counted, Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, property, slugs, value};

/// Land and buildings on public registers.
pub struct Assets;

/// A public asset and what its place says about it.
#[derive(Clone, Copy, Debug)]
pub struct AssetRow<'a> {
    /// The asset as the public may see it.
    pub asset: &'a Asset,
    /// Where it is shown.
    pub place: Option<LonLat>,
    /// The borough around it.
    pub borough: Option<&'a str>,
    /// The ward that the area around it mostly lies in.
    pub ward: Option<&'a str>,
    /// Code and name of the area around it.
    pub area: Option<(&'a str, &'a str)>,
    /// Deprivation of its place, 0 to 1.
    pub deprivation: Option<f64>,
    /// Value-uplift potential of its place, 0 to 1.
    pub uplift: Option<f64>,
    /// The day its register gives itself.
    pub as_at: Option<Date>,
    /// Whether it was made up.
    pub fictional: bool,
}

impl AssetRow<'_> {
    /// The day somebody last said whether anybody is in it.
    #[must_use]
    pub fn occupancy_as_at(&self) -> Option<Date> {
        let said = &self.asset.facts.occupancy.as_ref()?.said;
        said.as_at.or_else(|| self.as_at.filter(|_| said.source == self.asset.register))
    }

    /// Whether its exact place is known and withheld.
    #[must_use]
    pub fn is_coarse(&self) -> bool {
        is_withheld(self.asset) && matches!(self.asset.precision, Precision::Area | Precision::OutwardPostcode)
    }
}

impl Collection for Assets {
    type Row<'a> = AssetRow<'a>;

    const NAME: &'static str = "assets";
    const TITLE: &'static str = "Assets";
    const ABOUT: &'static str = "Land and buildings on public registers that might change hands. Vacant ones are shown at the centre of the \
         neighbourhood around them, because owners withhold the exact place of empty buildings on purpose.";
    const GEOMETRY: GeometryType = GeometryType::Point;
    const TIME: Option<&str> = Some("as_at");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Its key, the same in every answer.", |row| (&*row.asset.id.0).into())
            .always()
            .tiled(),
        property::<Self>("name", Kind::Text, "", "What it is called.", |row| row.asset.name.as_str().into())
            .always()
            .tiled(),
        property::<Self>("address", Kind::Text, "", "Street address, as far as given and public.", |row| {
            row.asset.address.as_deref().into()
        }),
        property::<Self>("postcode", Kind::Text, "", "Postcode; only its first half for a vacant asset.", |row| {
            row.asset.postcode.as_ref().map(Postcode::as_str).into()
        }),
        property::<Self>("owner", Kind::Text, "", "The public body that holds it.", |row| {
            (&*row.asset.owner.name).into()
        })
        .always(),
        property::<Self>("borough", Kind::Text, "", "The local authority district it lies in.", |row| {
            row.borough.into()
        })
        .tiled()
        .counted(Counted::Whole),
        property::<Self>("ward", Kind::Text, "", "The ward that the area around it mostly lies in.", |row| {
            row.ward.into()
        })
        .counted(Counted::Whole),
        property::<Self>("holding", slugs!(Holding), "", "Land, building or both.", |row| {
            value(&row.asset.facts.holding).map(Holding::slug).into()
        }),
        property::<Self>("occupancy", slugs!(Occupancy), "", "Whether anybody is in it.", |row| {
            value(&row.asset.facts.occupancy).map(Occupancy::slug).into()
        })
        .tiled(),
        property::<Self>(
            "occupancy_as_at",
            Kind::Date,
            "",
            "The day somebody last said so: that of the fact, or of the register it stands in.",
            |row| row.occupancy_as_at().into(),
        ),
        property::<Self>("disposal_status", slugs!(DisposalStatus), "", "What the owner intends.", |row| {
            value(&row.asset.facts.disposal_status).map(DisposalStatus::slug).into()
        })
        .tiled(),
        property::<Self>("space_types", Kind::Text, "", "Kinds of space there now, separated by commas.", |row| {
            let kinds = row.asset.facts.space_types.as_ref();
            let slugs: Option<Vec<&str>> = kinds.map(|kinds| kinds.value.iter().map(|kind| kind.slug()).collect());
            Scalar::words(&slugs.unwrap_or_default())
        })
        .tiled()
        .counted(Counted::EachWord),
        property::<Self>("usable_area_m2", Kind::Number, "m2", "Net usable floor area.", |row| {
            value(&row.asset.facts.usable_area_m2).into()
        })
        .tiled(),
        property::<Self>(
            "usable_area_estimated",
            Kind::Boolean,
            "",
            "Whether that floor area is an estimate or a stand-in rather than a survey.",
            |row| row.asset.facts.usable_area_m2.as_ref().map(|area| area.quality != Quality::Surveyed).into(),
        ),
        property::<Self>("land_area_m2", Kind::Number, "m2", "Site area.", |row| {
            value(&row.asset.facts.land_area_m2).into()
        }),
        property::<Self>("condition", slugs!(Condition), "", "Condition grade, A good to D bad.", |row| {
            value(&row.asset.facts.condition).map(Condition::slug).into()
        }),
        property::<Self>("step_free", slugs!(StepFree), "", "Step-free access.", |row| {
            value(&row.asset.facts.step_free).map(StepFree::slug).into()
        }),
        property::<Self>("energy_rating", Kind::Text, "", "Energy performance letter.", |row| {
            row.asset.facts.energy_rating.as_ref().map(|rating| rating.value.as_str()).into()
        }),
        property::<Self>("heritage", slugs!(Heritage), "", "Protection as heritage.", |row| {
            value(&row.asset.facts.heritage).map(Heritage::slug).into()
        }),
        property::<Self>("planning", slugs!(Planning), "", "How community use stands with planning.", |row| {
            value(&row.asset.facts.planning).map(Planning::slug).into()
        }),
        property::<Self>("rent_gbp_per_year", Kind::Number, "GBP a year", "Rent asked.", |row| {
            value(&row.asset.facts.rent_gbp_per_year).into()
        }),
        property::<Self>("term_offered", Kind::Text, "", "\"freehold\", or a lease such as \"25 years\".", |row| {
            value(&row.asset.facts.term_offered).map_or(Scalar::Null, |term| Scalar::Text(term_words(term).into()))
        }),
        property::<Self>("precision", slugs!(Precision), "", "How exactly its place is shown.", |row| {
            row.asset.precision.slug().into()
        })
        .always(),
        property::<Self>(
            "coarse",
            Kind::Boolean,
            "",
            "Whether its exact place is withheld because it is vacant.",
            |row| row.is_coarse().into(),
        )
        .always()
        .tiled(),
        property::<Self>(
            "withheld",
            Kind::Boolean,
            "",
            "Whether the public is not shown its exact place. Where this is so and it is not coarse, only those who may see it \
             exactly see it so.",
            |row| is_withheld(row.asset).into(),
        )
        .always(),
        property::<Self>(
            "deprivation",
            Kind::Number,
            "0 to 1",
            "Deprivation of the people within a walk; 1 is the most deprived.",
            |row| Scalar::share(row.deprivation),
        ),
        property::<Self>(
            "uplift",
            Kind::Number,
            "0 to 1",
            "Value-uplift potential of its place: headroom, no forecast.",
            |row| Scalar::share(row.uplift),
        ),
        property::<Self>("area_code", Kind::Text, "", "Code of the statistical area it lies in (LSOA 2021).", |row| {
            row.area.map(|area| area.0).into()
        }),
        property::<Self>("area_name", Kind::Text, "", "Name of that area.", |row| row.area.map(|area| area.1).into()),
        property::<Self>("source", Kind::Text, "", "Key of the register it was read from; see `/about`.", |row| {
            (&*row.asset.register.0).into()
        })
        .always(),
        property::<Self>("as_at", Kind::Date, "", "The day that register gives itself.", |row| row.as_at.into()),
        property::<Self>("gone", Kind::Date, "", "The day since which that register no longer lists it.", |row| {
            row.asset.gone.into()
        }),
        property::<Self>("fictional", Kind::Boolean, "", "Whether it was made up.", |row| row.fictional.into())
            .always(),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<Assets>);
        &DESCRIBED
    }
}
