//! Context layers: every edition of each is kept; the last act of a name that was not undone decides what is shown.

use std::collections::BTreeMap;

use geo::Geometry;
use geozero::wkb::Wkb;
use geozero::{CoordDimensions, ToGeo, ToWkb};
use serde_json::Value;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use crate::domain::layer::{
    ContextLayer, LayerAbout, LayerAct, LayerColumn, LayerEdition, LayerFeature, LayerKind, LayerName, LayerValue,
};
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::changes::{ChangeLog, readable};
use crate::store::error::StoreError;
use crate::store::transaction::{Appending, Transaction, appending};

use CellType::{Bytes, Integer, Moment, Text};

/// Features written at a time.
const BATCH: usize = 2_000;

const FEATURES: Appending = appending!("layer_features", " (edition, place, feature_key, attributes, shape)");

impl Store {
    /// Takes a layer in, in the place of what its name showed before; gives the number of the edition, or `None` when the
    /// name shows just this already.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written; nothing is then.
    pub async fn take_layer(
        &self,
        layer: &ContextLayer,
        by: &str,
        at: OffsetDateTime,
    ) -> Result<Option<i64>, StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        let before = shown(&mut transaction).await?.into_iter().find(|edition| edition.about.name == layer.about.name);
        if before.as_ref().is_some_and(|before| before.about == layer.about) {
            return Ok(None);
        }
        let number = write_edition(&mut transaction, LayerAct::Import, &layer.about, (by, at), before).await?;
        for (at, features) in (0..).step_by(BATCH).zip(layer.features.chunks(BATCH)) {
            let rows: Result<Vec<_>, StoreError> =
                (at..).zip(features).map(|(place, feature)| feature_cells(number, place, feature)).collect();
            transaction.append(&FEATURES, &rows?).await?;
        }
        transaction.commit().await?;
        Ok(Some(number))
    }

    /// Takes a layer away; gives the number of the edition.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when no layer of this name is shown; else as the database fails.
    pub async fn remove_layer(&self, name: &LayerName, by: &str, at: OffsetDateTime) -> Result<i64, StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        let before = shown(&mut transaction).await?.into_iter().find(|edition| edition.about.name == *name);
        let Some(before) = before else { return Err(conflict(format!("There is no layer \"{name}\"."))) };
        let about = before.about.clone();
        let number = write_edition(&mut transaction, LayerAct::Removal, &about, (by, at), Some(before)).await?;
        transaction.commit().await?;
        Ok(number)
    }

    /// Undoes one act on a layer: its name shows what it showed before.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was undone already, or something was done with the layer since; else as the
    /// database fails.
    pub async fn undo_layer(&self, number: i64, by: &str, at: OffsetDateTime) -> Result<LayerEdition, StoreError> {
        const MARK: &str = "UPDATE layer_editions SET undone_by = $2, undone_at = $3 WHERE edition = $1";
        let mut transaction = self.pool.begin_write().await?;
        let all = editions(&mut transaction).await?;
        let Some(edition) = all.iter().find(|edition| edition.number == number) else {
            return Err(conflict(format!("There is no edition {number} of any layer.")));
        };
        if edition.undone {
            return Err(conflict(format!("Edition {number} was undone already.")));
        }
        let standing = |other: &&LayerEdition| !other.undone && other.about.name == edition.about.name;
        if let Some(later) = all.iter().filter(standing).find(|other| other.number > number) {
            return Err(conflict(format!(
                "The layer \"{}\" was {} later, as edition {}. Undo that first.",
                edition.about.name,
                later.act.label(),
                later.number
            )));
        }
        let before = all.iter().filter(standing).rfind(|other| other.number < number);
        let mut changes = ChangeLog::begin(&mut transaction, None, by, at).await?.undoing();
        let (key, shown) = (edition.about.name.to_string(), |one: &LayerEdition| one.act == LayerAct::Import);
        let now = Some(edition).filter(|one| shown(one)).map(|one| json(&one.about)).transpose()?;
        changes.note("layers", key, now, before.filter(|one| shown(one)).map(|one| json(&one.about)).transpose()?);
        changes.write(&mut transaction).await?;
        let by = readable(by);
        transaction.run(MARK, &[Cell::integer(number), Cell::text(&by), Cell::moment(at)]).await?;
        transaction.commit().await?;
        Ok(LayerEdition { undone: true, ..edition.clone() })
    }

    /// Every act on every layer, in the order in which they were done.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn layer_editions(&self) -> Result<Vec<LayerEdition>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let found = editions(&mut reading).await?;
        reading.commit().await?;
        Ok(found)
    }
}

/// The layers that are shown, in the order of their names, without their features.
pub(super) async fn shown(reading: &mut Transaction) -> Result<Vec<LayerEdition>, StoreError> {
    let mut last: BTreeMap<LayerName, LayerEdition> = BTreeMap::new();
    for edition in editions(reading).await?.into_iter().filter(|edition| !edition.undone) {
        last.insert(edition.about.name.clone(), edition);
    }
    Ok(last.into_values().filter(|edition| edition.act == LayerAct::Import).collect())
}

/// The layers that are shown, with their features.
pub(super) async fn all(reading: &mut Transaction) -> Result<Vec<ContextLayer>, StoreError> {
    const FEATURES_OF: &str =
        "SELECT feature_key, attributes, shape FROM layer_features WHERE edition = $1 ORDER BY place";
    let mut layers = Vec::new();
    for LayerEdition { number, about, .. } in shown(reading).await? {
        let mut features = Vec::new();
        reading
            .read(FEATURES_OF, &[Cell::integer(number)], &[Text, Text, Bytes], |row| {
                let feature = read_feature(&mut Cells::new(row), &about.columns);
                features.push(feature.map_err(|unreadable| StoreError::corrupt("layer_features", unreadable))?);
                Ok(())
            })
            .await?;
        if features.len() as u64 != about.features {
            let missing = format!("layer {} has {} features, not {}", about.name, features.len(), about.features);
            return Err(StoreError::corrupt("layer_features", Unreadable(missing)));
        }
        layers.push(ContextLayer { about, features });
    }
    Ok(layers)
}

async fn editions(reading: &mut Transaction) -> Result<Vec<LayerEdition>, StoreError> {
    const ALL: &str = "SELECT edition, act, about, done_by, done_at, undone_at FROM layer_editions ORDER BY edition";
    let mut found = Vec::new();
    let read = |cells: &mut Cells| -> Result<LayerEdition, Unreadable> {
        Ok(LayerEdition {
            number: cells.integer()?,
            act: cells.word(LayerAct::from_slug)?,
            about: cells.json()?,
            by: cells.text()?,
            at: cells.moment()?,
            undone: cells.moment_option()?.is_some(),
        })
    };
    reading
        .read(ALL, &[], &[Integer, Text, Text, Text, Moment, Moment], |row| {
            let edition = read(&mut Cells::new(row));
            found.push(edition.map_err(|unreadable| StoreError::corrupt("layer_editions", unreadable))?);
            Ok(())
        })
        .await?;
    Ok(found)
}

async fn write_edition(
    transaction: &mut Transaction,
    act: LayerAct,
    about: &LayerAbout,
    (by, at): (&str, OffsetDateTime),
    before: Option<LayerEdition>,
) -> Result<i64, StoreError> {
    const INSERT: &str = "INSERT INTO layer_editions (edition, name, act, about, done_by, done_at) ";
    let number = transaction.number("SELECT COALESCE(MAX(edition), 0) FROM layer_editions").await? + 1;
    let (written, by) = (json(about)?, readable(by));
    let mut changes = ChangeLog::begin(transaction, None, &by, at).await?;
    let before = before.map(|before| json(&before.about)).transpose()?;
    let after = (act == LayerAct::Import).then(|| written.clone());
    changes.note("layers", about.name.to_string(), before, after);
    changes.write(transaction).await?;
    let row = vec![
        Cell::integer(number),
        Cell::text(about.name.as_str()),
        Cell::text(act.slug()),
        Cell::text(&written),
        Cell::text(&by),
        Cell::moment(at),
    ];
    transaction.write(INSERT, &[row], "").await?;
    Ok(number)
}

fn json(about: &LayerAbout) -> Result<String, StoreError> {
    // JSON writes a NUL as an escape, which both databases keep.
    serde_json::to_string(about).map_err(|error| conflict(format!("It cannot be written as JSON: {error}.")))
}

fn conflict(reason: String) -> StoreError {
    StoreError::Conflict { reason, source: None }
}

fn feature_cells(edition: i64, place: i64, feature: &LayerFeature) -> Result<Vec<Cell<'_>>, StoreError> {
    let attributes: Vec<Value> = feature
        .values
        .iter()
        .map(|value| match value {
            None => Value::Null,
            Some(LayerValue::Text(text)) => Value::from(text.as_str()),
            Some(LayerValue::Integer(number)) => Value::from(*number),
            Some(LayerValue::Number(number)) => Value::from(*number),
            Some(LayerValue::Boolean(truth)) => Value::from(*truth),
            Some(LayerValue::Date(day)) => Value::from(day.to_string()),
        })
        .collect();
    let wkb = feature.shape.as_ref().map(|shape| shape.to_wkb(CoordDimensions::xy())).transpose();
    let wkb = wkb.map_err(|error| conflict(format!("A shape cannot be written as well-known binary: {error}.")))?;
    let cells = vec![
        Cell::integer(edition),
        Cell::integer(place),
        Cell::text(&feature.key),
        Cell::Text(Some(Value::from(attributes).to_string().into())),
        Cell::Bytes(wkb),
    ];
    match cells.iter().find_map(Cell::refusal) {
        Some(reason) => Err(conflict(reason.to_owned())),
        None => Ok(cells),
    }
}

fn read_feature(cells: &mut Cells, columns: &[LayerColumn]) -> Result<LayerFeature, Unreadable> {
    let (key, attributes): (String, Vec<Value>) = (cells.text()?, cells.json()?);
    let shape = cells.bytes_option()?.map(|bytes| Wkb(bytes).to_geo()).transpose()?;
    let shape = shape.map(|shape| match shape {
        Geometry::LineString(line) => Geometry::from(geo::MultiLineString(vec![line])),
        Geometry::Polygon(area) => Geometry::from(geo::MultiPolygon(vec![area])),
        other => other,
    });
    if attributes.len() != columns.len() {
        return Err(Unreadable(format!("feature {key} has {} values", attributes.len())));
    }
    let values: Result<_, Unreadable> =
        columns.iter().zip(attributes).map(|(column, value)| read_value(column.kind, value)).collect();
    Ok(LayerFeature { key, values: values?, shape })
}

fn read_value(kind: LayerKind, value: Value) -> Result<Option<LayerValue>, Unreadable> {
    let day = |text: &str| Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
    let read = match (kind, value) {
        (_, Value::Null) => return Ok(None),
        (LayerKind::Text, Value::String(text)) => Some(LayerValue::Text(text)),
        (LayerKind::Date, Value::String(text)) => day(&text).map(LayerValue::Date),
        (LayerKind::Integer, Value::Number(number)) => number.as_i64().map(LayerValue::Integer),
        (LayerKind::Number, Value::Number(number)) => number.as_f64().map(LayerValue::Number),
        (LayerKind::Boolean, Value::Bool(truth)) => Some(LayerValue::Boolean(truth)),
        _ => None,
    };
    read.map(Some).ok_or_else(|| Unreadable(format!("an attribute is no {}", kind.label())))
}
