//! Mail: handed in to a server, or put into a folder, one file each.

use std::path::{Path, PathBuf};

use lettre::message::{Mailbox, header::ContentType};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tracing::info;

use crate::app::AppError;
use crate::app::people::{MailOptions, secrets};

/// How mail leaves, and what is the same in all of it.
pub struct Mail {
    way: Way,
    from: Mailbox,
    base: String,
}

enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Mail {
    /// Mail as it is set.
    ///
    /// # Errors
    /// [`AppError::Refused`] with a sentence when it cannot be used. The address of the server may hold a password, so it
    /// is not in the sentence.
    pub fn new(options: MailOptions) -> Result<Self, AppError> {
        let from = options.from.parse().map_err(|_| {
            AppError::Refused("mail-from must be an address such as catmap <catmap@council.example>".to_owned())
        })?;
        let way = match &options.smtp_url {
            Some(url) => Way::Server(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|_| {
                        let like = "smtps://name:password@mail.example or smtp://mail.example:587?tls=required";
                        AppError::Refused(format!("smtp-url must be an address such as {like}"))
                    })?
                    .build(),
            ),
            None => Way::Folder(options.outbox),
        };
        Ok(Self { way, from, base: options.base.trim_end_matches('/').to_owned() })
    }

    /// The page on which a link lets its owner set a password.
    pub fn link(&self, secret: &str, invited: bool) -> String {
        let invited = if invited { "&invited=1" } else { "" };
        format!("{}/#task=password&token={secret}{invited}", self.base)
    }

    /// Sends a text to somebody. The log learns where the mail went and nothing of what it says.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when it cannot be sent.
    pub async fn send(&self, name: &str, email: &str, subject: &str, text: String) -> Result<(), AppError> {
        let failed = |error: &dyn std::error::Error| AppError::Unavailable { cause: format!("mail: {error}") };
        let to = Mailbox::new(Some(one_line(name)), address(email)?);
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(one_line(subject))
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(|error| failed(&error))?;
        match &self.way {
            Way::Server(server) => {
                server.send(message).await.map_err(|error| failed(&error))?;
                info!("a mail was handed in");
            }
            Way::Folder(folder) => {
                let path = folder.join(format!("{}.eml", secrets::key()?));
                let (folder, file) = (folder.clone(), path.clone());
                let written = tokio::task::spawn_blocking(move || put(&folder, &file, &message.formatted())).await;
                written.map_err(|error| failed(&error))?.map_err(|error| failed(&error))?;
                info!(path = %path.display(), "a mail was put into the outbox");
            }
        }
        Ok(())
    }
}

/// An address that mail can go to.
///
/// # Errors
/// [`AppError::Invalid`].
pub fn address(email: &str) -> Result<Address, AppError> {
    let wrong = |_| AppError::Invalid {
        field: "email".to_owned(),
        reason: "This is not an e-mail address; it must be like jo@council.example.".to_owned(),
    };
    email.trim().parse().map_err(wrong)
}

/// What a person typed, without what would begin another line of a mail's head.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

/// Only the user that catmap runs as may read it: it holds a link that sets a password.
fn put(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
