//! The fixed words of a match: who reads it, its constraints and criteria, and its bands.

use crate::vocabulary;

vocabulary! {
    /// Who reads an explanation.
    Audience {
        Owner = "owner", "The organisation whose need it is";
        Public = "public", "Anybody: budgets and capital are never shown";
    }
}

vocabulary! {
    /// The hard constraints of `scoring.md` A.1, and one that an organisation may add. Only a known failure excludes.
    Constraint {
        Available = "H1", "available";
        LawfulUse = "H2", "lawful use";
        TooSmall = "H3", "too small";
        UnsafeInTime = "H4", "unsafe in time";
        StepFree = "H5", "step-free";
        Tenure = "H6", "tenure";
        TooFar = "H7", "too far";
        Cost = "H8", "cost";
        Forbidden = "H9", "ruled out";
        Conflict = "H10", "conflict";
        Occupied = "H11", "occupied";
    }
}

vocabulary! {
    /// The eight parts of suitability (`scoring.md` A.2), in table order.
    Criterion {
        Type = "type", "Type of space";
        Size = "size", "Size";
        Location = "location", "Location";
        Affordability = "affordability", "Cost";
        Tenure = "tenure", "Length of lease";
        Condition = "condition", "Condition";
        Access = "access", "Step-free access";
        Timing = "timing", "Timing";
    }
}

vocabulary! {
    /// How good a match is in a word (`scoring.md` D.1).
    Band {
        Strong = "strong", "strong";
        Good = "good", "good";
        Possible = "possible", "possible";
        Weak = "weak", "weak";
    }
}

impl Band {
    /// The least score of each band above weak, highest first.
    pub const EDGES: [f64; 3] = [70.0, 55.0, 40.0];

    /// The band of a score from 0 to 100.
    #[must_use]
    pub fn of(score: f64) -> Self {
        match score {
            s if s >= Self::EDGES[0] => Self::Strong,
            s if s >= Self::EDGES[1] => Self::Good,
            s if s >= Self::EDGES[2] => Self::Possible,
            _ => Self::Weak,
        }
    }
}

vocabulary! {
    /// How much of what a score needs is known, in words (`scoring.md` A.6).
    CompletenessBand {
        WellKnown = "well known", "well known";
        PartlyKnown = "partly known", "partly known";
        LittleKnown = "little known", "little known: survey first";
    }
}

impl CompletenessBand {
    /// The band of a completeness from 0 to 1.
    #[must_use]
    pub fn of(completeness: f64) -> Self {
        // A hundredth of a per cent of slack, so that a sum of eight weights does not fall a bit short of its band.
        match completeness + 1e-4 {
            c if c >= 0.80 => Self::WellKnown,
            c if c >= 0.50 => Self::PartlyKnown,
            _ => Self::LittleKnown,
        }
    }
}

vocabulary! {
    /// How sure it is that homes nearby are dearer by more than a tenth (`scoring.md` C.2).
    GapStrength {
        Clear = "clear gap", "clear gap";
        Likely = "likely gap", "likely gap";
        None = "no clear gap", "no clear gap";
    }
}

vocabulary! {
    /// What the price level of an area is known from.
    PriceBasis {
        Sales = "sales", "home sales in the neighbourhood";
        Sectors = "sectors", "yearly averages of its postcode sectors";
    }
}

vocabulary! {
    /// The four signs that rising prices could push out people who rent (`scoring.md` C.4), in its order.
    DisplacementSignal {
        PrivateRenting = "private-renting", "Many homes are rented privately";
        PriceGrowth = "price-growth", "Prices rose more here over five years than in four fifths of the region";
        LowIncomes = "low-incomes", "More people live on low incomes than in four fifths of England";
        DearerNeighbours = "dearer-neighbours", "Homes nearby are over a fifth dearer";
    }
}

vocabulary! {
    /// How many of those signs there are: three or four, two, fewer.
    DisplacementRisk {
        High = "high", "High";
        Medium = "medium", "Medium";
        Low = "low", "Low";
    }
}
