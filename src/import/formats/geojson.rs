//! Features of a register as rows: properties are columns in the order of their first appearance, and the last column is
//! the shape as text (WKT) in degrees.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Read;

use serde_json::Value;

use super::Fault;
use super::geometry::{GEOMETRY, ReferenceSystem, wkt};
use super::limits::MOST_COLUMNS;
use super::spool::{Spool, SpoolWriter};
use crate::domain::imported::FileKind;
use crate::import::detect::{self, Wanted};
use crate::import::error::ReadError;
use crate::import::records::Record;
use crate::import::{Options, boundaries, features};

/// Outlines of areas are large, so that not all of them are read to tell that they are no register.
const FEATURES_LOOKED_AT: u64 = 50;

/// A text that seems to break off once it is known what it is.
struct Until<'s, R> {
    reader: R,
    stop: &'s Cell<bool>,
}

impl<R: Read> Read for Until<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.stop.get() { Ok(0) } else { self.reader.read(buffer) }
    }
}

/// The rows, when the features are not outlines of areas. `open` gives the text from its start each time.
pub(in crate::import) fn rows<R: Read>(
    open: &dyn Fn() -> std::io::Result<R>,
    options: &Options,
    name: &str,
) -> Result<Option<Spool>, ReadError> {
    if options.kind == Some(FileKind::Boundaries) {
        return Ok(None);
    }
    let wanted = Wanted::of(options);
    let faulty = |fault: Fault| fault.of(name);
    let reader = || open().map_err(|error| faulty(Fault::Io(error)));
    let mut columns = Columns::default();
    let areas = Cell::new(false);
    let mut take = |number: u64, feature: &Value| {
        columns.take(feature);
        if options.kind.is_none() && number == FEATURES_LOOKED_AT && columns.fit(wanted, name).is_err() {
            areas.set(true);
        }
    };
    // What is not whole JSON is refused by whoever reads the features in earnest.
    let Ok(document) = features::stream(Until { reader: reader()?, stop: &areas }, &mut take) else { return Ok(None) };
    if !document.has_features {
        return Ok(None);
    }
    if columns.order.len() >= MOST_COLUMNS {
        return Err(faulty(Fault::ManyColumns(1)));
    }
    let header = columns.header();
    if let Err(error) = columns.fit(wanted, name) {
        return if options.kind.is_some() { Err(error) } else { Ok(None) };
    }
    let system = ReferenceSystem::of_geojson(document.reference_system.as_deref()).map_err(faulty)?;
    let mut spool = SpoolWriter::new().map_err(faulty)?;
    spool.write(&header).map_err(faulty)?;
    let mut wrong = None;
    let mut row = |number: u64, feature: &Value| {
        if wrong.is_some() {
            return;
        }
        let record = columns.row(number, feature, system);
        wrong = record.and_then(|record| spool.write(&record)).err();
    };
    features::stream(reader()?, &mut row).map_err(|error| faulty(Fault::Broken(error.to_string())))?;
    match wrong {
        Some(fault) => Err(faulty(fault)),
        None => spool.finish().map(Some).map_err(faulty),
    }
}

/// The names of properties, in the order in which they first appear.
#[derive(Default)]
struct Columns {
    order: Vec<String>,
    places: HashMap<String, usize>,
}

impl Columns {
    fn header(&self) -> Record {
        Record::from_cells(0, self.order.iter().map(String::as_str).chain([GEOMETRY]))
    }

    /// Refuses features whose properties are those of areas, or of nothing that is wanted.
    fn fit(&self, wanted: Wanted, name: &str) -> Result<(), ReadError> {
        let or_register = wanted.or_register && !boundaries::are_properties(&self.order);
        detect::table(&[&self.header()], Wanted { or_register, ..wanted }, name).map(|_| ())
    }

    fn take(&mut self, feature: &Value) {
        let Some(properties) = feature.get("properties").and_then(Value::as_object) else { return };
        for name in properties.keys() {
            if self.order.len() < MOST_COLUMNS && !self.places.contains_key(name) {
                self.places.insert(name.clone(), self.order.len());
                self.order.push(name.clone());
            }
        }
    }

    fn row(&self, number: u64, feature: &Value, system: ReferenceSystem) -> Result<Record, Fault> {
        let mut cells = vec![String::new(); self.order.len()];
        if let Some(properties) = feature.get("properties").and_then(Value::as_object) {
            for (name, value) in properties {
                if let Some(cell) = self.places.get(name).and_then(|&place| cells.get_mut(place)) {
                    *cell = match value {
                        Value::Null => String::new(),
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    };
                }
            }
        }
        let shape = match feature.get("geometry") {
            None | Some(Value::Null) => String::new(),
            Some(value) => {
                let broken = || {
                    Fault::Broken(format!(
                        "feature {number} has a shape that is none; draw it again or leave it out, then save the file anew"
                    ))
                };
                let shape: geojson::Geometry = serde_json::from_value(value.clone()).map_err(|_| broken())?;
                wkt(&geo::Geometry::<f64>::try_from(shape).map_err(|_| broken())?, system, number)?
            }
        };
        cells.push(shape);
        Ok(Record::from_cells(number, cells.iter().map(String::as_str)))
    }
}
