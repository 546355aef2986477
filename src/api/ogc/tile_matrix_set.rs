//! `/tileMatrixSets`: the one tiling there is, WebMercatorQuad (OGC 17-083r4, annex D.1).

use serde_json::{Value, json};

use crate::api::call::{Answer, Call};
use crate::api::problem::Problem;
use crate::publish::tile::CLOSEST_ZOOM;

/// Its name.
pub const NAME: &str = "WebMercatorQuad";

/// Its address in the register of tilings.
pub const URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";

const CRS: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
const EDGE_M: f64 = 20_037_508.342_789_25;
/// Metres a pixel at zoom 0, and the scale with pixels of 0.28 mm.
const CELL_M: f64 = 156_543.033_928_041;
const SCALE: f64 = 559_082_264.028_717_6;

/// All tilings.
///
/// # Errors
/// When it cannot be written.
pub fn all(call: &Call) -> Result<Answer, Problem> {
    let link = call.link("self", &format!("/tileMatrixSets/{NAME}"), "application/json", NAME);
    call.document(
        "Tilings",
        &json!({ "tileMatrixSets": [{ "id": NAME, "title": "Google Maps compatible", "uri": URI, "links": [link] }] }),
    )
}

/// What WebMercatorQuad is.
///
/// # Errors
/// When it cannot be written.
pub fn web_mercator_quad(call: &Call) -> Result<Answer, Problem> {
    let matrices: Vec<Value> = (0..=CLOSEST_ZOOM)
        .map(|zoom| {
            let across = 1_u32 << zoom;
            json!({
                "id": zoom.to_string(),
                "scaleDenominator": SCALE / f64::from(across),
                "cellSize": CELL_M / f64::from(across),
                "cornerOfOrigin": "topLeft",
                "pointOfOrigin": [-EDGE_M, EDGE_M],
                "tileWidth": 256, "tileHeight": 256,
                "matrixWidth": across, "matrixHeight": across,
            })
        })
        .collect();
    let document = json!({
        "id": NAME, "title": "Google Maps compatible", "uri": URI, "crs": CRS,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": matrices,
    });
    call.document(NAME, &document)
}
