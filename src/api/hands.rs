//! How many files one person sends or fetches at once: each takes room on the disk until it is done.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::api::problem::{Problem, TOO_MANY};
use crate::domain::permission::Viewer;
use crate::domain::person::PersonId;

/// Files in one person's hands. A page needs one at a time, a script perhaps a few.
const MOST: u32 = 4;
/// When it makes sense to try again, seconds.
const WAIT_S: u64 = 10;

/// What everybody has in hand.
#[derive(Default)]
pub struct Hands(Arc<Mutex<HashMap<PersonId, u32>>>);

/// A file in somebody's hands until this is dropped.
#[derive(Debug)]
pub struct InHand {
    person: PersonId,
    hands: Arc<Mutex<HashMap<PersonId, u32>>>,
}

impl Hands {
    /// Takes one more file in hand; nothing to count for somebody who has not signed in.
    ///
    /// # Errors
    /// 429 when the person has their hands full.
    pub fn take(&self, viewer: &Viewer) -> Result<Option<InHand>, Problem> {
        let Some(person) = viewer.person() else { return Ok(None) };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry(person.id.clone()).or_insert(0);
        if *held >= MOST {
            let detail = format!("You are sending or fetching {MOST} files already. Wait until one of them is done.");
            return Err(Problem::new(TOO_MANY, detail).after(WAIT_S));
        }
        *held += 1;
        Ok(Some(InHand { person: person.id.clone(), hands: Arc::clone(&self.0) }))
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        let mut all = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get_mut(&self.person) {
            *held -= 1;
            if *held == 0 {
                all.remove(&self.person);
            }
        }
    }
}
