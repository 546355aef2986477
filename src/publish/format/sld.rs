//! A style as OGC's Styled Layer Descriptor 1.0 has it, for programs that do not know QGIS's.

use std::fmt::Write as _;

use crate::features::collection::{Described, GeometryType};
use crate::publish::format::style::Style;
use crate::publish::format::xml::escaped;

/// The style of a layer.
#[must_use]
pub fn sld(described: &Described, style: &Style) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\" \
         xmlns:ogc=\"http://www.opengis.net/ogc\">\n  <NamedLayer>\n    <Name>{}</Name>\n    <UserStyle>\n\
         \x20     <Title>{}</Title>\n      <FeatureTypeStyle>\n",
        escaped(&described.name),
        escaped(&style.title)
    );
    if let Some(column) = style.column.map(|column| &described.columns[column]) {
        for class in &style.classes {
            let filter = format!(
                "<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>{}</ogc:PropertyName><ogc:Literal>{}</ogc:Literal>\
                 </ogc:PropertyIsEqualTo></ogc:Filter>",
                escaped(&column.name),
                escaped(&class.value)
            );
            rule(&mut text, &class.label, &filter, style.geometry, class.colour);
        }
        rule(&mut text, style.otherwise, "<ElseFilter/>", style.geometry, style.colour);
    } else {
        rule(&mut text, style.otherwise, "", style.geometry, style.colour);
    }
    text.push_str("      </FeatureTypeStyle>\n    </UserStyle>\n  </NamedLayer>\n</StyledLayerDescriptor>\n");
    text
}

fn rule(text: &mut String, label: &str, filter: &str, geometry: GeometryType, colour: &str) {
    let fill = format!("<Fill><CssParameter name=\"fill\">{colour}</CssParameter></Fill>");
    let stroke = |colour: &str, width: &str| {
        format!(
            "<Stroke><CssParameter name=\"stroke\">{colour}</CssParameter>\
             <CssParameter name=\"stroke-width\">{width}</CssParameter></Stroke>"
        )
    };
    let symbol = match geometry {
        GeometryType::Nothing | GeometryType::Point => format!(
            "<PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName>{fill}{}</Mark><Size>9</Size></Graphic>\
             </PointSymbolizer>",
            stroke("#ffffff", "1")
        ),
        GeometryType::MultiLineString => format!("<LineSymbolizer>{}</LineSymbolizer>", stroke(colour, "1.5")),
        GeometryType::MultiPolygon => {
            format!("<PolygonSymbolizer>{fill}{}</PolygonSymbolizer>", stroke("#6e7378", "0.4"))
        }
    };
    let _ = writeln!(text, "        <Rule><Title>{}</Title>{filter}{symbol}</Rule>", escaped(label));
}
