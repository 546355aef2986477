//! Tests of the price level on made-up sales whose truth is known.

mod field;
mod regression;
mod stand_in;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use time::macros::date;
use time::{Date, Duration};

use crate::atlas::Atlas;
use crate::atlas::fixture::{SIDE_M, at, boundary, postcode};
use crate::domain::area::{HomeType, PostcodePoint, Sale, SaleId};
use crate::domain::criteria::Criteria;
use crate::domain::holdings::Holdings;
use crate::matching::anchors::reference;
use crate::matching::prices::Prices;

/// The newest sale of the tests: the base month is two before its month.
pub const NEWEST: Date = date!(2026 - 06 - 15);

pub fn chance(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// A board of `side` by `side` areas without a name known to the region, each with one postcode in its middle.
pub fn region(side: usize) -> Holdings {
    let mut holdings = Holdings::default();
    for number in 0..side * side {
        let (column, row) = (number % side, number / side);
        let borough = if column < side.div_ceil(2) { "Aldermere" } else { "Brackley" };
        holdings.boundaries.push(boundary(&format!("E0199{number:04}"), column, row, borough));
        holdings.postcodes.push(PostcodePoint {
            postcode: postcode_of(number),
            position: at((column as f64 + 0.5) * SIDE_M, (row as f64 + 0.5) * SIDE_M),
            borough_code: None,
            ended: None,
        });
    }
    holdings
}

/// The postcode in the middle of an area: fifty areas share a sector.
pub fn postcode_of(number: usize) -> crate::domain::postcode::Postcode {
    let (sector, unit) = (number / 50, number % 50);
    let letter = |n: usize| char::from(b'A' + u8::try_from(n).unwrap());
    postcode(&format!("ZZ{} {}{}{}", sector / 10, sector % 10, letter(unit / 25), letter(unit % 25)))
}

/// A plain sale: terraced, existing, freehold, at market price.
pub fn sale(holdings: &mut Holdings, area: usize, days_ago: i64, log_price: f64) {
    let id = SaleId::from_bits(holdings.sales.len() as u128);
    holdings.sales.push(Sale {
        id,
        price_gbp: log_price.exp().round().clamp(1.0, 4e9) as u32,
        date: NEWEST - Duration::days(days_ago),
        postcode: postcode_of(area),
        home: HomeType::Terraced,
        new_build: false,
        leasehold: false,
        standard: true,
    });
}

pub fn prices(holdings: Holdings) -> Prices {
    let atlas = Atlas::build(holdings);
    Prices::of(&atlas, &reference(&atlas), &Criteria::default())
}
