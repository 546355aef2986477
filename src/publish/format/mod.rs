//! Features as files: one list of formats, one way to write any collection in any of them.
//!
//! | file | what it decides |
//! |---|---|
//! | [`about`] | what every file says of itself: what was asked, when, from which sources under which licences |
//! | [`csv`], [`xlsx`] | tables, with the place in four columns ([`place_columns`]) |
//! | [`csvw`] | what a CSV file has no room to say, as W3C's "CSV on the Web" says it beside the file |
//! | [`geojson_file`] | GeoJSON as one document, and as a sequence with a feature a line |
//! | [`geopackage`] | a GeoPackage: index, styles, titles of columns, metadata |
//! | [`fgb`] | FlatGeobuf with its index |
//! | [`geoparquet`] | GeoParquet |
//! | [`kml`] | KML with typed data |
//! | [`style`] | the one choice of colours, written as QML, SLD ([`qml`], [`sld`]) and KML styles |
//! | [`mod@typed`] | values in the types of their columns |
//! | [`shapes`], [`systems`] | shapes as WKB and boxes; coordinate systems as WKT and PROJJSON |
//!
//! The same features, the same question and the same state of the data give the same bytes: nothing here reads a clock or
//! draws lots. A file holds exactly the features it is given, in that order where the format has one, those that are
//! nowhere included; nothing is cut. Coordinates are those of [`Features::shape`], which are those of every answer.
//!
//! Nothing here chooses features, decides who may see them, or keeps files: that is done before and after.
//!
//! To add a format: a file with a `write`, a variant of [`Format`], and a row in each `match` of this file.

pub mod about;
mod csv;
mod csvw;
mod fgb;
mod geojson_file;
mod geopackage;
mod geoparquet;
mod kml;
mod place_columns;
mod qml;
mod shapes;
mod sld;
mod style;
mod systems;
mod typed;
mod xlsx;
mod xml;

use std::fs::File;

use thiserror::Error;
use time::Date;

use crate::features::{Crs, Features, Scalar};
use crate::publish::format::typed::typed;

pub use about::About;

/// A format that features are written to files in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// An SQLite database with layers, for desktop GIS.
    GeoPackage,
    /// One indexed layer, made to be read in part over the network.
    FlatGeobuf,
    /// A table by columns, for data science.
    GeoParquet,
    /// A table for any program.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// One GeoJSON document.
    GeoJson,
    /// GeoJSON, a feature a line.
    GeoJsonSeq,
    /// For Google Earth.
    Kml,
    /// What a CSV file of the same features holds and where it is from; it has no features itself.
    CsvMetadata,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::GeoPackage,
        Self::FlatGeobuf,
        Self::GeoParquet,
        Self::Csv,
        Self::Xlsx,
        Self::GeoJson,
        Self::GeoJsonSeq,
        Self::Kml,
        Self::CsvMetadata,
    ];

    /// Its short name: that of `f=` and of `--format`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::GeoPackage => "gpkg",
            Self::FlatGeobuf => "fgb",
            Self::GeoParquet => "parquet",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
            Self::GeoJsonSeq => "geojsonseq",
            Self::Kml => "kml",
            Self::CsvMetadata => "csvm",
        }
    }

    /// The one with this short name.
    #[must_use]
    pub fn named(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.slug() == slug)
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::GeoPackage => "GeoPackage",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::GeoParquet => "GeoParquet",
            Self::Csv => "CSV",
            Self::Xlsx => "Excel workbook",
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonSeq => "GeoJSON, a feature a line",
            Self::Kml => "KML",
            Self::CsvMetadata => "What the CSV file holds",
        }
    }

    /// The one whose media type is written so, letter by letter.
    #[must_use]
    pub fn of_media(media: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.media() == media)
    }

    /// Whether it is text, and so worth compressing on its way. The others are kept as files and fetched in part, where a
    /// known length is worth more; two of them are compressed already.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::GeoJson | Self::GeoJsonSeq | Self::Kml | Self::CsvMetadata)
    }

    /// Its media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::GeoPackage => "application/geopackage+sqlite3",
            Self::FlatGeobuf => "application/flatgeobuf",
            Self::GeoParquet => "application/vnd.apache.parquet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            // With its charset, to tell the whole file from a page of the same type.
            Self::GeoJson => "application/geo+json; charset=utf-8",
            Self::GeoJsonSeq => "application/geo+json-seq",
            Self::Kml => "application/vnd.google-earth.kml+xml",
            Self::CsvMetadata => "application/csvm+json",
        }
    }

    /// How the name of its files ends.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::GeoJsonSeq => "geojsons",
            Self::CsvMetadata => "csv-metadata.json",
            _ => self.slug(),
        }
    }

    /// The name of a file of this collection in its state of a day: `catmap-assets-2026-11-22.gpkg`.
    #[must_use]
    pub fn file_name(self, collection: &str, day: Date) -> String {
        format!("catmap-{collection}-{day}.{}", self.extension())
    }

    /// The coordinate systems it can be written in, the usual one first. GeoJSON (RFC 7946) and KML know degrees only;
    /// tables give easting and northing beside longitude and latitude whichever of these is asked for.
    #[must_use]
    pub const fn systems(self) -> &'static [Crs] {
        match self {
            Self::GeoPackage | Self::FlatGeobuf | Self::GeoParquet => {
                &[Crs::Epsg27700, Crs::Crs84, Crs::Epsg4326, Crs::Epsg4258, Crs::Epsg3857]
            }
            Self::Csv | Self::Xlsx | Self::CsvMetadata => &[Crs::Epsg27700, Crs::Crs84, Crs::Epsg4326, Crs::Epsg4258],
            Self::GeoJson | Self::GeoJsonSeq | Self::Kml => &[Crs::Crs84],
        }
    }

    /// Why it cannot be written in a system, in a sentence without a full stop; `None` when it can.
    #[must_use]
    pub fn refuses(self, crs: Crs) -> Option<String> {
        if self.systems().contains(&crs) {
            return None;
        }
        let possible: Vec<String> = self.systems().iter().map(|crs| crs.short()).collect();
        Some(format!(
            "{} cannot be written in {}; leave the coordinate system out, or ask for {}",
            self.title(),
            crs.short(),
            possible.join(", ")
        ))
    }
}

/// What is written to a file.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The collection.
    pub features: &'a dyn Features,
    /// The numbers of the features, in the order they are written in.
    pub items: &'a [usize],
    /// The system of their coordinates.
    pub crs: Crs,
    /// What the file says of itself.
    pub about: &'a About,
}

impl Export<'_> {
    /// The values of a feature in the types of their columns, in order.
    fn typed_values(&self, index: usize, each: &mut dyn FnMut(Scalar<'_>)) {
        let mut columns = self.features.described().columns.iter();
        self.features.values(index, &mut |value| {
            if let Some(column) = columns.next() {
                each(typed(value, column.kind));
            }
        });
    }
}

/// Why a file could not be written.
#[derive(Debug, Error)]
pub enum PublishError {
    /// The format cannot hold so much; the sentence says which can.
    #[error("{0}")]
    TooMuch(String),
    /// The disk is full or broken.
    #[error("the file cannot be written: {0}")]
    Disk(#[from] std::io::Error),
    /// A library refused; a fault of ours.
    #[error("the file cannot be made: {0}")]
    Library(String),
}

impl PublishError {
    /// What a library said.
    fn library(error: impl std::fmt::Display) -> Self {
        Self::Library(error.to_string())
    }
}

/// Writes a file.
///
/// # Errors
/// [`PublishError`].
pub fn write(format: Format, export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    match format {
        Format::GeoPackage => geopackage::write(export, out),
        Format::FlatGeobuf => fgb::write(export, out),
        Format::GeoParquet => geoparquet::write(export, out),
        Format::Csv => csv::write(export, out),
        Format::Xlsx => xlsx::write(export, out),
        Format::GeoJson => geojson_file::write(export, out),
        Format::GeoJsonSeq => geojson_file::write_sequence(export, out),
        Format::Kml => kml::write(export, out),
        Format::CsvMetadata => csvw::write(export, out),
    }
}
