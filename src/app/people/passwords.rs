//! Passwords: which will do, and how they are kept (argon2id).

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::app::AppError;
use crate::app::people::secrets;

/// OWASP Password Storage Cheat Sheet: argon2id with at least 19 MiB of memory, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashed at once: so many times 19 MiB, whatever is tried.
const AT_ONCE: usize = 4;
/// How long a password may be, in characters. NIST SP 800-63B asks for no rules about kinds of characters.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=1000;

/// The commonest passwords of twelve characters or more in published breaches, as letters and digits only. Shorter ones
/// are refused for their length; what repeats itself or runs along the keyboard is refused by rule.
const COMMON: [&str; 40] = [
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789abc",
    "0987654321098",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t6y7u",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "qazwsxedcrfv",
    "qwerty123456",
    "qwerty1234567",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiop1234",
    "qwertyuiopasdf",
    "qwertyuiopasdfghjkl",
    "asdfghjkl123",
    "password1234",
    "password12345",
    "password123456",
    "passw0rd1234",
    "password2024",
    "password2025",
    "password2026",
    "iloveyou1234",
    "iloveyou12345",
    "ihateyou1234",
    "letmein12345",
    "welcome12345",
    "welcome123456",
    "administrator",
    "administrator1",
    "admin1234567",
    "changeme1234",
    "liverpool123",
    "liverpoolfc1",
    "manchester12",
    "abcdefghijkl",
    "abcd12345678",
];

/// Makes and tries hashes, a few at a time.
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Tried where there is no password, so that a try costs the same.
    stand_in: String,
    turns: Semaphore,
    made: AtomicU64,
}

/// How a try went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It is not the password.
    Wrong,
    /// It is.
    Right,
    /// It is, and it is kept in a form that we no longer make.
    RightAndOld,
}

impl Passwords {
    /// Ready to hash.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the system has no randomness to give.
    pub fn new() -> Result<Self, AppError> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let stand_in = hashed(&argon2, &secrets::secret()?)?;
        Ok(Self { argon2, stand_in, turns: Semaphore::new(AT_ONCE), made: AtomicU64::new(0) })
    }

    /// How many hashes were made.
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    /// A password as it is kept.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when it cannot be hashed.
    pub async fn keep(&self, password: &str) -> Result<String, AppError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        self.in_turn(move || hashed(&argon2, &password)).await?
    }

    /// Tries a password. Where none is kept the same work is done, and it is wrong.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when it cannot be hashed.
    pub async fn try_it(&self, password: &str, kept: Option<&str>) -> Result<Tried, AppError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let is_real = kept.is_some();
        let kept = kept.unwrap_or(&self.stand_in).to_owned();
        let is_old = !self.is_of_today(&kept);
        let fits = self.in_turn(move || argon2.verify_password(password.as_bytes(), kept.as_str()).is_ok()).await?;
        Ok(match (is_real && fits, is_old) {
            (false, _) => Tried::Wrong,
            (true, false) => Tried::Right,
            (true, true) => Tried::RightAndOld,
        })
    }

    /// Waits for a turn and then hashes away from the threads that talk to callers.
    async fn in_turn<T: Send + 'static>(&self, hash: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let _turn = self.turns.acquire().await.map_err(failed)?;
        self.made.fetch_add(1, Ordering::Relaxed);
        spawn_blocking(hash).await.map_err(failed)
    }

    fn is_of_today(&self, kept: &str) -> bool {
        let Ok(hash) = PasswordHash::new(kept) else { return false };
        let params = Params::try_from(&hash);
        let same = |params: Params| (params.m_cost(), params.t_cost(), params.p_cost()) == (MEMORY_KIB, PASSES, LANES);
        hash.algorithm == Algorithm::Argon2id.ident() && params.is_ok_and(same)
    }
}

fn hashed(argon2: &Argon2<'_>, password: &str) -> Result<String, AppError> {
    Ok(argon2.hash_password(password.as_bytes()).map_err(failed)?.to_string())
}

fn failed(error: impl std::fmt::Display) -> AppError {
    AppError::Unavailable { cause: error.to_string() }
}

/// Whether a password will do for somebody.
///
/// # Errors
/// [`AppError::Invalid`] with a sentence that says what would be right.
pub fn check(password: &str, email: &str, name: &str) -> Result<(), AppError> {
    let refuse = |reason: &str| Err(AppError::Invalid { field: "password".to_owned(), reason: reason.to_owned() });
    let length = password.chars().count();
    if length < *LENGTH.start() {
        return refuse(
            "The password needs at least 12 characters. Three or four words that do not belong together are good.",
        );
    }
    if length > *LENGTH.end() {
        return refuse("The password may have at most 1,000 characters.");
    }
    let plain = plain(password);
    let without_digits = plain.trim_matches(|c: char| c.is_ascii_digit());
    let mailbox = email.split('@').next().unwrap_or_default();
    let own = [email, mailbox, name, "catmap"].map(self::plain);
    if own.iter().any(|word| !word.is_empty() && (plain == *word || repeats(without_digits, word))) {
        return refuse(
            "The password is too easy to guess: it is your name, your e-mail address or the name of this service.",
        );
    }
    if COMMON.contains(&plain.as_str()) || repeats_itself(&plain) {
        return refuse("Many people use this password, so it is tried first. Please choose another.");
    }
    Ok(())
}

/// Letters and digits, in lower case; a password of other characters alone stays as it is.
fn plain(text: &str) -> String {
    let bare: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    if bare.is_empty() { text.to_owned() } else { bare }
}

/// Whether a text is a word once or several times over.
fn repeats(text: &str, word: &str) -> bool {
    !text.is_empty() && text.replace(word, "").is_empty()
}

/// Whether a text is a start of at most eight characters over and over: "aaaaaaaaaaaa", "passwordpassword".
fn repeats_itself(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (1..=8.min(characters.len() / 2))
        .any(|size| characters.iter().enumerate().all(|(at, c)| *c == characters[at % size]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused_with_a_sentence() {
        let check = |password: &str| check(password, "jo.bloggs@knowsley.example", "Jo Bloggs");
        for bad in [
            "short",
            "elevenchars",
            "jo.bloggs@knowsley.example",
            "JoBloggsJoBloggs",
            "jobloggs2026",
            "Catmap-Catmap-1",
            "password1234",
            "Password-1234",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "passwordpassword",
            "1q2w3e4r5t6y",
            "!!!!!!!!!!!!",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(check(&"é".repeat(1001)).is_err());
        for good in ["correct horse battery", "purple-tram-94-onion", &format!("{}grün tea", "long ".repeat(180))] {
            assert!(check(good).is_ok(), "{good}");
        }
    }

    #[tokio::test]
    async fn a_password_is_kept_so_that_only_it_fits_and_no_two_look_alike() {
        let passwords = Passwords::new().unwrap();
        let (one, two) =
            (passwords.keep("correct horse").await.unwrap(), passwords.keep("correct horse").await.unwrap());
        assert_ne!(one, two);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_eq!(passwords.try_it("correct horse", Some(&one)).await.unwrap(), Tried::Right);
        assert_eq!(passwords.try_it("correct house", Some(&one)).await.unwrap(), Tried::Wrong);
        assert_eq!(passwords.try_it("correct horse", None).await.unwrap(), Tried::Wrong);
        assert_eq!(passwords.made(), 5, "where there is no password the same is done");
    }

    #[tokio::test]
    async fn a_password_kept_with_less_is_recognised_as_old() {
        let passwords = Passwords::new().unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        let kept = hashed(&weak, "correct horse").unwrap();
        assert_eq!(passwords.try_it("correct horse", Some(&kept)).await.unwrap(), Tried::RightAndOld);
    }
}
