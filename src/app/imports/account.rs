//! Counting what the rows of a file come to, part by part, and writing down what becomes of each.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use crate::atlas::Atlas;
use crate::domain::area::UprnPoint;
use crate::domain::asset::Asset;
use crate::domain::cells::Cells;
use crate::domain::edit::{differences, merge_kept};
use crate::domain::imported::{FileKind, RefusedRow, Row, RowOutcome, RowProblem, Rows, SaidOfFile};
use crate::domain::place::{Position, Precision};
use crate::domain::preview::{
    ChangeTold, ColumnTold, Duplicate, DuplicateOf, Kept, PlaceTold, Places, ProblemTold, RowTold, Summary, SurveyTold,
    Told,
};
use crate::domain::register::RegisterField;
use crate::domain::source::Source;
use crate::store::{Compared, Store, StoreError};

use super::duplicates::DuplicateFinder;
use super::outside::OwnersDistricts;
use super::reasons::Counter;
use super::scope::Scope;
use super::spool::{Spool, Spooling};

/// What a file would do, or did.
pub struct Account {
    /// What it is.
    pub kind: FileKind,
    /// Where it comes from.
    pub source: Source,
    /// How somebody said that it is to be read.
    pub said: SaidOfFile,
    /// Whose rows are taken.
    pub scope: Scope,
    /// Whether rows are taken that are not its publisher's.
    pub holds_others: bool,
    /// Whether it was taken in.
    pub is_past: bool,
    /// Its headings, in its own spelling.
    pub header: Vec<String>,
    /// What it turned out to be.
    pub survey: SurveyTold,
    /// What its rows come to.
    pub summary: Summary,
    /// Each row.
    pub rows: Spool,
}

impl Account {
    /// Whether nothing says which council publishes it, so that whoever gave it has to.
    #[must_use]
    pub fn asks_publisher(&self) -> bool {
        self.kind.is_of_a_council() && self.survey.publisher.is_none()
    }

    /// Whether some column says what or where the assets of a list are.
    #[must_use]
    pub fn says_what(&self) -> bool {
        let tells = |column: &ColumnTold| column.field.is_some_and(RegisterField::says_what);
        !self.kind.is_of_a_council() || self.survey.columns.iter().any(tells)
    }

    /// What is kept of it with the file.
    pub(super) fn told(&self, summary: Option<Summary>) -> Told {
        Told {
            survey: self.survey.clone(),
            summary,
            speaks_for_all: self.scope == Scope::All,
            holds_others: self.holds_others,
        }
    }
}

/// An account on its way.
pub(super) struct Accounting<'a> {
    pub summary: Summary,
    spooling: Spooling,
    notes: Counter,
    refusals: Counter,
    /// What rows may look like; of a file that was taken in nobody asks any more.
    duplicates: Option<DuplicateFinder>,
    /// The address points of the part at hand, in order of UPRN.
    uprns: Vec<UprnPoint>,
    districts: Option<OwnersDistricts<'a>>,
}

impl<'a> Accounting<'a> {
    pub fn begin() -> io::Result<Self> {
        Ok(Self {
            summary: Summary::default(),
            spooling: Spooling::begin()?,
            notes: Counter::default(),
            refusals: Counter::default(),
            duplicates: None,
            uprns: Vec::new(),
            districts: None,
        })
    }

    /// The same, which also says what rows look like and whether they lie where their owner is.
    pub fn beside(self, held: DuplicateFinder, atlas: &'a Atlas) -> Self {
        Self { duplicates: Some(held), districts: Some(OwnersDistricts::of(atlas)), ..self }
    }

    /// Looks up the address points that place rows of the next part.
    pub async fn look_up(&mut self, store: &Store, rows: &Rows) -> Result<(), StoreError> {
        let Rows::Assets(rows) = rows else { return Ok(()) };
        let without_point = rows.iter().map(|row| &row.value).filter(|asset| asset.position.is_none());
        self.uprns = store.uprn_points(without_point.filter_map(|asset| asset.uprn)).await?;
        Ok(())
    }

    /// Where an asset will stand on the map, as far as its row and the address points say.
    fn placed(&self, asset: &Asset) -> (Option<Position>, Precision) {
        let at_uprn = || {
            let found = self.uprns.binary_search_by_key(&asset.uprn?, |point| point.uprn).ok()?;
            Some(self.uprns[found].position)
        };
        match asset.position.or_else(at_uprn) {
            Some(position) if asset.position.is_none() => (Some(position), Precision::Uprn),
            position => (position, asset.precision),
        }
    }

    /// Takes one part of the file: its rows with what becomes of each, and those refused when it was read.
    pub fn part(
        &mut self,
        rows: &Rows,
        compared: &[Compared],
        refused: &[RefusedRow],
        notes: &[RowProblem],
    ) -> io::Result<()> {
        let mut of_row: HashMap<u64, Vec<ProblemTold>> = HashMap::new();
        for note in notes {
            self.notes.count(&note.reason);
            of_row.entry(note.row).or_default().push(ProblemTold {
                column: note.column.clone(),
                value: note.value.clone(),
                reason: note.reason.clone(),
            });
        }
        let mut left_out = refused.iter().peekable();
        let of_kind = Labelled::of(rows);
        for (index, compared) in compared.iter().enumerate() {
            let Some(labelled) = of_kind.get(index) else { continue };
            while let Some(row) = left_out.next_if(|row| row.number < labelled.number) {
                self.refused(row.number, &row.raw, &row.reason, String::new())?;
            }
            if let Some(reason) = &compared.reason {
                self.refused(labelled.number, labelled.raw, reason, labelled.name)?;
                continue;
            }
            let problems = of_row.remove(&labelled.number).unwrap_or_default();
            self.kept(&labelled, compared, problems)?;
        }
        left_out.try_for_each(|row| self.refused(row.number, &row.raw, &row.reason, String::new()))
    }

    fn refused(&mut self, row: u64, cells: &impl Serialize, reason: &str, name: String) -> io::Result<()> {
        self.refusals.count(reason);
        let problems = vec![ProblemTold { column: None, value: None, reason: reason.to_owned() }];
        self.write(RowOutcome::Refused, row, None, name, problems, cells, |_| ())
    }

    fn kept(&mut self, row: &Labelled<'_>, compared: &Compared, mut problems: Vec<ProblemTold>) -> io::Result<()> {
        let Some(asset) = row.asset else {
            return self.write(compared.outcome, row.number, None, row.name.clone(), problems, row.raw, |_| ());
        };
        let (position, precision) = self.placed(asset);
        self.place(precision);
        self.outside(asset, position, &mut problems);
        let duplicate_of = self.duplicate(row.number, asset);
        let held = compared.held.as_deref();
        if let Some(held) = held {
            for kept in merge_kept(held, asset.clone()).1 {
                problems.push(ProblemTold {
                    column: None,
                    value: Some(kept.incoming.clone()),
                    reason: format!("{} stays \"{}\", because a person set it.", kept.label, kept.held),
                });
                self.summary.kept.push(Kept {
                    asset: asset.id.to_string(),
                    name: asset.name.clone(),
                    fact: kept.label.to_owned(),
                    held: kept.held,
                    incoming: kept.incoming,
                });
            }
        }
        let changes = held.zip(compared.after.as_deref()).map_or_else(Vec::new, |(held, after)| {
            let told = differences(held, after).into_iter().map(|change| ChangeTold {
                fact: change.fact.to_owned(),
                label: change.label.to_owned(),
                from: change.from,
                to: change.to,
            });
            told.collect()
        });
        let id = Some(asset.id.to_string());
        self.write(compared.outcome, row.number, id, asset.name.clone(), problems, row.raw, |told| {
            told.place = Some(PlaceTold { precision, label: precision.label().to_owned() });
            told.changes = changes;
            told.duplicate_of = duplicate_of;
        })
    }

    /// Warns of a place outside the district of its owner.
    fn outside(&mut self, asset: &Asset, position: Option<Position>, problems: &mut Vec<ProblemTold>) {
        let (Some(districts), Some(position)) = (&mut self.districts, position) else { return };
        let lies = districts.judge(&asset.owner.name, position);
        if lies.is_outside()
            && let Some(places) = &mut self.summary.places
        {
            places.outside += 1;
        }
        problems.extend(lies.warning().map(|reason| ProblemTold { column: None, value: None, reason }));
    }

    fn duplicate(&mut self, row: u64, asset: &Asset) -> Option<DuplicateOf> {
        let found = self.duplicates.as_mut()?.look(row, asset)?;
        let of_asset = found.row.is_none().then(|| found.asset.to_string());
        self.summary.duplicates.push(Duplicate {
            row,
            name: asset.name.clone(),
            of_row: found.row,
            of_asset: of_asset.clone(),
            of_name: found.name,
            why: found.why.clone(),
        });
        Some(DuplicateOf { row: found.row, asset: of_asset, why: found.why })
    }

    fn place(&mut self, precision: Precision) {
        let places = self.summary.places.get_or_insert_with(Places::default);
        let counter = match precision {
            Precision::Point => &mut places.point,
            Precision::Uprn => &mut places.uprn,
            Precision::GridSquare => &mut places.grid_square,
            Precision::Postcode => &mut places.postcode,
            Precision::OutwardPostcode => &mut places.outward_postcode,
            Precision::Area | Precision::Unknown => &mut places.unknown,
        };
        *counter += 1;
    }

    #[allow(clippy::too_many_arguments)]
    fn write(
        &mut self,
        outcome: RowOutcome,
        row: u64,
        asset: Option<String>,
        name: String,
        problems: Vec<ProblemTold>,
        cells: &impl Serialize,
        complete: impl FnOnce(&mut RowTold),
    ) -> io::Result<()> {
        self.summary.tally.read += 1;
        self.summary.tally.count(outcome);
        let mut told =
            RowTold { row, asset, name, outcome, place: None, changes: Vec::new(), problems, duplicate_of: None };
        complete(&mut told);
        self.spooling.push(&told, cells)
    }

    /// The account of all parts.
    pub fn finish(self) -> io::Result<(Summary, Spool)> {
        let mut summary = self.summary;
        summary.notes = self.notes.told();
        summary.refusals = self.refusals.told();
        Ok((summary, self.spooling.finish()?))
    }
}

/// The rows of any kind of file, as they are listed.
struct Labelled<'a> {
    number: u64,
    raw: &'a Cells,
    name: String,
    asset: Option<&'a Asset>,
}

/// Gives the row at a place.
type RowAt<'a> = Box<dyn Fn(usize) -> Option<Labelled<'a>> + 'a>;

impl<'a> Labelled<'a> {
    fn of(rows: &'a Rows) -> LabelledRows<'a> {
        fn by<'a, T>(rows: &'a [Row<T>], name: impl Fn(&T) -> String + 'a) -> RowAt<'a> {
            Box::new(move |at| {
                let row = rows.get(at)?;
                Some(Labelled { number: row.number, raw: &row.raw, name: name(&row.value), asset: None })
            })
        }
        LabelledRows(match rows {
            Rows::Assets(rows) => Box::new(move |at| {
                let row = rows.get(at)?;
                Some(Labelled { number: row.number, raw: &row.raw, name: String::new(), asset: Some(&row.value) })
            }),
            Rows::Needs(rows) => by(rows, |need| need.title.clone()),
            Rows::Rulings(rows) => by(rows, |ruling| ruling.asset_reference.clone()),
            Rows::Boundaries(rows) => by(rows, |area| area.name.clone()),
            Rows::Deprivation(rows) => by(rows, |area| area.code.to_string()),
            Rows::Postcodes(rows) => by(rows, |point| point.postcode.to_string()),
            Rows::Sales(rows) => by(rows, |sale| sale.id.to_string()),
            Rows::Activity(rows) => by(rows, |count| count.code.to_string()),
            Rows::PriceIndex(rows) => by(rows, |month| month.borough_code.to_string()),
            Rows::SectorPrices(rows) => by(rows, |year| year.sector.to_string()),
            Rows::DeprivationRanks(rows) => by(rows, |area| area.code.to_string()),
            Rows::Uprns(rows) => by(rows, |point| point.uprn.to_string()),
            Rows::CommunityValue(rows) => by(rows, |listing| listing.name.clone()),
            Rows::Organisations(rows) => by(rows, |organisation| organisation.name.clone()),
        })
    }
}

struct LabelledRows<'a>(RowAt<'a>);

impl<'a> LabelledRows<'a> {
    fn get(&self, at: usize) -> Option<Labelled<'a>> {
        (self.0)(at)
    }
}
