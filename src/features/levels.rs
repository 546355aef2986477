//! The properties of an area of another level: a ward, a district, an MSOA, with the figures of the LSOAs in it.

use std::borrow::Cow;
use std::sync::LazyLock;

use time::Date;

use crate::domain::area::AreaLevel;
use crate::features::collection::{Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, property};

/// Areas of one other level and year.
pub struct LevelAreas;

/// What the LSOAs (2021) in an area come to; the means are over their residents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LevelFigures {
    /// LSOAs whose centre lies in it.
    pub areas: u32,
    /// Their residents, when known of all.
    pub residents: Option<u64>,
    /// Mean published score of multiple deprivation.
    pub imd_score: Option<f64>,
    /// Share of residents in England's most deprived tenth of LSOAs, and fifth.
    pub most_deprived: [Option<f64>; 2],
    /// Mean deprivation.
    pub deprivation: Option<f64>,
    /// Mean price level among all LSOAs.
    pub price_percentile: Option<f64>,
    /// Mean activity.
    pub activity: Option<f64>,
    /// Mean gap in prices.
    pub headroom_log: Option<f64>,
    /// Mean value-uplift potential.
    pub uplift: Option<f64>,
    /// Assets drawn in it, and those of them that may be on offer.
    pub assets: [u32; 2],
}

/// One area.
#[derive(Clone, Copy, Debug)]
pub struct LevelRow<'a> {
    /// Official code.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its borough.
    pub borough: Option<&'a str>,
    /// The figures of what lies in it.
    pub figures: &'a LevelFigures,
    /// The file that draws it.
    pub source: &'a str,
    /// The day that file gives itself.
    pub as_at: Option<Date>,
}

impl LevelAreas {
    /// What the collection of one level and year says of itself.
    #[must_use]
    pub fn described_as(level: AreaLevel, year: u16) -> Described {
        let title = match level {
            AreaLevel::Lsoa => "LSOAs",
            AreaLevel::Msoa => "MSOAs",
            AreaLevel::Ward => "Wards",
            AreaLevel::District => "Districts",
        };
        Described {
            name: Cow::Owned(format!("areas-{}-{year}", level.slug())),
            title: Cow::Owned(format!("{title} {year}")),
            about: Cow::Owned(format!("{title} of {year}. {}", Self::ABOUT)),
            ..Described::of::<Self>()
        }
    }
}

impl Collection for LevelAreas {
    type Row<'a> = LevelRow<'a>;

    const NAME: &'static str = "areas-other";
    const TITLE: &'static str = "Areas of another level";
    const ABOUT: &'static str = "Figures are those of the LSOAs (2021) whose centre lies in the area, as means over their residents; LSOAs count alike where \
         residents are not known of all. A mean is null while it is known of less than half of them. A figure describes the \
         area, never a person, a street or a household in it.";
    const GEOMETRY: GeometryType = GeometryType::MultiPolygon;
    const TIME: Option<&str> = Some("as_at");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Official code.", |row| row.code.into()).always().tiled(),
        property::<Self>("name", Kind::Text, "", "Name.", |row| row.name.into()).always().tiled(),
        property::<Self>(
            "borough",
            Kind::Text,
            "",
            "The local authority district it lies in, as its file says.",
            |row| row.borough.into(),
        ),
        property::<Self>("lsoas", Kind::Integer, "LSOAs", "LSOAs (2021) whose centre lies in it.", |row| {
            row.figures.areas.into()
        })
        .always(),
        property::<Self>("residents", Kind::Integer, "people", "Usual residents of these.", |row| {
            row.figures.residents.and_then(|residents| i64::try_from(residents).ok()).map(Scalar::Integer).into()
        }),
        property::<Self>("imd_score", Kind::Number, "", "Mean score of the Index of Multiple Deprivation.", |row| {
            Scalar::share(row.figures.imd_score)
        })
        .tiled(),
        property::<Self>(
            "share_most_deprived_tenth",
            Kind::Number,
            "0 to 1",
            "Share of residents in England's most deprived tenth of LSOAs.",
            |row| Scalar::share(row.figures.most_deprived[0]),
        )
        .tiled(),
        property::<Self>(
            "share_most_deprived_fifth",
            Kind::Number,
            "0 to 1",
            "Share of residents in England's most deprived fifth of LSOAs.",
            |row| Scalar::share(row.figures.most_deprived[1]),
        ),
        property::<Self>("deprivation", Kind::Number, "0 to 1", "Mean deprivation; 1 is the most deprived.", |row| {
            Scalar::share(row.figures.deprivation)
        })
        .tiled(),
        property::<Self>("price_percentile", Kind::Number, "0 to 1", "Mean price level; 1 is the dearest.", |row| {
            Scalar::share(row.figures.price_percentile)
        })
        .tiled(),
        property::<Self>("activity", Kind::Number, "0 to 1", "Mean economic activity; 1 is the busiest.", |row| {
            Scalar::share(row.figures.activity)
        })
        .tiled(),
        property::<Self>(
            "headroom_log",
            Kind::Number,
            "natural log",
            "Mean gap between prices nearby and prices here; above zero when nearby is dearer.",
            |row| Scalar::share(row.figures.headroom_log),
        ),
        property::<Self>(
            "uplift",
            Kind::Number,
            "0 to 1",
            "Mean value-uplift potential: headroom, no forecast.",
            |row| Scalar::share(row.figures.uplift),
        )
        .tiled(),
        property::<Self>("assets", Kind::Integer, "assets", "Assets shown in it.", |row| row.figures.assets[0].into())
            .always()
            .tiled(),
        property::<Self>("assets_on_offer", Kind::Integer, "assets", "Those of them that may be on offer.", |row| {
            row.figures.assets[1].into()
        })
        .always(),
        property::<Self>("source", Kind::Text, "", "Key of the source of its outline.", |row| row.source.into())
            .always(),
        property::<Self>("as_at", Kind::Date, "", "The day that source gives itself.", |row| row.as_at.into()),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<LevelAreas>);
        &DESCRIBED
    }
}
