//! Tiles already drawn, up to a fixed size.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use crate::publish::tile::TileAddress;

/// Bytes of tiles kept.
const MOST_BYTES: usize = 64 << 20;

/// Which tile: of which snapshot (by its serial number), layer and place. What two people may not both see is in two
/// snapshots, so a tile drawn for one is never given to the other.
pub type Key = (u64, String, TileAddress);

/// Drawn tiles; the oldest go first when there are too many bytes.
#[derive(Debug, Default)]
pub struct TileCache {
    /// One lock around everything: it is held for a look-up, never while a tile is drawn.
    drawn: Mutex<Drawn>,
}

#[derive(Debug, Default)]
struct Drawn {
    bytes: usize,
    tiles: HashMap<Key, Vec<u8>>,
    order: VecDeque<Key>,
}

impl TileCache {
    /// The tile, drawn now if need be. An empty tile has no bytes.
    pub fn get(&self, key: Key, draw: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        if let Some(tile) = self.with(|drawn| drawn.tiles.get(&key).cloned()) {
            return tile;
        }
        let tile = draw();
        self.with(|drawn| {
            // Two callers may have drawn it at once; it is counted once.
            if drawn.tiles.insert(key.clone(), tile.clone()).is_none() {
                drawn.bytes += weight(&tile);
                drawn.order.push_back(key);
            }
            while drawn.bytes > MOST_BYTES
                && let Some(oldest) = drawn.order.pop_front()
            {
                drawn.bytes -= drawn.tiles.remove(&oldest).map_or(0, |tile| weight(&tile));
            }
        });
        tile
    }

    fn with<T>(&self, act: impl FnOnce(&mut Drawn) -> T) -> T {
        // A panic while the lock was held cannot leave a tile half written: vectors are moved in whole.
        act(&mut self.drawn.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a tile takes; an empty one takes its place in the tables.
fn weight(tile: &[u8]) -> usize {
    tile.len() + 128
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_tile_is_drawn_once_for_each_snapshot() {
        let (cache, draws) = (TileCache::default(), Cell::new(0));
        let address = TileAddress::new(3, 1, 1).unwrap();
        let get = |serial| {
            cache.get((serial, "areas".to_owned(), address), || {
                draws.set(draws.get() + 1);
                vec![u8::try_from(serial).unwrap()]
            })
        };
        assert_eq!([get(1), get(1), get(2), get(2), get(1)], [[1], [1], [2], [2], [1]]);
        assert_eq!(draws.get(), 2);
    }

    #[test]
    fn the_oldest_tiles_go_when_there_are_too_many_bytes() {
        let cache = TileCache::default();
        for x in 0..20 {
            cache.get((1, "areas".to_owned(), TileAddress::new(10, x, 0).unwrap()), || vec![0; MOST_BYTES / 8]);
        }
        let drawn = cache.drawn.lock().unwrap();
        assert!(drawn.bytes <= MOST_BYTES && drawn.tiles.len() == 7 && drawn.order.len() == 7);
        assert!(!drawn.tiles.contains_key(&(1, "areas".to_owned(), TileAddress::new(10, 0, 0).unwrap())));
    }
}
