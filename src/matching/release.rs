//! The name of the data that scores are anchored in: what it is, how far it goes, and a fingerprint of every figure.
//!
//! It is made of what places are scored by (deprivation, sales, price index, sector prices, activity, areas and
//! postcodes), never of assets and needs: one more building does not make another release. The same figures give the same
//! name in any order, from any file and on any database.

use time::Date;

use crate::domain::holdings::Holdings;
use crate::domain::indices::Edition;

/// The edition that scores are made with.
const EDITION: u16 = Edition::Of2025.year();

/// For instance "IoD 2025; sales to 2025-09; index to 2025-09; 5f3a9c21"; what is not loaded is not named.
#[must_use]
pub fn data_release(holdings: &Holdings) -> String {
    let deprivation = holdings.deprivation.iter().any(|row| row.edition == EDITION);
    let sales = holdings.sales.iter().map(|sale| sale.date).max();
    let index = holdings.price_index.iter().map(|row| row.month).max();
    let sectors = holdings.sector_years.iter().map(|row| row.year).max();
    let activity = holdings.activity.iter().map(|count| count.period.as_str()).max();
    let month = |day: Date| format!("{}-{:02}", day.year(), u8::from(day.month()));
    let parts = [
        deprivation.then(|| format!("IoD {EDITION}")),
        sales.map(|day| format!("sales to {}", month(day))),
        index.map(|day| format!("index to {}", month(day))),
        sectors.map(|year| format!("sector prices to {year}")),
        activity.map(|period| format!("activity {period}")),
        Some(format!("{:08x}", fingerprint(holdings))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A sum over all records, so that their order does not matter.
fn fingerprint(holdings: &Holdings) -> u32 {
    let mut sum = Sum(0);
    for row in holdings.boundaries.iter().filter(|row| row.is_scored()) {
        let centre = [row.centre.easting_m, row.centre.northing_m].map(f64::to_bits);
        let borough = row.borough.as_ref().map_or("", |borough| &*borough.name);
        sum.take("boundary", &[&row.code.0, borough, &row.source.0], &centre);
    }
    for row in holdings.deprivation.iter().filter(|row| row.edition == EDITION) {
        let residents = row.residents.map_or(0, |residents| 1 + u64::from(residents));
        let numbers = [row.score.to_bits(), u64::from(row.rank), u64::from(row.decile), residents];
        sum.take("deprivation", &[&row.code.0, &row.source.0], &numbers);
        sum.take("domains", &[&row.code.0, &row.source.0], &row.domain_ranks.map(u64::from));
    }
    for row in &holdings.activity {
        let numbers = [row.count.to_bits(), row.base.map_or(0, f64::to_bits)];
        sum.take("activity", &[&row.code.0, row.indicator.slug(), &row.period, &row.source.0], &numbers);
    }
    for row in &holdings.postcodes {
        let position = [row.position.easting_m, row.position.northing_m].map(f64::to_bits);
        sum.take("postcode", &[row.postcode.as_str()], &position);
    }
    for sale in &holdings.sales {
        let kind = [sale.new_build, sale.leasehold, sale.standard].map(u64::from);
        let day = sale.date.to_julian_day().unsigned_abs();
        let [high, low] = sale.id.halves();
        let numbers = [high, low, u64::from(sale.price_gbp), day.into(), kind[0], kind[1], kind[2]];
        sum.take("sale", &[sale.postcode.as_str(), sale.home.slug()], &numbers);
    }
    for row in &holdings.price_index {
        let numbers = [row.month.to_julian_day().unsigned_abs().into(), row.index.to_bits()];
        sum.take("index", &[&row.borough_code, &row.source.0], &numbers);
    }
    for row in &holdings.sector_years {
        let numbers = [u64::from(row.year), row.mean_price_gbp.to_bits(), u64::from(row.sales)];
        sum.take("sector", &[&row.sector, &row.source.0], &numbers);
    }
    (sum.0 ^ (sum.0 >> 32)) as u32
}

/// A sum of hashes (FNV-1a, 64 bits): it tells releases apart, and is no seal against forgery.
struct Sum(u64);

impl Sum {
    fn take(&mut self, kind: &str, texts: &[&str], numbers: &[u64]) {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut byte = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        for text in std::iter::once(&kind).chain(texts) {
            text.bytes().for_each(&mut byte);
            byte(0);
        }
        numbers.iter().flat_map(|number| number.to_le_bytes()).for_each(byte);
        self.0 = self.0.wrapping_add(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::data_release;
    use crate::atlas::fixture::{asset, at, board, need};
    use crate::domain::holdings::Holdings;
    use crate::domain::need::NeedPlace;

    #[test]
    fn a_release_is_named_by_what_is_loaded_and_how_far_it_goes() {
        let name = data_release(&board(2));
        assert!(name.starts_with("IoD 2025; sales to 2026-06; activity 2025; "), "{name}");
        let nothing = data_release(&Holdings::default());
        assert_eq!(nothing.len(), 8, "{nothing}");
    }

    #[test]
    fn neither_order_nor_assets_nor_needs_change_the_release() {
        let mut holdings = board(3);
        let name = data_release(&holdings);
        holdings.assets.push(asset("a", Some(at(10.0, 10.0))));
        holdings.needs.push(need("n", NeedPlace::Anywhere));
        holdings.sales.reverse();
        holdings.deprivation.rotate_left(2);
        holdings.activity.reverse();
        assert_eq!(data_release(&holdings), name);
    }

    #[test]
    fn one_figure_changed_is_another_release() {
        let changes: [fn(&mut Holdings); 6] = [
            |holdings| holdings.deprivation[0].score += 1e-9,
            |holdings| holdings.deprivation[1].residents = None,
            |holdings| holdings.sales[3].price_gbp += 1,
            |holdings| holdings.activity[0].count += 1.0,
            |holdings| holdings.boundaries.truncate(3),
            |holdings| holdings.postcodes[0].position = at(1.0, 1.0),
        ];
        for change in changes {
            let mut holdings = board(2);
            change(&mut holdings);
            assert_ne!(data_release(&holdings), data_release(&board(2)));
        }
    }

    #[test]
    fn an_older_edition_of_deprivation_is_not_part_of_the_release() {
        let mut holdings = board(2);
        let mut old = holdings.deprivation.clone();
        old.iter_mut().for_each(|row| row.edition = 2019);
        holdings.deprivation.extend(old);
        assert_eq!(data_release(&holdings), data_release(&board(2)));
    }
}
