//! The collections of features on the map, as OGC API - Features and its parts say.

use crate::api::ogc;
use crate::api::params::{COLLECTION, CRS, FORMAT, ID, ITEMS, SUMMARY};
use crate::api::routes::{DOCUMENT, Handler, Route, get};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        offers: DOCUMENT,
        schema: Some("Collections"),
        ..get(
            Rule::Anybody,
            "/collections",
            "getCollections",
            "map",
            "All collections",
            Handler::Data(ogc::collections::all),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: DOCUMENT,
        schema: Some("Collection"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}",
            "getCollection",
            "map",
            "A collection",
            Handler::Data(ogc::collections::one),
        )
    },
    Route {
        about: "In order of key. Filters add up; several values of one filter, separated by commas, are alternatives. \
                A file (gpkg, fgb, parquet, csv, xlsx, geojson, geojsonseq, kml) holds all that match unless limit is given, \
                and can be fetched in part (Range); gpkg, fgb and parquet are on the British National Grid unless crs is given.",
        parameters: ITEMS,
        open: true,
        offers: ogc::items::FEATURES,
        schema: Some("FeatureCollection"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}/items",
            "getItems",
            "map",
            "A page of features",
            Handler::Data(ogc::items::page),
        )
    },
    Route {
        about: "Takes what filters items, and counts the same features. What is not known is counted as not known.",
        parameters: SUMMARY,
        open: true,
        schema: Some("Summary"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}/summary",
            "getSummary",
            "map",
            "What features come to",
            Handler::Data(ogc::summary::of),
        )
    },
    Route {
        parameters: &[&COLLECTION, &ID, &CRS, &FORMAT],
        offers: ogc::items::FEATURE,
        schema: Some("Feature"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}/items/{id}",
            "getItem",
            "map",
            "One feature",
            Handler::Data(ogc::items::one),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: ogc::schemas::SCHEMA,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/queryables",
            "getQueryables",
            "map",
            "What can be filtered by",
            Handler::Data(ogc::schemas::queryables),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: ogc::schemas::SCHEMA,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/sortables",
            "getSortables",
            "map",
            "What can be sorted by",
            Handler::Data(ogc::schemas::sortables),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: ogc::schemas::SCHEMA,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/schema",
            "getSchema",
            "map",
            "What a feature is made of",
            Handler::Data(ogc::schemas::schema),
        )
    },
];
