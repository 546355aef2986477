//! What is known of statistical areas: outlines, deprivation and counts, each under the file that says so.

use geo::{Geometry, MultiPolygon};
use geozero::wkb::Wkb;
use geozero::{CoordDimensions, ToGeo, ToWkb};

use crate::domain::area::{AreaBoundary, AreaCode, AreaCount, AreaDeprivation, AreaIndicator, AreaLevel, AreaRank};
use crate::domain::source::SourceId;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::table::{Table, TableSql, borough_cells, read_borough, read_position, table_sql};

impl Table for AreaBoundary {
    const SQL: TableSql = table_sql!(
        boundaries,
        key: { code: Text, source: Text },
        rest: {
            name: Text, borough_code: Text, borough_name: Text,
            centre_easting_m: Real, centre_northing_m: Real, boundary: Bytes, level: Text, codes_of: Integer,
        }
    );
    const KEY: &'static str = "code";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        let [borough_code, borough_name] = borough_cells(self.borough.as_ref());
        Ok(vec![
            Cell::text(&self.code.0),
            Cell::text(&self.source.0),
            Cell::text(&self.name),
            borough_code,
            borough_name,
            Cell::real(self.centre.easting_m),
            Cell::real(self.centre.northing_m),
            Cell::Bytes(Some(to_wkb(&self.boundary)?)),
            Cell::text(self.level.slug()),
            Cell::integer(self.year),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            code: AreaCode::new(cells.text()?),
            source: SourceId::new(cells.text()?),
            name: cells.text()?,
            borough: read_borough(cells)?,
            centre: read_position(cells)?,
            boundary: from_wkb(cells.bytes()?)?,
            level: cells.word(AreaLevel::from_slug)?,
            year: cells.integer()?,
        })
    }
}

fn to_wkb(boundary: &MultiPolygon<f64>) -> Result<Vec<u8>, String> {
    // geozero takes only the enum of all geometries, which wants to own its own: a copy is made.
    Geometry::MultiPolygon(boundary.clone())
        .to_wkb(CoordDimensions::xy())
        .map_err(|error| format!("Its outline cannot be written as well-known binary: {error}."))
}

fn from_wkb(bytes: Vec<u8>) -> Result<MultiPolygon<f64>, Unreadable> {
    match Wkb(bytes).to_geo()? {
        Geometry::MultiPolygon(boundary) => Ok(boundary),
        Geometry::Polygon(polygon) => Ok(MultiPolygon(vec![polygon])),
        _ => Err(Unreadable("an outline is not made of polygons".to_owned())),
    }
}

impl Table for AreaDeprivation {
    const SQL: TableSql = table_sql!(
        deprivation,
        key: { code: Text, source: Text },
        rest: {
            edition: Integer, score: Real, rank: Integer, decile: Integer,
            rank_income: Integer, rank_employment: Integer, rank_education: Integer, rank_health: Integer,
            rank_crime: Integer, rank_barriers: Integer, rank_living_environment: Integer,
            residents: Integer, borough_code: Text, borough_name: Text,
        }
    );
    const KEY: &'static str = "code";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        let mut cells = vec![
            Cell::text(&self.code.0),
            Cell::text(&self.source.0),
            Cell::integer(self.edition),
            Cell::real(self.score),
            Cell::integer(self.rank),
            Cell::integer(self.decile),
        ];
        cells.extend(self.domain_ranks.map(Cell::integer));
        cells.push(Cell::Integer(self.residents.map(i64::from)));
        cells.extend(borough_cells(self.borough.as_ref()));
        Ok(cells)
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            code: AreaCode::new(cells.text()?),
            source: SourceId::new(cells.text()?),
            edition: cells.integer()?,
            score: cells.real()?,
            rank: cells.integer()?,
            decile: cells.integer()?,
            domain_ranks: {
                let mut ranks = [0; 7];
                for rank in &mut ranks {
                    *rank = cells.integer()?;
                }
                ranks
            },
            residents: cells.integer_option()?,
            borough: read_borough(cells)?,
        })
    }
}

impl Table for AreaRank {
    const SQL: TableSql = table_sql!(
        deprivation_ranks,
        key: { code: Text, source: Text },
        rest: { edition: Integer, rank_overall: Integer, decile: Integer, borough_code: Text, borough_name: Text }
    );
    const KEY: &'static str = "code";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        let [borough_code, borough_name] = borough_cells(self.borough.as_ref());
        Ok(vec![
            Cell::text(&self.code.0),
            Cell::text(&self.source.0),
            Cell::integer(self.edition),
            Cell::integer(self.rank),
            Cell::integer(self.decile),
            borough_code,
            borough_name,
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            code: AreaCode::new(cells.text()?),
            source: SourceId::new(cells.text()?),
            edition: cells.integer()?,
            rank: cells.integer()?,
            decile: cells.integer()?,
            borough: read_borough(cells)?,
        })
    }
}

impl Table for AreaCount {
    const SQL: TableSql = table_sql!(
        area_counts,
        key: { code: Text, indicator: Text, source: Text },
        rest: { area_name: Text, counted: Real, base: Real, period: Text }
    );
    const KEY: &'static str = "code and indicator";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.code.0),
            Cell::text(self.indicator.slug()),
            Cell::text(&self.source.0),
            Cell::text_option(self.area_name.as_deref()),
            Cell::real(self.count),
            Cell::Real(self.base),
            Cell::text(&self.period),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            code: AreaCode::new(cells.text()?),
            indicator: cells.word(AreaIndicator::from_slug)?,
            source: SourceId::new(cells.text()?),
            area_name: cells.text_option()?,
            count: cells.real()?,
            base: cells.real_option()?,
            period: cells.text()?,
        })
    }
}
