//! The properties of a statistical area.

use std::sync::LazyLock;

use time::Date;

use crate::domain::area::{AreaDeprivation, DeprivationDomain};
use crate::domain::matches::{AreaFigures, DisplacementRisk, GapStrength, PriceBasis, UpliftFigures};
use crate::features::collection::{Counted, Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, RowOf, property, slugs};

/// Statistical areas with what is known of them.
pub struct Areas;

/// An area and its figures.
#[derive(Clone, Copy, Debug)]
pub struct AreaRow<'a> {
    /// Official code.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its borough.
    pub borough: Option<&'a str>,
    /// What the Indices of Deprivation say of it.
    pub deprivation: Option<&'a AreaDeprivation>,
    /// National rank and decile, which may be known where no score is.
    pub rank_and_decile: Option<(u32, u8)>,
    /// What is worked out of it.
    pub figures: &'a AreaFigures,
    /// The deprivation release, else the boundary file, it was read from.
    pub source: &'a str,
    /// The day that source gives itself.
    pub as_at: Option<Date>,
}

impl AreaRow<'_> {
    fn domain_decile(&self, domain: DeprivationDomain) -> Scalar<'static> {
        self.deprivation.and_then(|release| release.domain_decile(domain)).into()
    }

    fn uplift<T>(&self, part: impl FnOnce(&UpliftFigures) -> T) -> Option<T> {
        self.figures.uplift.as_ref().map(part)
    }
}

/// One of the seven domains of the Indices of Deprivation.
const fn domain_decile(
    name: &'static str,
    about: &'static str,
    read: for<'r, 'a> fn(&'r RowOf<'a, Areas>) -> Scalar<'a>,
) -> Property<Areas> {
    property::<Areas>(name, Kind::Integer, "", about, read).tiled()
}

impl Collection for Areas {
    type Row<'a> = AreaRow<'a>;

    const NAME: &'static str = "areas";
    const TITLE: &'static str = "Areas";
    const ABOUT: &'static str = "Statistical areas (LSOA 2021) with deprivation, prices, activity and headroom. A figure describes the area, never a \
         person, a street or a household in it.";
    const GEOMETRY: GeometryType = GeometryType::MultiPolygon;
    const TIME: Option<&str> = Some("as_at");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Official code.", |row| row.code.into()).always().tiled(),
        property::<Self>("name", Kind::Text, "", "Name.", |row| row.name.into()).always().tiled(),
        property::<Self>("borough", Kind::Text, "", "The local authority district it lies in.", |row| {
            row.borough.into()
        })
        .tiled()
        .counted(Counted::Whole),
        property::<Self>(
            "imd_score",
            Kind::Number,
            "",
            "Published score of the Index of Multiple Deprivation; higher is more deprived.",
            |row| row.deprivation.map(|release| release.score).into(),
        )
        .tiled(),
        property::<Self>("imd_rank", Kind::Integer, "", "National rank, 1 the most deprived.", |row| {
            row.rank_and_decile.map(|(rank, _)| rank).into()
        }),
        property::<Self>("imd_decile", Kind::Integer, "", "National decile, 1 the most deprived tenth.", |row| {
            row.rank_and_decile.map(|(_, decile)| u32::from(decile)).into()
        })
        .tiled(),
        domain_decile("income_decile", "National decile of deprivation in income: people on a low income, in work or out of it; 1 the most deprived tenth.", |row| {
            row.domain_decile(DeprivationDomain::Income)
        }),
        domain_decile("employment_decile", "National decile of deprivation in employment: people of working age who are kept out of work; 1 the most deprived tenth.", |row| {
            row.domain_decile(DeprivationDomain::Employment)
        }),
        domain_decile("education_decile", "National decile of deprivation in education, skills and training, of children and of adults; 1 the most deprived tenth.", |row| {
            row.domain_decile(DeprivationDomain::Education)
        }),
        domain_decile("health_decile", "National decile of deprivation in health and disability: early death, illness, disability, poor mental health; 1 the most deprived tenth.", |row| {
            row.domain_decile(DeprivationDomain::Health)
        }),
        domain_decile("crime_decile", "National decile of deprivation in crime: how likely people are to suffer it; 1 the most deprived tenth.", |row| {
            row.domain_decile(DeprivationDomain::Crime)
        }),
        domain_decile("barriers_decile", "National decile of deprivation in barriers to housing and services; 1 the most deprived tenth.", |row| {
            row.domain_decile(DeprivationDomain::Barriers)
        }),
        domain_decile("living_environment_decile", "National decile of deprivation in living environment: homes, air, roads; 1 the most deprived tenth.", |row| {
            row.domain_decile(DeprivationDomain::LivingEnvironment)
        }),
        property::<Self>(
            "deprivation",
            Kind::Number,
            "0 to 1",
            "Deprivation of the area itself; 1 is the most deprived.",
            |row| Scalar::share(row.figures.deprivation),
        )
        .tiled(),
        property::<Self>("residents", Kind::Integer, "people", "Usual residents.", |row| {
            row.deprivation.and_then(|release| release.residents).into()
        }),
        property::<Self>(
            "typical_price_gbp",
            Kind::Number,
            "GBP",
            "Typical price of a terraced home that is not new and not leasehold, rounded to 1,000; of homes of any kind where \
             price_basis is sectors or too little is sold to tell kinds apart. Null with fewer than five sales.",
            |row| row.figures.typical_price_gbp.into(),
        )
        .tiled(),
        property::<Self>(
            "price_basis",
            slugs!(PriceBasis),
            "",
            "What the price level is known from; a place among areas is always among those known in the same way.",
            |row| row.uplift(|uplift| uplift.basis.map(PriceBasis::slug)).into(),
        )
        .tiled(),
        property::<Self>(
            "price_growth_log",
            Kind::Number,
            "natural log",
            "Growth of prices over five years, less that of the middle area; of the past, no forecast.",
            |row| Scalar::share(row.figures.growth_log),
        ),
        property::<Self>("sales", Kind::Integer, "sales", "Sales behind the price level.", |row| {
            row.uplift(|uplift| uplift.sales).into()
        }),
        property::<Self>(
            "borrowed_share",
            Kind::Number,
            "0 to 1",
            "Share of the price level that was borrowed from the neighbourhood because sales are few.",
            |row| Scalar::share(row.uplift(|uplift| uplift.borrowed).flatten()),
        ),
        property::<Self>(
            "price_percentile",
            Kind::Number,
            "0 to 1",
            "Price level among all areas; 1 is the dearest.",
            |row| Scalar::share(row.figures.price_percentile),
        )
        .tiled(),
        property::<Self>("low_value", Kind::Number, "0 to 1", "Low value; 1 is the cheapest.", |row| {
            Scalar::share(row.uplift(|uplift| uplift.low_value).flatten())
        }),
        property::<Self>(
            "activity",
            Kind::Number,
            "0 to 1",
            "Economic activity among all areas; 1 is the busiest.",
            |row| Scalar::share(row.figures.activity_percentile),
        )
        .tiled(),
        property::<Self>(
            "headroom_log",
            Kind::Number,
            "natural log",
            "Gap between prices nearby and prices here; above zero when nearby is dearer.",
            |row| Scalar::share(row.uplift(|uplift| uplift.headroom_log).flatten()),
        )
        .tiled(),
        property::<Self>("headroom", Kind::Number, "0 to 1", "The same gap on a fixed scale.", |row| {
            Scalar::share(row.uplift(|uplift| uplift.headroom).flatten())
        }),
        property::<Self>(
            "headroom_strength",
            slugs!(GapStrength),
            "",
            "How clear the gap is, given how few sales there are.",
            |row| row.uplift(|uplift| uplift.strength.map(GapStrength::slug)).into(),
        )
        .tiled(),
        property::<Self>("uplift", Kind::Number, "0 to 1", "Value-uplift potential: headroom, no forecast.", |row| {
            Scalar::share(row.uplift(|uplift| uplift.value))
        })
        .tiled(),
        property::<Self>(
            "displacement",
            slugs!(DisplacementRisk),
            "",
            "Risk that rising prices push out people who rent; null when too little is known. To be shown beside uplift.",
            |row| row.figures.displacement.risk().map(DisplacementRisk::slug).into(),
        )
        .tiled(),
        property::<Self>(
            "source",
            Kind::Text,
            "",
            "Key of the source of its deprivation figures, else of its boundary.",
            |row| row.source.into(),
        )
        .always(),
        property::<Self>("as_at", Kind::Date, "", "The day that source gives itself.", |row| row.as_at.into()),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<Areas>);
        &DESCRIBED
    }
}
