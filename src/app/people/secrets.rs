//! Secrets of 256 random bits, and the hashes by which they are known again.
//!
//! A plain SHA-256 will do for what nobody chose: 2^256 secrets cannot be tried. Only passwords need a slow hash.

use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

use crate::app::AppError;

/// A new secret: 64 hexadecimal digits.
///
/// # Errors
/// [`AppError::Unavailable`] when the system has no randomness to give.
pub fn secret() -> Result<String, AppError> {
    random::<32>()
}

/// A key for a record: 32 hexadecimal digits.
///
/// # Errors
/// As [`secret`].
pub fn key() -> Result<String, AppError> {
    random::<16>()
}

/// A reference to read out: twelve letters and digits that are not mistaken for each other, such as `K7QM-3F9X-2BTE`. One of
/// 2^60, so that nobody comes upon another's.
///
/// # Errors
/// As [`secret`].
pub fn reference() -> Result<String, AppError> {
    const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut bytes = [0; 12];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
    let symbols: Vec<char> = bytes.iter().map(|byte| char::from(SYMBOLS[usize::from(byte % 32)])).collect();
    Ok(symbols.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-"))
}

fn random<const BYTES: usize>() -> Result<String, AppError> {
    let mut bytes = [0; BYTES];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What a secret is known by.
#[must_use]
pub fn hash_of(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
