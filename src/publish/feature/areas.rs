//! The properties of a statistical area.

use geo::MultiPolygon;
use time::Date;

use super::{Collection, Kind, Property, Scalar, Shape, property};
use crate::publish::degrees::Outline;

/// With fewer sales than this a typical price is not shown: it could give a household's price away.
pub const LEAST_SALES_SHOWN: u32 = 5;

/// Statistical areas with what is known of them.
pub struct Areas;

/// An area and its indicators. Every figure may be unknown.
#[derive(Clone, Copy, Debug)]
pub struct AreaRow<'a> {
    /// Official code.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its borough.
    pub borough: Option<&'a str>,
    /// Its outline in degrees.
    pub outline: &'a MultiPolygon<f64>,
    /// Published score of the Index of Multiple Deprivation.
    pub imd_score: Option<f64>,
    /// National rank, 1 the most deprived.
    pub imd_rank: Option<u32>,
    /// National decile, 1 the most deprived tenth.
    pub imd_decile: Option<u32>,
    /// Deprivation of the area itself, 0 to 1.
    pub deprivation: Option<f64>,
    /// Usual residents.
    pub residents: Option<u32>,
    /// Typical price of a home, GBP.
    pub typical_price_gbp: Option<f64>,
    /// Sales behind the price.
    pub sales: Option<u32>,
    /// Share of the price level that was borrowed from the neighbourhood, 0 to 1.
    pub borrowed_share: Option<f64>,
    /// Share of areas that are cheaper, 0 to 1.
    pub price_percentile: Option<f64>,
    /// Low value L, 0 to 1.
    pub low_value: Option<f64>,
    /// Share of areas with less economic activity, 0 to 1.
    pub activity: Option<f64>,
    /// Gap to the prices nearby, natural log.
    pub headroom_log: Option<f64>,
    /// Headroom H, 0 to 1.
    pub headroom: Option<f64>,
    /// How clear the gap is, in words.
    pub headroom_strength: Option<&'a str>,
    /// Value-uplift potential U, 0 to 1.
    pub uplift: Option<f64>,
    /// The deprivation release or boundary file it was read from.
    pub source: &'a str,
    /// The day that source gives itself.
    pub as_at: Option<Date>,
}

impl AreaRow<'_> {
    /// The typical price as it may be shown: rounded to 1,000 GBP, and only with enough sales behind it.
    #[must_use]
    pub fn price_shown_gbp(&self) -> Option<f64> {
        let enough = self.sales.is_some_and(|sales| sales >= LEAST_SALES_SHOWN);
        self.typical_price_gbp.filter(|_| enough).map(|price| (price / 1000.0).round() * 1000.0)
    }
}

/// How clear a gap is (`scoring.md` C.3).
fn strengths() -> Vec<&'static str> {
    vec!["clear gap", "likely gap", "no clear gap"]
}

impl Collection for Areas {
    type Row<'a> = AreaRow<'a>;

    const NAME: &'static str = "areas";
    const TITLE: &'static str = "Areas";
    const ABOUT: &'static str = "Statistical areas (LSOA 2021) with deprivation, prices, activity and headroom. A figure describes the area, never a \
         person, a street or a household in it.";
    const GEOMETRY: &'static str = "MultiPolygon";
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Official code.", |row| row.code.into()).always().tiled(),
        property::<Self>("name", Kind::Text, "", "Name.", |row| row.name.into()).always().tiled(),
        property::<Self>("borough", Kind::Text, "", "The local authority district it lies in.", |row| {
            row.borough.into()
        })
        .tiled(),
        property::<Self>(
            "imd_score",
            Kind::Number,
            "",
            "Published score of the Index of Multiple Deprivation; higher is more deprived.",
            |row| row.imd_score.into(),
        )
        .tiled(),
        property::<Self>("imd_rank", Kind::Integer, "", "National rank, 1 the most deprived.", |row| {
            row.imd_rank.into()
        }),
        property::<Self>("imd_decile", Kind::Integer, "", "National decile, 1 the most deprived tenth.", |row| {
            row.imd_decile.into()
        })
        .tiled(),
        property::<Self>(
            "deprivation",
            Kind::Number,
            "0 to 1",
            "Deprivation of the area itself; 1 is the most deprived.",
            |row| Scalar::share(row.deprivation),
        )
        .tiled(),
        property::<Self>("residents", Kind::Integer, "people", "Usual residents.", |row| row.residents.into()),
        property::<Self>(
            "typical_price_gbp",
            Kind::Number,
            "GBP",
            "Typical price of a home, rounded to 1,000; null with fewer than five sales.",
            |row| row.price_shown_gbp().into(),
        )
        .tiled(),
        property::<Self>("sales", Kind::Integer, "sales", "Sales behind the price level.", |row| row.sales.into()),
        property::<Self>(
            "borrowed_share",
            Kind::Number,
            "0 to 1",
            "Share of the price level that was borrowed from the neighbourhood because sales are few.",
            |row| Scalar::share(row.borrowed_share),
        ),
        property::<Self>(
            "price_percentile",
            Kind::Number,
            "0 to 1",
            "Price level among all areas; 1 is the dearest.",
            |row| Scalar::share(row.price_percentile),
        )
        .tiled(),
        property::<Self>("low_value", Kind::Number, "0 to 1", "Low value; 1 is the cheapest.", |row| {
            Scalar::share(row.low_value)
        }),
        property::<Self>(
            "activity",
            Kind::Number,
            "0 to 1",
            "Economic activity among all areas; 1 is the busiest.",
            |row| Scalar::share(row.activity),
        )
        .tiled(),
        property::<Self>(
            "headroom_log",
            Kind::Number,
            "natural log",
            "Gap between prices nearby and prices here; above zero when nearby is dearer.",
            |row| Scalar::share(row.headroom_log),
        )
        .tiled(),
        property::<Self>("headroom", Kind::Number, "0 to 1", "The same gap on a fixed scale.", |row| {
            Scalar::share(row.headroom)
        }),
        property::<Self>(
            "headroom_strength",
            Kind::Word(strengths),
            "",
            "How clear the gap is, given how few sales there are.",
            |row| row.headroom_strength.into(),
        )
        .tiled(),
        property::<Self>("uplift", Kind::Number, "0 to 1", "Value-uplift potential: headroom, no forecast.", |row| {
            Scalar::share(row.uplift)
        })
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

    fn id<'r>(row: &'r AreaRow<'_>) -> &'r str {
        row.code
    }

    fn shape<'r>(row: &'r AreaRow<'_>) -> Shape<'r> {
        Shape::Outline(Outline(row.outline))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_resting_on_fewer_than_five_sales_is_not_shown_and_others_are_rounded_to_a_thousand() {
        let outline = MultiPolygon::new(Vec::new());
        let row = |sales| AreaRow {
            code: "Z",
            name: "Z",
            borough: None,
            outline: &outline,
            imd_score: None,
            imd_rank: None,
            imd_decile: None,
            deprivation: None,
            residents: None,
            typical_price_gbp: Some(118_734.0),
            sales,
            borrowed_share: None,
            price_percentile: None,
            low_value: None,
            activity: None,
            headroom_log: None,
            headroom: None,
            headroom_strength: None,
            uplift: None,
            source: "s",
            as_at: None,
        };
        for (sales, shown) in [(None, None), (Some(4), None), (Some(5), Some(119_000.0))] {
            assert_eq!(row(sales).price_shown_gbp(), shown);
        }
    }
}
