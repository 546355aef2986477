//! KML 2.2 for Google Earth: places with typed data, coloured as the other files are.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};

use crate::features::Scalar;
use crate::features::collection::{Column, Kind, Shape};
use crate::publish::format::style::Style;
use crate::publish::format::typed::text_of;
use crate::publish::format::xml::escaped;
use crate::publish::format::{Export, PublishError};

/// Writes the document.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let described = export.features.described();
    let style = Style::of(described);
    let mut out = BufWriter::new(out);
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document id=\"catmap\">\n\
         <name>{}</name>\n<description>{}</description>",
        escaped(&described.title),
        escaped(&export.told_in_lines())
    )?;
    for (number, class) in style.classes.iter().enumerate() {
        style_of(&mut out, &format!("class-{number}"), class.colour)?;
    }
    style_of(&mut out, "otherwise", style.colour)?;
    let schema = escaped(&described.name.replace('-', "_"));
    writeln!(out, "<Schema name=\"{schema}\" id=\"{schema}\">")?;
    for column in &described.columns {
        field(&mut out, column)?;
    }
    writeln!(out, "</Schema>\n<Folder>\n<name>{}</name>", escaped(&described.title))?;
    let name = described.column("name").or_else(|| described.column("title")).unwrap_or(0);
    for index in export.items {
        let value = |column| export.features.value(*index, column);
        let class = style.column.and_then(|column| style.class_of(&value(column)));
        let class = class.map_or_else(|| "otherwise".to_owned(), |number| format!("class-{number}"));
        let title = data(&value(name)).unwrap_or_default();
        writeln!(out, "<Placemark>\n<name>{}</name>\n<styleUrl>#{class}</styleUrl>", escaped(&title))?;
        writeln!(out, "<ExtendedData><SchemaData schemaUrl=\"#{schema}\">")?;
        for (place, column) in described.columns.iter().enumerate() {
            if let Some(text) = data(&value(place)) {
                let (name, text) = (escaped(&column.name), escaped(&text));
                writeln!(out, "<SimpleData name=\"{name}\">{text}</SimpleData>")?;
            }
        }
        writeln!(out, "</SchemaData></ExtendedData>")?;
        out.write_all(geometry(&export.features.shape(*index, export.crs)).as_bytes())?;
        writeln!(out, "</Placemark>")?;
    }
    writeln!(out, "</Folder>\n</Document>\n</kml>")?;
    out.flush()?;
    Ok(())
}

fn style_of(out: &mut impl Write, id: &str, colour: &str) -> std::io::Result<()> {
    // KML puts opacity first, then blue, green, red.
    let part = |at: usize| colour.get(at..at + 2).unwrap_or("00");
    let reversed = format!("{}{}{}", part(5), part(3), part(1));
    writeln!(
        out,
        "<Style id=\"{id}\"><IconStyle><color>ff{reversed}</color></IconStyle>\
         <LineStyle><color>ff{reversed}</color><width>2</width></LineStyle>\
         <PolyStyle><color>b3{reversed}</color></PolyStyle></Style>"
    )
}

fn field(out: &mut impl Write, column: &Column) -> std::io::Result<()> {
    let kind = match column.kind {
        Kind::Text | Kind::Word(_) | Kind::Date => "string",
        // A whole number of KML has 32 bits.
        Kind::Integer | Kind::Number => "double",
        Kind::Boolean => "bool",
    };
    let (name, about) = (escaped(&column.name), escaped(&column.description()));
    writeln!(out, "<SimpleField type=\"{kind}\" name=\"{name}\"><displayName>{about}</displayName></SimpleField>")
}

/// What is not known is left out; what is true or false is 1 or 0, which every reader of KML takes.
fn data(value: &Scalar<'_>) -> Option<String> {
    match value {
        Scalar::Boolean(truth) => Some(if *truth { "1" } else { "0" }.to_owned()),
        _ => text_of(value).map(Cow::into_owned),
    }
}

fn geometry(shape: &Shape<'_>) -> String {
    let mut text = String::new();
    match shape {
        Shape::Nowhere => {}
        Shape::Point(place) => {
            let _ = writeln!(text, "<Point><coordinates>{},{}</coordinates></Point>", place.x, place.y);
        }
        Shape::Lines(lines) => {
            text.push_str("<MultiGeometry>");
            for line in lines.iter() {
                text.push_str("<LineString>");
                coordinates(&mut text, line);
                text.push_str("</LineString>");
            }
            text.push_str("</MultiGeometry>\n");
        }
        Shape::Areas(areas) => {
            text.push_str("<MultiGeometry>");
            for polygon in areas.iter() {
                text.push_str("<Polygon><outerBoundaryIs><LinearRing>");
                coordinates(&mut text, polygon.exterior());
                text.push_str("</LinearRing></outerBoundaryIs>");
                for hole in polygon.interiors() {
                    text.push_str("<innerBoundaryIs><LinearRing>");
                    coordinates(&mut text, hole);
                    text.push_str("</LinearRing></innerBoundaryIs>");
                }
                text.push_str("</Polygon>");
            }
            text.push_str("</MultiGeometry>\n");
        }
    }
    text
}

fn coordinates(text: &mut String, line: &geo::LineString) {
    text.push_str("<coordinates>");
    for (place, corner) in line.coords().enumerate() {
        let blank = if place == 0 { "" } else { " " };
        let _ = write!(text, "{blank}{},{}", corner.x, corner.y);
    }
    text.push_str("</coordinates>");
}
