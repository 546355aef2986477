//! The properties of an organisation that looks for space: never its contacts, budgets or numbers.

use std::sync::LazyLock;

use time::Date;

use crate::domain::asset::SpaceType;
use crate::domain::need::{LegalForm, OrganisationSize, Purpose};
use crate::features::collection::{Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, property, slugs};

/// Organisations that look for space.
pub struct Organisations;

/// An organisation, put together from the needs it has published.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrganisationSeen {
    /// Its name in lower case without punctuation, which its needs are brought together by.
    pub key: String,
    /// Its name, as its newest need writes it.
    pub name: String,
    /// What it is in law, as its newest need that says so has it.
    pub legal_form: Option<LegalForm>,
    /// Its yearly income, likewise.
    pub size: Option<OrganisationSize>,
    /// How many needs it has.
    pub needs: u32,
    /// How many of them are urgent.
    pub urgent: u32,
    /// What they are for, each once, in the order of the vocabulary.
    pub purposes: Vec<Purpose>,
    /// Kinds of space they look for, likewise.
    pub space_types: Vec<SpaceType>,
    /// The boroughs they name or lie in, in order.
    pub boroughs: Vec<String>,
    /// The day the newest of them was stated.
    pub stated_on: Option<Date>,
}

impl Collection for Organisations {
    type Row<'a> = &'a OrganisationSeen;

    const NAME: &'static str = "organisations";
    const TITLE: &'static str = "Organisations";
    const ABOUT: &'static str = "Organisations that look for space and have agreed to say so in public, put together from the needs they have published: \
         needs are one organisation's when its name is the same but for case and punctuation. A table: where they are now is \
         not known.";
    const GEOMETRY: GeometryType = GeometryType::Nothing;
    const TIME: Option<&str> = Some("stated_on");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Its key: its name in lower case, words joined by hyphens.", |row| {
            row.key.as_str().into()
        })
        .always(),
        property::<Self>("name", Kind::Text, "", "Its name, as its newest need has it.", |row| {
            row.name.as_str().into()
        })
        .always(),
        property::<Self>("legal_form", slugs!(LegalForm), "", "What it is in law.", |row| {
            row.legal_form.map(LegalForm::slug).into()
        }),
        property::<Self>(
            "organisation_size",
            slugs!(OrganisationSize),
            "",
            "Its yearly income; it plays no part in any score.",
            |row| row.size.map(OrganisationSize::slug).into(),
        ),
        property::<Self>("needs", Kind::Integer, "needs", "How many spaces it is looking for.", |row| row.needs.into())
            .always(),
        property::<Self>(
            "urgent_needs",
            Kind::Integer,
            "needs",
            "For how many of them late is worse than usual.",
            |row| row.urgent.into(),
        )
        .always(),
        property::<Self>("purposes", Kind::Text, "", "Themes of its needs, separated by commas.", |row| {
            Scalar::words(&row.purposes.iter().map(|purpose| purpose.slug()).collect::<Vec<_>>())
        }),
        property::<Self>("space_types", Kind::Text, "", "Kinds of space it looks for, separated by commas.", |row| {
            Scalar::words(&row.space_types.iter().map(|kind| kind.slug()).collect::<Vec<_>>())
        }),
        property::<Self>("boroughs", Kind::Text, "", "The boroughs it looks in, separated by commas.", |row| {
            Scalar::words(&row.boroughs.iter().map(String::as_str).collect::<Vec<_>>())
        }),
        property::<Self>("stated_on", Kind::Date, "", "The day it stated the newest of its needs.", |row| {
            row.stated_on.into()
        }),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<Organisations>);
        &DESCRIBED
    }
}
