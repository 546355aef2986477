//! A style as QGIS keeps it (QML), with the headings of columns.

use std::fmt::Write as _;

use crate::features::collection::{Described, GeometryType, Kind};
use crate::publish::format::about::heading;
use crate::publish::format::style::Style;
use crate::publish::format::xml::escaped;

/// The style of a layer.
#[must_use]
pub fn qml(described: &Described, style: &Style) -> String {
    let mut text = String::from(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis version=\"3.22.0\" styleCategories=\"Symbology|Fields|MapTips\">\n",
    );
    renderer(&mut text, described, style);
    text.push_str("  <aliases>\n");
    for (place, column) in described.columns.iter().enumerate() {
        // The key of rows comes before the columns.
        let (index, field, name) = (place + 1, escaped(&column.name), escaped(&heading(column)));
        let _ = writeln!(text, "    <alias index=\"{index}\" field=\"{field}\" name=\"{name}\"/>");
    }
    text.push_str("  </aliases>\n");
    if described.column("name").is_some() {
        text.push_str("  <previewExpression>\"name\"</previewExpression>\n");
    }
    let kind = match described.geometry {
        GeometryType::Nothing | GeometryType::Point => 0,
        GeometryType::MultiLineString => 1,
        GeometryType::MultiPolygon => 2,
    };
    let _ = writeln!(text, "  <layerGeometryType>{kind}</layerGeometryType>\n</qgis>");
    text
}

fn renderer(text: &mut String, described: &Described, style: &Style) {
    let Some(column) = style.column.map(|column| &described.columns[column]) else {
        text.push_str(
            "  <renderer-v2 type=\"singleSymbol\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\">\n",
        );
        text.push_str("    <symbols>\n");
        symbol(text, 0, style.geometry, style.colour);
        text.push_str("    </symbols>\n  </renderer-v2>\n");
        return;
    };
    let _ = writeln!(
        text,
        "  <renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\">",
        escaped(&column.name)
    );
    text.push_str("    <categories>\n");
    let kind = if matches!(column.kind, Kind::Integer) { "long" } else { "string" };
    for (number, class) in style.classes.iter().enumerate() {
        let (value, label) = (escaped(&class.value), escaped(&class.label));
        let _ = writeln!(
            text,
            "      <category render=\"true\" symbol=\"{number}\" value=\"{value}\" type=\"{kind}\" label=\"{label}\"/>"
        );
    }
    let rest = style.classes.len();
    // An empty value is "all other values" to QGIS, what is not known among them.
    let _ = writeln!(
        text,
        "      <category render=\"true\" symbol=\"{rest}\" value=\"\" type=\"string\" label=\"{}\"/>",
        style.otherwise
    );
    text.push_str("    </categories>\n    <symbols>\n");
    for (number, class) in style.classes.iter().enumerate() {
        symbol(text, number, style.geometry, class.colour);
    }
    symbol(text, rest, style.geometry, style.colour);
    text.push_str("    </symbols>\n  </renderer-v2>\n");
}

fn symbol(text: &mut String, number: usize, geometry: GeometryType, colour: &str) {
    let rgba = rgba(colour);
    let (kind, class, alpha) = match geometry {
        GeometryType::Nothing | GeometryType::Point => ("marker", "SimpleMarker", "1"),
        GeometryType::MultiLineString => ("line", "SimpleLine", "1"),
        GeometryType::MultiPolygon => ("fill", "SimpleFill", "0.8"),
    };
    let options: &[(&str, &str)] = match geometry {
        GeometryType::Nothing | GeometryType::Point => &[
            ("color", &rgba),
            ("name", "circle"),
            ("outline_color", "255,255,255,255"),
            ("outline_style", "solid"),
            ("outline_width", "0.3"),
            ("outline_width_unit", "MM"),
            ("size", "2.6"),
            ("size_unit", "MM"),
        ],
        GeometryType::MultiLineString => {
            &[("line_color", &rgba), ("line_style", "solid"), ("line_width", "0.4"), ("line_width_unit", "MM")]
        }
        GeometryType::MultiPolygon => &[
            ("color", &rgba),
            ("style", "solid"),
            ("outline_color", "110,115,120,255"),
            ("outline_style", "solid"),
            ("outline_width", "0.1"),
            ("outline_width_unit", "MM"),
        ],
    };
    let _ = writeln!(
        text,
        "      <symbol type=\"{kind}\" name=\"{number}\" alpha=\"{alpha}\" clip_to_extent=\"1\" force_rhr=\"0\">\n\
         \x20       <layer class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\">\n\
         \x20         <Option type=\"Map\">"
    );
    for (name, value) in options {
        let _ = writeln!(text, "            <Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>");
    }
    text.push_str("          </Option>\n");
    // QGIS before 3.18 reads these.
    for (name, value) in options {
        let _ = writeln!(text, "          <prop k=\"{name}\" v=\"{value}\"/>");
    }
    text.push_str("        </layer>\n      </symbol>\n");
}

/// `#2f6496` as `47,100,150,255`.
fn rgba(colour: &str) -> String {
    let part = |at: usize| colour.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok()).unwrap_or(0);
    format!("{},{},{},255", part(1), part(3), part(5))
}
