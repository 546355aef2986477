//! Sign out.

use crate::app::AppError;
use crate::app::people::{People, secrets};

impl People {
    /// Ends a session: its secret opens nothing any more, wherever a copy of it may be.
    ///
    /// # Errors
    /// [`AppError::Unavailable`].
    pub async fn sign_out(&self, session: &str) -> Result<(), AppError> {
        let hash = secrets::hash_of(session);
        self.store.end_session(&hash).await?;
        self.sightings.forget(&hash);
        Ok(())
    }
}
