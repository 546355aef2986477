//! The secret with which asset ids are hashed: made for a database once, and the same ever after.

use rand::TryRngCore;
use rand::rngs::OsRng;

use crate::app::AppError;
use crate::import::IdKey;
use crate::store::Store;

const NAME: &str = "asset-ids";

/// The secret of this database; made when it is first asked for.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read or written, or the system has no randomness to give.
pub(super) async fn id_key(store: &Store) -> Result<IdKey, AppError> {
    if let Some(held) = store.secret(NAME).await? {
        return Ok(IdKey::new(held));
    }
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
    let made: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    store.keep_secret(NAME, &made).await?;
    // Another program may have been first: what is held counts.
    Ok(IdKey::new(store.secret(NAME).await?.unwrap_or(made)))
}
