//! The tables of a GeoPackage as the standard writes them (OGC 12-128r18 annex C), and the triggers that keep its index true
//! when somebody edits the file (annex F.3).

use crate::features::Crs;
use crate::features::collection::{Described, GeometryType, Kind};
use crate::publish::format::systems;

/// Columns of `gpkg_contents` that are written.
pub const CONTENTS: &[&str] = &[
    "table_name",
    "data_type",
    "identifier",
    "description",
    "last_change",
    "min_x",
    "min_y",
    "max_x",
    "max_y",
    "srs_id",
];
/// Columns of `gpkg_geometry_columns`.
pub const GEOMETRY_COLUMNS: &[&str] = &["table_name", "column_name", "geometry_type_name", "srs_id", "z", "m"];
/// Columns of `gpkg_data_columns` that are written.
pub const DATA_COLUMNS: &[&str] = &["table_name", "column_name", "name", "title", "description", "constraint_name"];
/// Columns of `gpkg_data_column_constraints` that are written.
pub const CONSTRAINTS: &[&str] = &["constraint_name", "constraint_type", "value", "description"];
/// Columns of the table in which QGIS looks for styles.
pub const LAYER_STYLES: &[&str] = &[
    "id",
    "f_table_catalog",
    "f_table_schema",
    "f_table_name",
    "f_geometry_column",
    "styleName",
    "styleQML",
    "styleSLD",
    "useAsDefault",
    "description",
    "owner",
    "ui",
    "update_time",
];

/// What every GeoPackage has.
#[must_use]
pub fn of_the_standard(crs: Crs) -> String {
    let mut sql = String::from(
        "PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
INSERT INTO gpkg_extensions VALUES ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
INSERT INTO gpkg_extensions VALUES ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec121/#extension_metadata', 'read-write');
INSERT INTO gpkg_extensions VALUES ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec121/#extension_metadata', 'read-write');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
",
    );
    let mut systems = vec![Crs::Epsg4326];
    if crs.epsg() != Crs::Epsg4326.epsg() {
        systems.push(crs);
    }
    for crs in systems {
        let (title, epsg, wkt) = (literal(systems::title(crs)), crs.epsg(), literal(systems::wkt(crs)));
        sql += &format!("INSERT INTO gpkg_spatial_ref_sys VALUES ({title}, {epsg}, 'EPSG', {epsg}, {wkt}, NULL);\n");
    }
    sql
}

/// The table of a collection.
pub struct Table {
    /// Its name: hyphens, which SQL reads as minus, are low lines.
    pub name: String,
    /// The column of numbers that rows are known by.
    pub number: String,
    /// The column of shapes.
    pub shape: String,
    /// Whether there are shapes.
    pub has_shapes: bool,
    fields: Vec<(String, &'static str, bool)>,
}

impl Table {
    /// The table of a collection.
    #[must_use]
    pub fn of(described: &Described) -> Self {
        let free = |name: &str| {
            let mut name = name.to_owned();
            while described.column(&name).is_some() {
                name.push('_');
            }
            name
        };
        let fields = described.columns.iter().map(|column| {
            let kind = match column.kind {
                Kind::Text | Kind::Word(_) => "TEXT",
                Kind::Date => "DATE",
                Kind::Integer => "INTEGER",
                Kind::Number => "DOUBLE",
                Kind::Boolean => "BOOLEAN",
            };
            (column.name.to_string(), kind, column.always)
        });
        Self {
            name: described.name.replace('-', "_"),
            number: free("fid"),
            shape: free("geom"),
            has_shapes: described.geometry != GeometryType::Nothing,
            fields: fields.collect(),
        }
    }

    /// Its columns, in the order of a row: number, shape, values.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let shape = self.has_shapes.then_some(self.shape.as_str());
        let fields = self.fields.iter().map(|(name, ..)| name.as_str());
        std::iter::once(self.number.as_str()).chain(shape).chain(fields).collect()
    }

    /// Makes it.
    #[must_use]
    pub fn create(&self) -> String {
        let mut columns = vec![format!("{} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", quoted(&self.number))];
        if self.has_shapes {
            columns.push(format!("{} GEOMETRY", quoted(&self.shape)));
        }
        columns.extend(self.fields.iter().map(|(name, kind, always)| {
            let unique = if name == "id" { " UNIQUE" } else { "" };
            let required = if *always { " NOT NULL" } else { "" };
            format!("{} {kind}{required}{unique}", quoted(name))
        }));
        let styles = if self.has_shapes { LAYER_STYLES_TABLE } else { "" };
        format!("CREATE TABLE {} ({});\n{styles}", quoted(&self.name), columns.join(", "))
    }

    /// The name of its index.
    #[must_use]
    pub fn index_name(&self) -> String {
        format!("rtree_{}_{}", self.name, self.shape)
    }

    /// Makes its index, empty.
    #[must_use]
    pub fn index(&self) -> String {
        let (index, table, shape) = (quoted(&self.index_name()), literal(&self.name), literal(&self.shape));
        format!(
            "CREATE VIRTUAL TABLE {index} USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES ({table}, {shape}, 'gpkg_rtree_index', 'http://www.geopackage.org/spec121/#extension_rtree', 'write-only');
"
        )
    }

    /// What keeps the index true. The functions they call are those of whoever edits the file, not of SQLite, so they are
    /// made when all rows are in.
    #[must_use]
    pub fn triggers(&self) -> String {
        let (index, table) = (self.index_name(), quoted(&self.name));
        let (rows, shape, number) = (quoted(&index), quoted(&self.shape), quoted(&self.number));
        let name = |what: &str| quoted(&format!("{index}_{what}"));
        let put = format!(
            "INSERT OR REPLACE INTO {rows} VALUES (NEW.{number}, ST_MinX(NEW.{shape}), ST_MaxX(NEW.{shape}), \
             ST_MinY(NEW.{shape}), ST_MaxY(NEW.{shape}));"
        );
        let there = format!("(NEW.{shape} NOTNULL AND NOT ST_IsEmpty(NEW.{shape}))");
        let gone = format!("(NEW.{shape} ISNULL OR ST_IsEmpty(NEW.{shape}))");
        let (same, other) = (format!("OLD.{number} = NEW.{number}"), format!("OLD.{number} != NEW.{number}"));
        let take = format!("DELETE FROM {rows} WHERE id = OLD.{number};");
        let take_both = format!("DELETE FROM {rows} WHERE id IN (OLD.{number}, NEW.{number});");
        let (insert, delete) = (name("insert"), name("delete"));
        let updates = [
            ("update1", format!("UPDATE OF {shape}"), format!("{same} AND {there}"), put.clone()),
            ("update2", format!("UPDATE OF {shape}"), format!("{same} AND {gone}"), take.clone()),
            ("update3", "UPDATE".to_owned(), format!("{other} AND {there}"), format!("{take} {put}")),
            ("update4", "UPDATE".to_owned(), format!("{other} AND {gone}"), take_both),
        ];
        let updates = updates.map(|(what, of, when, act)| {
            format!("CREATE TRIGGER {} AFTER {of} ON {table} WHEN {when} BEGIN {act} END;\n", name(what))
        });
        format!(
            "CREATE TRIGGER {insert} AFTER INSERT ON {table} WHEN {there} BEGIN {put} END;\n{}\
             CREATE TRIGGER {delete} AFTER DELETE ON {table} WHEN OLD.{shape} NOT NULL BEGIN {take} END;\n",
            updates.concat()
        )
    }
}

/// Where QGIS looks for styles.
const LAYER_STYLES_TABLE: &str = "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));\n";

/// A name as SQL writes it.
#[must_use]
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as SQL writes it.
#[must_use]
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
