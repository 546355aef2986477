//! Tiles already drawn, for as long as the data stay as they are, up to a fixed size.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use crate::publish::tile::TileAddress;

/// Bytes of tiles kept.
const MOST_BYTES: usize = 64 << 20;

/// Which tile of which layer.
pub type Key = (&'static str, TileAddress);

/// Drawn tiles of one state of the data; the oldest go first when there are too many bytes.
#[derive(Debug, Default)]
pub struct TileCache {
    /// One lock around everything: it is held for a look-up, never while a tile is drawn.
    drawn: Mutex<Drawn>,
}

#[derive(Debug, Default)]
struct Drawn {
    change: i64,
    bytes: usize,
    tiles: HashMap<Key, Vec<u8>>,
    order: VecDeque<Key>,
}

impl TileCache {
    /// The tile as drawn from the data after this change, drawn now if need be. An empty tile has no bytes.
    pub fn get(&self, change: i64, key: Key, draw: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        if let Some(tile) = self.with(change, |drawn| drawn.tiles.get(&key).cloned()) {
            return tile;
        }
        let tile = draw();
        self.with(change, |drawn| {
            // Two callers may have drawn it at once; it is counted once.
            if drawn.change == change && drawn.tiles.insert(key, tile.clone()).is_none() {
                drawn.bytes += tile.len();
                drawn.order.push_back(key);
            }
            while drawn.bytes > MOST_BYTES
                && let Some(oldest) = drawn.order.pop_front()
            {
                drawn.bytes -= drawn.tiles.remove(&oldest).map_or(0, |tile| tile.len());
            }
        });
        tile
    }

    /// Does something with the tiles of this change or a later one; those of an earlier one are let go.
    fn with<T>(&self, change: i64, act: impl FnOnce(&mut Drawn) -> T) -> T {
        // A panic while the lock was held cannot leave a tile half written: vectors are moved in whole.
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.change < change {
            *drawn = Drawn { change, ..Drawn::default() };
        }
        if drawn.change == change {
            act(&mut drawn)
        } else {
            act(&mut Drawn { change: drawn.change, ..Drawn::default() })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_tile_is_drawn_once_for_each_state_of_the_data() {
        let (cache, draws) = (TileCache::default(), Cell::new(0));
        let address = TileAddress::new(3, 1, 1).unwrap();
        let get = |change| {
            cache.get(change, ("areas", address), || {
                draws.set(draws.get() + 1);
                vec![u8::try_from(change).unwrap()]
            })
        };
        assert_eq!([get(1), get(1), get(2), get(2), get(1)], [[1], [1], [2], [2], [1]]);
        assert_eq!(draws.get(), 3, "the tile of a change gone by is drawn again and not kept");
    }

    #[test]
    fn the_oldest_tiles_go_when_there_are_too_many_bytes() {
        let cache = TileCache::default();
        for x in 0..20 {
            cache.get(1, ("areas", TileAddress::new(10, x, 0).unwrap()), || vec![0; MOST_BYTES / 8]);
        }
        let drawn = cache.drawn.lock().unwrap();
        assert!(drawn.bytes <= MOST_BYTES && drawn.tiles.len() == 8 && drawn.order.len() == 8);
        assert!(!drawn.tiles.contains_key(&("areas", TileAddress::new(10, 0, 0).unwrap())));
    }
}
