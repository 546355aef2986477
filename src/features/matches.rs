//! The properties of a match as a line from the asset to the need, and of an asset with its best match.

use std::sync::LazyLock;

use time::Date;

use crate::domain::asset::{Asset, DisposalStatus, Occupancy};
use crate::domain::fact_table::term_words;
use crate::domain::matches::{Band, DisplacementRisk, PlaceFigures};
use crate::domain::need::Need;
use crate::domain::place::Precision;
use crate::domain::postcode::Postcode;
use crate::domain::publication::is_withheld;
use crate::domain::source::Quality;
use crate::features::assets::AssetRow;
use crate::features::collection::{Counted, Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, property, slugs, value};

/// The best pairs.
pub struct Matches;

/// Each asset with its pillars.
pub struct AssetScores;

/// What a pair scores under the usual weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairScore {
    /// 0 to 100, and the least and the most it could be.
    pub score: [f64; 3],
    /// The three pillars, 0 to 1.
    pub pillars: [f64; 3],
    /// Share of what the score needs that is known, 0 to 1.
    pub completeness: f64,
    /// Metres as people travel.
    pub distance_m: Option<f64>,
}

/// A pair.
#[derive(Clone, Copy, Debug)]
pub struct MatchRow<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its place among the assets for this need, 1 the best.
    pub rank: u32,
    /// The asset, as whoever reads may see it.
    pub asset: &'a Asset,
    /// The borough around the asset.
    pub borough: Option<&'a str>,
    /// The need, likewise.
    pub need: &'a Need,
    /// What it scores.
    pub score: PairScore,
    /// The day it was scored for.
    pub scored_on: Date,
}

/// An asset among the needs looked at.
#[derive(Clone, Copy, Debug)]
pub struct AssetScoreRow<'a> {
    /// The asset, as whoever reads may see it.
    pub of: AssetRow<'a>,
    /// What is worked out of its place.
    pub place: PlaceFigures,
    /// Needs looked at, and those of which nothing known rules it out.
    pub needs: [u32; 2],
    /// The best of these needs and what the pair scores.
    pub best: Option<(&'a Need, PairScore)>,
    /// The day it was scored for.
    pub scored_on: Date,
}

/// A score, to four decimals as rankings show it.
fn points(value: f64) -> Scalar<'static> {
    Scalar::share(Some(value))
}

impl Collection for Matches {
    type Row<'a> = MatchRow<'a>;

    const NAME: &'static str = "matches";
    const TITLE: &'static str = "Matches";
    const ABOUT: &'static str = "The best five assets for each need, as lines from the asset to the need, with the scores of the usual weights; nothing \
         known rules these pairs out. A need without a point, or an asset that nothing places, has no line. Where there are \
         more than 20 million pairs, it is worked out for some of the needs, evenly over their list. Nobody has been asked \
         yet: a match is a suggestion with reasons, which the address of the need gives.";
    const GEOMETRY: GeometryType = GeometryType::MultiLineString;
    const TIME: Option<&str> = Some("scored_on");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Its key: that of the need, then that of the asset.", |row| {
            row.key.into()
        })
        .always(),
        property::<Self>("need", Kind::Text, "", "Key of the need.", |row| (&*row.need.id.0).into()).always().tiled(),
        property::<Self>("need_title", Kind::Text, "", "What is looked for.", |row| row.need.title.as_str().into())
            .always()
            .tiled(),
        property::<Self>("organisation", Kind::Text, "", "Who is looking.", |row| {
            row.need.organisation.name.as_str().into()
        })
        .always(),
        property::<Self>("asset", Kind::Text, "", "Key of the asset.", |row| (&*row.asset.id.0).into())
            .always()
            .tiled(),
        property::<Self>("asset_name", Kind::Text, "", "What the asset is called.", |row| {
            row.asset.name.as_str().into()
        })
        .always()
        .tiled(),
        property::<Self>("borough", Kind::Text, "", "The borough around the asset.", |row| row.borough.into())
            .counted(Counted::Whole),
        property::<Self>("rank", Kind::Integer, "", "Its place among the assets for this need, 1 the best.", |row| {
            row.rank.into()
        })
        .always()
        .tiled(),
        property::<Self>("score", Kind::Number, "0 to 100", "The match score.", |row| points(row.score.score[0]))
            .always()
            .tiled(),
        property::<Self>("score_low", Kind::Number, "0 to 100", "The least it could be once gaps are filled.", |row| {
            points(row.score.score[1])
        })
        .always(),
        property::<Self>("score_high", Kind::Number, "0 to 100", "The most it could be once gaps are filled.", |row| {
            points(row.score.score[2])
        })
        .always(),
        property::<Self>("band", slugs!(Band), "", "The score in a word.", |row| {
            Band::of(row.score.score[0]).slug().into()
        })
        .always()
        .tiled(),
        property::<Self>("suitability", Kind::Number, "0 to 1", "How well the building fits.", |row| {
            Scalar::share(Some(row.score.pillars[0]))
        })
        .always(),
        property::<Self>("deprivation", Kind::Number, "0 to 1", "Deprivation around it, as it counts here.", |row| {
            Scalar::share(Some(row.score.pillars[1]))
        })
        .always(),
        property::<Self>("uplift", Kind::Number, "0 to 1", "Value-uplift potential, as it counts here.", |row| {
            Scalar::share(Some(row.score.pillars[2]))
        })
        .always(),
        property::<Self>(
            "completeness",
            Kind::Number,
            "0 to 1",
            "Share of what the score needs that is known.",
            |row| Scalar::share(Some(row.score.completeness)),
        )
        .always(),
        property::<Self>("distance_m", Kind::Number, "m", "Distance as people travel, where it is known.", |row| {
            row.score.distance_m.map(f64::round).into()
        }),
        property::<Self>("scored_on", Kind::Date, "", "The day it was scored for.", |row| row.scored_on.into())
            .always(),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<Matches>);
        &DESCRIBED
    }
}

impl AssetScoreRow<'_> {
    fn best<T>(&self, part: impl FnOnce(&PairScore) -> T) -> Option<T> {
        self.best.as_ref().map(|(_, score)| part(score))
    }
}

impl Collection for AssetScores {
    type Row<'a> = AssetScoreRow<'a>;

    const NAME: &'static str = "asset-scores";
    const TITLE: &'static str = "Scores of assets";
    const ABOUT: &'static str = "Each asset with what its place alone says of deprivation and value-uplift potential, and with the best of the needs that it \
         could meet, scored by the usual weights. Suitability is always suitability for a need. Where there are more than 20 \
         million pairs, some of the needs are looked at, evenly over their list.";
    const GEOMETRY: GeometryType = GeometryType::Point;
    const TIME: Option<&str> = Some("scored_on");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Key of the asset.", |row| (&*row.of.asset.id.0).into())
            .always()
            .tiled(),
        property::<Self>("name", Kind::Text, "", "What it is called.", |row| row.of.asset.name.as_str().into())
            .always()
            .tiled(),
        property::<Self>("address", Kind::Text, "", "Street address, as far as given and public.", |row| {
            row.of.asset.address.as_deref().into()
        }),
        property::<Self>("postcode", Kind::Text, "", "Postcode; only its first half for a vacant asset.", |row| {
            row.of.asset.postcode.as_ref().map(Postcode::as_str).into()
        }),
        property::<Self>("owner", Kind::Text, "", "The public body that holds it.", |row| {
            (&*row.of.asset.owner.name).into()
        })
        .always(),
        property::<Self>("borough", Kind::Text, "", "The borough around it.", |row| row.of.borough.into())
            .counted(Counted::Whole),
        property::<Self>("ward", Kind::Text, "", "The ward that the area around it mostly lies in.", |row| {
            row.of.ward.into()
        })
        .counted(Counted::Whole),
        property::<Self>("occupancy", slugs!(Occupancy), "", "Whether anybody is in it.", |row| {
            value(&row.of.asset.facts.occupancy).map(Occupancy::slug).into()
        }),
        property::<Self>("occupancy_as_at", Kind::Date, "", "The day somebody last said so.", |row| {
            row.of.occupancy_as_at().into()
        }),
        property::<Self>("disposal_status", slugs!(DisposalStatus), "", "What the owner intends.", |row| {
            value(&row.of.asset.facts.disposal_status).map(DisposalStatus::slug).into()
        }),
        property::<Self>("space_types", Kind::Text, "", "Kinds of space there now, separated by commas.", |row| {
            let kinds = row.of.asset.facts.space_types.as_ref();
            let slugs: Option<Vec<&str>> = kinds.map(|kinds| kinds.value.iter().map(|kind| kind.slug()).collect());
            Scalar::words(&slugs.unwrap_or_default())
        })
        .counted(Counted::EachWord),
        property::<Self>("usable_area_m2", Kind::Number, "m2", "Net usable floor area.", |row| {
            value(&row.of.asset.facts.usable_area_m2).into()
        }),
        property::<Self>(
            "usable_area_estimated",
            Kind::Boolean,
            "",
            "Whether that floor area is an estimate or a stand-in rather than a survey.",
            |row| row.of.asset.facts.usable_area_m2.as_ref().map(|area| area.quality != Quality::Surveyed).into(),
        ),
        property::<Self>("term_offered", Kind::Text, "", "\"freehold\", or a lease such as \"25 years\".", |row| {
            let term = value(&row.of.asset.facts.term_offered);
            term.map_or(Scalar::Null, |term| Scalar::Text(term_words(term).into()))
        }),
        property::<Self>("precision", slugs!(Precision), "", "How exactly its place is shown.", |row| {
            row.of.asset.precision.slug().into()
        })
        .always(),
        property::<Self>(
            "coarse",
            Kind::Boolean,
            "",
            "Whether its exact place is withheld because it is vacant.",
            |row| row.of.is_coarse().into(),
        )
        .always(),
        property::<Self>("withheld", Kind::Boolean, "", "Whether the public is not shown its exact place.", |row| {
            is_withheld(row.of.asset).into()
        })
        .always(),
        property::<Self>("as_at", Kind::Date, "", "The day its register gives itself.", |row| row.of.as_at.into()),
        property::<Self>(
            "deprivation",
            Kind::Number,
            "0 to 1",
            "Deprivation around it; 1 is the most deprived.",
            |row| Scalar::share(row.place.deprivation.map(|figures| figures.value)),
        )
        .tiled(),
        property::<Self>("deprivation_low", Kind::Number, "0 to 1", "The least that could be.", |row| {
            Scalar::share(row.place.deprivation.map(|figures| figures.low))
        }),
        property::<Self>("deprivation_high", Kind::Number, "0 to 1", "The most that could be.", |row| {
            Scalar::share(row.place.deprivation.map(|figures| figures.high))
        }),
        property::<Self>("uplift", Kind::Number, "0 to 1", "Value-uplift potential of its place.", |row| {
            Scalar::share(row.place.uplift.map(|figures| figures.value))
        })
        .tiled(),
        property::<Self>("uplift_low", Kind::Number, "0 to 1", "The least that could be.", |row| {
            Scalar::share(row.place.uplift.map(|figures| figures.low))
        }),
        property::<Self>("uplift_high", Kind::Number, "0 to 1", "The most that could be.", |row| {
            Scalar::share(row.place.uplift.map(|figures| figures.high))
        }),
        property::<Self>(
            "displacement",
            slugs!(DisplacementRisk),
            "",
            "Risk that rising prices push out people who rent; null when too little is known. To be shown beside uplift.",
            |row| row.place.displacement.risk().map(DisplacementRisk::slug).into(),
        ),
        property::<Self>("needs_looked_at", Kind::Integer, "needs", "Needs it was set beside.", |row| {
            row.needs[0].into()
        })
        .always(),
        property::<Self>(
            "needs_eligible",
            Kind::Integer,
            "needs",
            "Needs of which nothing known rules it out.",
            |row| row.needs[1].into(),
        )
        .always()
        .tiled(),
        property::<Self>("best_need", Kind::Text, "", "Key of the need it is best for.", |row| {
            row.best.map(|(need, _)| &*need.id.0).into()
        }),
        property::<Self>("best_need_title", Kind::Text, "", "What that need looks for.", |row| {
            row.best.map(|(need, _)| need.title.as_str()).into()
        }),
        property::<Self>("best_score", Kind::Number, "0 to 100", "The match score with that need.", |row| {
            Scalar::share(row.best(|best| best.score[0]))
        })
        .tiled(),
        property::<Self>("best_score_low", Kind::Number, "0 to 100", "The least it could be.", |row| {
            Scalar::share(row.best(|best| best.score[1]))
        }),
        property::<Self>("best_score_high", Kind::Number, "0 to 100", "The most it could be.", |row| {
            Scalar::share(row.best(|best| best.score[2]))
        }),
        property::<Self>("best_suitability", Kind::Number, "0 to 1", "How well it fits that need.", |row| {
            Scalar::share(row.best(|best| best.pillars[0]))
        })
        .tiled(),
        property::<Self>(
            "best_deprivation",
            Kind::Number,
            "0 to 1",
            "Deprivation, as it counts for that need.",
            |row| Scalar::share(row.best(|best| best.pillars[1])),
        )
        .tiled(),
        property::<Self>("best_uplift", Kind::Number, "0 to 1", "Uplift, as it counts for that need.", |row| {
            Scalar::share(row.best(|best| best.pillars[2]))
        })
        .tiled(),
        property::<Self>(
            "best_completeness",
            Kind::Number,
            "0 to 1",
            "Share of what that score needs that is known.",
            |row| Scalar::share(row.best(|best| best.completeness)),
        ),
        property::<Self>("scored_on", Kind::Date, "", "The day it was scored for.", |row| row.scored_on.into())
            .always(),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<AssetScores>);
        &DESCRIBED
    }
}
