//! The properties of a source: the lists that everything shown was read from.

use std::sync::LazyLock;

use crate::domain::source::Source;
use crate::features::collection::{Described, GeometryType, Kind};
use crate::features::scalar::Scalar;
use crate::features::table::{Collection, Property, property};

/// Where everything comes from.
pub struct Sources;

/// A source and what it gave.
#[derive(Clone, Copy, Debug)]
pub struct SourceRow<'a> {
    /// The source.
    pub source: &'a Source,
    /// The kinds of file it gave, each once.
    pub kinds: &'a [&'static str],
    /// Rows it gave, of official area data.
    pub rows: Option<u64>,
}

impl Collection for Sources {
    type Row<'a> = SourceRow<'a>;

    const NAME: &'static str = "sources";
    const TITLE: &'static str = "Sources";
    const ABOUT: &'static str = "The published lists that everything shown was read from, each with its publisher, licence and date. Other collections \
         name them by their key. A table: sources are nowhere.";
    const GEOMETRY: GeometryType = GeometryType::Nothing;
    const TIME: Option<&str> = Some("as_at");
    const PROPERTIES: &'static [Property<Self>] = &[
        property::<Self>("id", Kind::Text, "", "Its key.", |row| (&*row.source.id.0).into()).always(),
        property::<Self>("title", Kind::Text, "", "What it is called.", |row| row.source.title.as_str().into())
            .always(),
        property::<Self>("publisher", Kind::Text, "", "Who publishes it.", |row| row.source.publisher.as_str().into())
            .always(),
        property::<Self>("licence", Kind::Text, "", "On what terms it may be used, as far as it says.", |row| {
            row.source.licence.as_deref().into()
        }),
        property::<Self>("as_at", Kind::Date, "", "The day it gives itself.", |row| row.source.as_at.into()),
        property::<Self>("file_name", Kind::Text, "", "The name of the file it was read from.", |row| {
            row.source.file_name.as_str().into()
        })
        .always(),
        property::<Self>("kinds", Kind::Text, "", "What kinds of file it gave, separated by commas.", |row| {
            Scalar::words(row.kinds)
        }),
        property::<Self>(
            "rows",
            Kind::Integer,
            "rows",
            "Rows it gave that were not held before; only told of official figures and outlines of areas.",
            |row| row.rows.and_then(|rows| i64::try_from(rows).ok()).map(Scalar::Integer).into(),
        ),
        property::<Self>("fictional", Kind::Boolean, "", "Whether it was made up.", |row| row.source.fictional.into())
            .always(),
    ];

    fn described() -> &'static Described {
        static DESCRIBED: LazyLock<Described> = LazyLock::new(Described::of::<Sources>);
        &DESCRIBED
    }
}
