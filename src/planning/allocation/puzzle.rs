//! The parts of an allocation: buildings, tenants, the pairs that may be, pins, floors, and a plan.

/// What a borough short of its floor costs for each need it is short of, in points: far more than any match is worth.
pub(super) const SHORTFALL_POINTS: f64 = 1_000.0;

/// Breaks ties between equal pairs, first come first: together far below a tenth of a point.
const TIE_POINTS: f64 = 1e-6;

/// Room for the rounding of sums of areas, m2.
const SLACK_M2: f64 = 1e-6;

/// A building that can be let.
#[derive(Clone, Debug, PartialEq)]
pub struct Building {
    /// What can be let, m2 usable: less the common space when it is shared.
    pub capacity_m2: f64,
    /// How many can share it; 1 for a building that cannot be shared.
    pub most_tenants: usize,
}

impl Building {
    /// Whether so much for so many fits.
    pub(super) fn holds(&self, area_m2: f64, tenants: usize) -> bool {
        tenants <= self.most_tenants && area_m2 <= self.capacity_m2 + SLACK_M2
    }
}

/// A need that looks for a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenant {
    /// What it takes up, m2 usable.
    pub area_m2: f64,
    /// Its borough, an index of the caller's.
    pub borough: Option<usize>,
}

/// A pair that may be: nothing known rules it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Index of the building.
    pub building: usize,
    /// Index of the need.
    pub tenant: usize,
    /// Its match score, 0 to 100.
    pub score: f64,
}

/// A borough that must get at least so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The borough.
    pub borough: usize,
    /// Needs placed at the least.
    pub least: usize,
}

/// An allocation to be found. A ban is a choice that is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Puzzle {
    /// Buildings in order of id.
    pub buildings: Vec<Building>,
    /// Needs in order of id.
    pub tenants: Vec<Tenant>,
    /// Pairs in order of building, then need.
    pub choices: Vec<Choice>,
    /// Choices that must be made.
    pub pins: Vec<usize>,
    /// Boroughs with a floor.
    pub floors: Vec<Floor>,
    /// Needs that cannot share any building (noise, safeguarding, licensing).
    pub apart: Vec<(usize, usize)>,
}

/// A pin that cannot be kept, as the index of its choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Another pin places the same need.
    TwicePlaced(usize),
    /// The building cannot hold it together with what else is pinned there.
    NoRoom(usize),
    /// It is pinned together with a need it cannot share with.
    Apart(usize),
}

/// How good a plan is known to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Proof {
    /// No plan is better.
    Best,
    /// None is better by more than this.
    Within {
        /// Points of the total.
        points: f64,
    },
}

/// A plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The choices made, in order.
    pub choices: Vec<usize>,
    /// Their scores added up.
    pub total: f64,
    /// How many needs each floor is short of, in the order of the floors.
    pub shortfalls: Vec<usize>,
    /// How good it is known to be.
    pub proof: Proof,
}

impl Puzzle {
    /// The score of a choice with its place in the order as a tie-break.
    pub(super) fn points(&self, choice: usize) -> f64 {
        self.choices[choice].score + TIE_POINTS * (1.0 - choice as f64 / self.choices.len().max(1) as f64)
    }

    /// The choice of each need under a plan.
    #[must_use]
    pub fn placed(&self, plan: &Plan) -> Vec<Option<usize>> {
        let mut placed = vec![None; self.tenants.len()];
        for choice in &plan.choices {
            placed[self.choices[*choice].tenant] = Some(*choice);
        }
        placed
    }

    /// A state with the pins made, or what is wrong with them.
    pub(super) fn pinned(&self) -> Result<State, Vec<Conflict>> {
        let mut state = State::empty(self);
        let mut conflicts = Vec::new();
        let mut pins = self.pins.clone();
        pins.sort_unstable();
        pins.dedup();
        for pin in pins {
            let choice = &self.choices[pin];
            if state.of_tenant[choice.tenant].is_some() {
                conflicts.push(Conflict::TwicePlaced(pin));
            } else if state.meets_its_opposite(self, pin) {
                conflicts.push(Conflict::Apart(pin));
            } else if !state.fits(self, pin) {
                conflicts.push(Conflict::NoRoom(pin));
            } else {
                state.make(self, pin);
            }
        }
        if conflicts.is_empty() { Ok(state) } else { Err(conflicts) }
    }
}

/// Who is where, while a plan is being made.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The choice of each need.
    pub of_tenant: Vec<Option<usize>>,
    /// What each building has let, m2.
    used_m2: Vec<f64>,
    /// The choices made for each building.
    pub of_building: Vec<Vec<usize>>,
    /// Needs placed, by floor.
    placed: Vec<usize>,
}

impl State {
    fn empty(puzzle: &Puzzle) -> Self {
        Self {
            of_tenant: vec![None; puzzle.tenants.len()],
            used_m2: vec![0.0; puzzle.buildings.len()],
            of_building: vec![Vec::new(); puzzle.buildings.len()],
            placed: vec![0; puzzle.floors.len()],
        }
    }

    /// Whether a choice can be made as things stand.
    pub fn fits(&self, puzzle: &Puzzle, choice: usize) -> bool {
        let Choice { building, tenant, .. } = puzzle.choices[choice];
        let area_m2 = self.used_m2[building] + puzzle.tenants[tenant].area_m2;
        puzzle.buildings[building].holds(area_m2, self.of_building[building].len() + 1)
            && !self.meets_its_opposite(puzzle, choice)
    }

    fn meets_its_opposite(&self, puzzle: &Puzzle, choice: usize) -> bool {
        let Choice { building, tenant, .. } = puzzle.choices[choice];
        let others = self.of_building[building].iter().map(|held| puzzle.choices[*held].tenant);
        others
            .into_iter()
            .any(|other| puzzle.apart.contains(&(tenant, other)) || puzzle.apart.contains(&(other, tenant)))
    }

    pub fn make(&mut self, puzzle: &Puzzle, choice: usize) {
        let Choice { building, tenant, .. } = puzzle.choices[choice];
        self.of_tenant[tenant] = Some(choice);
        self.of_building[building].push(choice);
        self.count(puzzle, building, tenant, true);
    }

    pub fn undo(&mut self, puzzle: &Puzzle, choice: usize) {
        let Choice { building, tenant, .. } = puzzle.choices[choice];
        self.of_tenant[tenant] = None;
        self.of_building[building].retain(|held| *held != choice);
        self.count(puzzle, building, tenant, false);
    }

    fn count(&mut self, puzzle: &Puzzle, building: usize, tenant: usize, more: bool) {
        // Added up anew, so that making and undoing leaves no trace in the last bits.
        self.used_m2[building] =
            self.of_building[building].iter().map(|held| puzzle.tenants[puzzle.choices[*held].tenant].area_m2).sum();
        for (floor, placed) in puzzle.floors.iter().zip(&mut self.placed) {
            if puzzle.tenants[tenant].borough == Some(floor.borough) {
                *placed = if more { *placed + 1 } else { *placed - 1 };
            }
        }
    }

    /// How many needs each floor is short of.
    pub fn shortfalls(&self, puzzle: &Puzzle) -> Vec<usize> {
        puzzle.floors.iter().zip(&self.placed).map(|(floor, placed)| floor.least.saturating_sub(*placed)).collect()
    }

    /// The objective: scores with their tie-breaks, less what floors are short of.
    pub fn value(&self, puzzle: &Puzzle) -> f64 {
        let points: f64 = self.of_tenant.iter().flatten().map(|choice| puzzle.points(*choice)).sum();
        points - SHORTFALL_POINTS * self.shortfalls(puzzle).iter().sum::<usize>() as f64
    }

    pub fn plan(&self, puzzle: &Puzzle, proof: Proof) -> Plan {
        let mut choices: Vec<usize> = self.of_tenant.iter().copied().flatten().collect();
        choices.sort_unstable();
        let total = choices.iter().map(|choice| puzzle.choices[*choice].score).sum();
        Plan { choices, total, shortfalls: self.shortfalls(puzzle), proof }
    }
}
