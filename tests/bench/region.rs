//! Regions to measure on: made once for each size, read once for each use.

use std::path::Path;

use catmap::domain::holdings::Holdings;
use catmap::fictional::{self, RegionFiles, RegionPlan};
use catmap::import::{Options, read};
use tempfile::TempDir;

/// A made region in a folder that goes with it.
pub struct Region {
    /// Its files.
    pub files: RegionFiles,
    _folder: TempDir,
}

/// A region with this many assets and areas.
pub fn made(assets: usize, areas: usize) -> Region {
    let folder = tempfile::tempdir().unwrap();
    let plan = RegionPlan { assets, areas, needs: 100, ..RegionPlan::default() };
    let files = fictional::generate(&plan, folder.path(), &mut |_, _, _| {}).unwrap();
    Region { files, _folder: folder }
}

impl Region {
    /// Its files in order of import but for the sales of homes, which take longest to take in.
    pub fn without_sales(&self) -> Vec<&Path> {
        self.files.in_order_of_import().into_iter().filter(|file| *file != self.files.sales).collect()
    }

    /// Everything in it, as the store would hold it.
    pub fn holdings(&self) -> Holdings {
        let mut holdings = Holdings::default();
        for file in self.files.in_order_of_import() {
            let read = read(file, &Options::default(), &|_, _| {}).unwrap();
            holdings.sources.push(read.source);
            super::take(&mut holdings, read.rows);
        }
        holdings
    }
}
