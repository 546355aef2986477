//! What a GeoPackage says of itself: for programs as JSON, for QGIS in the form of its own layer metadata.

use time::macros::format_description;

use crate::publish::format::geopackage::database::{Database, Value};
use crate::publish::format::geopackage::tables::Table;
use crate::publish::format::xml::escaped;
use crate::publish::format::{Export, PublishError, systems};

/// The time of the data as GeoPackage writes it: `2026-11-22T09:00:00.000Z`.
#[must_use]
pub fn instant(export: &Export<'_>) -> String {
    let written = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    export.about.as_at.to_offset(time::UtcOffset::UTC).format(written).unwrap_or_default()
}

/// Writes both.
///
/// # Errors
/// When the disk is full or broken.
pub async fn write(database: &mut Database, table: &Table, export: &Export<'_>) -> Result<(), PublishError> {
    let documents = [
        ("http://www.geopackage.org/", "application/json", export.to_json().to_string()),
        ("http://mrcc.com/qgis.dtd", "text/xml", of_qgis(export)),
    ];
    for (number, (standard, media, text)) in (1..).zip(documents) {
        let row = vec![
            Value::Whole(number),
            Value::Text("dataset".to_owned()),
            Value::Text(standard.to_owned()),
            Value::Text(media.to_owned()),
            Value::Text(text),
        ];
        let columns = ["id", "md_scope", "md_standard_uri", "mime_type", "metadata"];
        database.insert("gpkg_metadata", &columns, std::iter::once(row)).await?;
        let row = vec![
            Value::Text("table".to_owned()),
            Value::Text(table.name.clone()),
            Value::Text(instant(export)),
            Value::Whole(number),
        ];
        let columns = ["reference_scope", "table_name", "timestamp", "md_file_id"];
        database.insert("gpkg_metadata_reference", &columns, std::iter::once(row)).await?;
    }
    Ok(())
}

/// Layer metadata of QGIS (its `qgis-resource-metadata.xsd`).
fn of_qgis(export: &Export<'_>) -> String {
    let described = export.features.described();
    let about = export.about;
    let licences: Vec<String> = about
        .sources
        .iter()
        .filter_map(|source| source.licence.as_ref())
        .map(|licence| format!("  <license>{}</license>\n", escaped(licence)))
        .collect();
    let mut licences = licences;
    licences.sort_unstable();
    licences.dedup();
    let link = about.address.as_ref().map_or(String::new(), |address| {
        format!("    <link type=\"WWW:LINK\" name=\"catmap\" url=\"{}\" description=\"\" format=\"\" mimeType=\"\" size=\"\"/>\n", escaped(address))
    });
    let identifier = about.address.clone().unwrap_or_else(|| described.name.to_string());
    let crs = format!(
        "  <crs>\n    <spatialrefsys nativeFormat=\"Wkt\"><wkt>{}</wkt><authid>EPSG:{}</authid></spatialrefsys>\n  </crs>\n",
        escaped(systems::wkt(export.crs)),
        export.crs.epsg()
    );
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\">\n\
         \x20 <identifier>{}</identifier>\n  <parentidentifier></parentidentifier>\n  <language>ENG</language>\n\
         \x20 <type>dataset</type>\n  <title>{}</title>\n  <abstract>{}</abstract>\n  <links>\n{link}  </links>\n\
         \x20 <history>State of the data: {}</history>\n  <fees></fees>\n{}  <rights>{}</rights>\n  <encoding>UTF-8</encoding>\n\
         {crs}</qgis>\n",
        escaped(&identifier),
        escaped(&described.title),
        escaped(&export.told_in_lines()),
        about.time(),
        licences.concat(),
        escaped(&about.attribution()),
    )
}
