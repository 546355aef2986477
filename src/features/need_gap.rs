//! The properties of an area's gap between space looked for and space on offer.

use std::sync::LazyLock;

use crate::features::collection::{Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, property};

/// Space looked for and on offer, by area.
pub struct NeedGaps;

/// One area.
#[derive(Clone, Copy, Debug)]
pub struct NeedGapRow<'a> {
    /// Official code.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its borough.
    pub borough: Option<&'a str>,
    /// Needs that look here; not known for one or two.
    pub needs: Option<u32>,
    /// The floor area they ask for.
    pub wanted_m2: Option<f64>,
    /// Assets around here that may be on offer.
    pub on_offer: u32,
    /// Of these, how many of which no floor area is known.
    pub size_unknown: u32,
    /// Usable floor area of the others.
    pub on_offer_m2: f64,
    /// How much more is wanted than on offer.
    pub gap_m2: Option<f64>,
}

fn whole(value: Option<f64>) -> Scalar<'static> {
    value.map(f64::round).into()
}

impl Collection for NeedGaps {
    type Row<'a> = NeedGapRow<'a>;

    const NAME: &'static str = "need-gap";
    const TITLE: &'static str = "Need gap";
    const ABOUT: &'static str = "For each statistical area (LSOA 2021): how many published needs look for a building there, how much space they ask for, and \
         how much may be on offer within 2 km of the area's centre. A need looks at an area when its centre lies within the \
         distance the organisation gave (or its usual reach), or when it names the area's borough. Figures with one or two needs \
         behind them are not shown, and are null.";
    const GEOMETRY: GeometryType = GeometryType::MultiPolygon;
    const TIME: Option<&str> = None;
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Official code of the area.", |row| row.code.into()).always().tiled(),
        property::<Self>("name", Kind::Text, "", "Name of the area.", |row| row.name.into()).always().tiled(),
        property::<Self>("borough", Kind::Text, "", "The local authority district it lies in.", |row| {
            row.borough.into()
        }),
        property::<Self>(
            "needs",
            Kind::Integer,
            "needs",
            "Needs that look for a building here; null for one or two.",
            |row| row.needs.into(),
        )
        .tiled(),
        property::<Self>(
            "wanted_m2",
            Kind::Number,
            "m2",
            "Floor area those needs ask for; null when fewer than three of them say how much.",
            |row| whole(row.wanted_m2),
        )
        .tiled(),
        property::<Self>(
            "assets_on_offer",
            Kind::Integer,
            "assets",
            "Assets within 2 km that may be on offer.",
            |row| row.on_offer.into(),
        )
        .always()
        .tiled(),
        property::<Self>(
            "assets_size_unknown",
            Kind::Integer,
            "assets",
            "Those of them of which no floor area is known.",
            |row| row.size_unknown.into(),
        )
        .always(),
        property::<Self>("on_offer_m2", Kind::Number, "m2", "Usable floor area of the others.", |row| {
            whole(Some(row.on_offer_m2))
        })
        .always()
        .tiled(),
        property::<Self>(
            "gap_m2",
            Kind::Number,
            "m2",
            "How much more is wanted than on offer; below zero when there is enough; null while a size is not known.",
            |row| whole(row.gap_m2),
        )
        .tiled(),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<NeedGaps>);
        &DESCRIBED
    }
}
