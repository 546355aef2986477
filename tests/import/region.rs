//! The made-up region, written in official formats, goes through the very path that real files take.

use catmap::domain::imported::FileKind;
use catmap::fictional::{self, RegionPlan};
use catmap::import::{self, Options};

use super::{assert_accounted_for, quiet};

#[test]
fn every_file_of_the_made_up_region_is_known_for_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let plan = RegionPlan { areas: 60, assets: 120, needs: 40, seed: 7, ..RegionPlan::default() };
    let files = fictional::generate(&plan, folder.path(), &mut |_, _, _| {}).unwrap();
    let mut kinds = Vec::new();
    for path in files.in_order_of_import() {
        let file = import::read(path, &Options::default(), &quiet).unwrap_or_else(|error| panic!("{error}"));
        assert_accounted_for(&file);
        assert!(file.source.fictional, "{} says that it is made up", file.source.file_name);
        let refused: Vec<&str> = file.refused.iter().map(|row| row.reason.as_str()).collect();
        for note in &file.notes {
            println!("{} {} {:?} {:?} {}", file.source.file_name, note.row, note.column, note.value, note.reason);
        }
        // The only dirt in it that cannot be kept: rows written twice, and sales without a postcode or a market price.
        let dirt = ["word for word", "has no postcode", "is not a market price"];
        assert!(refused.iter().all(|reason| dirt.iter().any(|known| reason.contains(known))), "{refused:?}");
        kinds.push(file.kind);
    }
    // Brownfield registers are like asset registers, and sector prices stand in where there are no sales.
    let not_made = [
        FileKind::BrownfieldRegister,
        FileKind::SectorPrices,
        FileKind::Uprns,
        FileKind::VacantProperty,
        FileKind::CommunityValue,
        FileKind::Organisations,
    ];
    for kind in FileKind::ALL.iter().filter(|kind| !not_made.contains(kind)) {
        assert!(kinds.contains(kind), "{} is among {kinds:?}", kind.label());
    }
}
