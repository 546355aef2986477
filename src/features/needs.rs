//! The properties of a published need: never its budget, capital or contact.

use std::sync::LazyLock;

use crate::domain::need::{LegalForm, Need, OrganisationSize, Reach, StepFreeNeed, Visibility};
use crate::features::collection::{Counted, Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, property, slugs};

/// Spaces that organisations are looking for.
pub struct Needs;

/// A published need.
#[derive(Clone, Copy, Debug)]
pub struct NeedRow<'a> {
    /// The need, as whoever reads may see it.
    pub need: &'a Need,
    /// The borough it names or lies in.
    pub borough: Option<&'a str>,
}

impl Collection for Needs {
    type Row<'a> = NeedRow<'a>;

    const NAME: &'static str = "needs";
    const TITLE: &'static str = "Needs";
    const ABOUT: &'static str = "Spaces that organisations are looking for, where they have agreed to say so in public. Budgets, capital and contacts \
         are not part of it.";
    const GEOMETRY: GeometryType = GeometryType::Point;
    const TIME: Option<&str> = Some("stated_on");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Its key.", |row| (&*row.need.id.0).into()).always(),
        property::<Self>("organisation", Kind::Text, "", "Who is looking.", |row| {
            row.need.organisation.name.as_str().into()
        })
        .always(),
        property::<Self>("legal_form", slugs!(LegalForm), "", "What the organisation is in law.", |row| {
            row.need.organisation.legal_form.map(LegalForm::slug).into()
        }),
        property::<Self>("title", Kind::Text, "", "What it is, in a few words.", |row| row.need.title.as_str().into())
            .always(),
        property::<Self>("purposes", Kind::Text, "", "Themes, separated by commas.", |row| {
            Scalar::words(&row.need.purposes.iter().map(|purpose| purpose.slug()).collect::<Vec<_>>())
        })
        .counted(Counted::EachWord),
        property::<Self>("serves", Kind::Text, "", "Whom it serves, in its own words.", |row| {
            row.need.serves.as_deref().into()
        }),
        property::<Self>("reach", slugs!(Reach), "", "How far people come.", |row| row.need.reach.slug().into())
            .always(),
        property::<Self>("borough", Kind::Text, "", "The borough it names, or its point lies in.", |row| {
            row.borough.into()
        })
        .counted(Counted::Whole),
        property::<Self>(
            "space_types",
            Kind::Text,
            "",
            "Kinds of space, largest share first, separated by commas.",
            |row| {
                let mut spaces: Vec<_> = row.need.spaces.iter().collect();
                spaces.sort_by(|a, b| b.share.total_cmp(&a.share));
                Scalar::words(&spaces.iter().map(|space| space.space_type.slug()).collect::<Vec<_>>())
            },
        )
        .counted(Counted::EachWord),
        property::<Self>("area_ideal_m2", Kind::Number, "m2", "Ideal usable floor area.", |row| {
            row.need.area.map(|area| area.ideal_m2).into()
        }),
        property::<Self>("area_min_m2", Kind::Number, "m2", "The least that would do.", |row| {
            row.need.area.map(|area| area.min_m2).into()
        }),
        property::<Self>("would_share", Kind::Boolean, "", "Would share a building.", |row| {
            row.need.would_share.into()
        })
        .always(),
        property::<Self>("step_free", slugs!(StepFreeNeed), "", "How much step-free access matters.", |row| {
            row.need.step_free.map(StepFreeNeed::slug).into()
        }),
        property::<Self>("tenure_years", Kind::Number, "years", "Least term.", |row| row.need.tenure_years.into()),
        property::<Self>("latest_start", Kind::Date, "", "The latest day it can start.", |row| {
            row.need.latest_start.into()
        }),
        property::<Self>("urgent", Kind::Boolean, "", "Late is worse than usual.", |row| row.need.urgent.into())
            .always(),
        property::<Self>(
            "visibility",
            slugs!(Visibility),
            "",
            "Who may see it; the public sees published ones only.",
            |row| row.need.visibility.slug().into(),
        )
        .always(),
        property::<Self>("max_distance_km", Kind::Number, "km", "Further away is no use, as people travel.", |row| {
            row.need.max_distance_m.map(|metres| metres / 1000.0).into()
        }),
        property::<Self>("source", Kind::Text, "", "Key of the list it was read from; see `/about`.", |row| {
            row.need.source.as_ref().map(|source| &*source.0).into()
        }),
        property::<Self>("stated_on", Kind::Date, "", "The day the organisation said so.", |row| {
            row.need.stated_on.into()
        }),
        property::<Self>(
            "organisation_size",
            slugs!(OrganisationSize),
            "",
            "Yearly income of the organisation; it plays no part in any score.",
            |row| row.need.organisation.size.map(OrganisationSize::slug).into(),
        ),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<Needs>);
        &DESCRIBED
    }
}
