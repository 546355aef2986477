//! `catmap person`: the first administrator, and people without the web page.

use std::io::{BufRead, IsTerminal, stdin};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::say;
use crate::app::catalogue;
use crate::app::people::{MailOptions, People, PersonChange, PersonListed};
use crate::domain::person::Role;
use crate::settings::Settings;

/// People who sign in.
#[derive(Debug, Args)]
pub struct PersonArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add somebody. Their password is the first line of standard input, unless they are invited by mail.
    Add {
        /// E-mail address.
        email: String,
        /// What they are called.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        roles: HeldRoles,
        /// Send a link to choose a password with, instead of reading one.
        #[arg(long)]
        invite: bool,
        /// Who adds them, for the record.
        #[arg(long, value_name = "NAME", env = "USER", default_value = "command line")]
        by: String,
    },
    /// List everybody.
    List,
    /// Set somebody's password: the first line of standard input. All their sessions end.
    Password {
        /// E-mail address.
        email: String,
    },
    /// Give somebody these roles and no others.
    Roles {
        /// E-mail address.
        email: String,
        #[command(flatten)]
        roles: HeldRoles,
    },
    /// End somebody's access, with all their sessions and tokens.
    Deactivate {
        /// E-mail address.
        email: String,
    },
}

#[derive(Debug, Args)]
struct HeldRoles {
    /// An officer of this council (as its register names it); may be repeated.
    #[arg(long, value_name = "COUNCIL")]
    officer_of: Vec<String>,
    /// A member of this organisation; may be repeated.
    #[arg(long, value_name = "ORGANISATION")]
    member_of: Vec<String>,
    /// Plans for the region.
    #[arg(long)]
    strategist: bool,
    /// Looks after the service: may do everything.
    #[arg(long)]
    administrator: bool,
}

impl HeldRoles {
    fn read(self) -> anyhow::Result<Vec<Role>> {
        let named = |word: &'static str, names: Vec<String>| names.into_iter().map(move |name| (word, Some(name)));
        let plain = |word: &'static str, held: bool| held.then_some((word, None));
        let officer = named("officer", self.officer_of);
        let all = officer
            .chain(named("member", self.member_of))
            .chain(plain("strategist", self.strategist))
            .chain(plain("administrator", self.administrator));
        all.map(|(word, of)| Role::from_words(word, of.as_deref()).map_err(anyhow::Error::msg)).collect()
    }
}

/// Does what was asked.
pub async fn run(settings: Settings, arguments: PersonArguments) -> anyhow::Result<ExitCode> {
    let store = catalogue::open(&settings.database).await?;
    let mail = MailOptions {
        smtp_url: settings.smtp_url,
        from: settings.mail_from,
        outbox: settings.outbox.clone(),
        base: settings.public_url.unwrap_or_else(|| format!("http://{}", settings.listen)),
    };
    let is_handed_in = mail.smtp_url.is_some();
    let people = People::new(store.clone(), mail)?;
    match arguments.what {
        What::Add { email, name, roles, invite: true, by } => {
            let person = people.invite_as(&by, &name, &email, roles.read()?).await?;
            let place = settings.outbox.display();
            let sent = if is_handed_in { "sent".to_owned() } else { format!("in the folder {place}") };
            say(&format!("{} is invited; the mail is {sent}.", person.email));
        }
        What::Add { email, name, roles, invite: false, by } => {
            let roles = roles.read()?;
            let person = people.add(&by, &name, &email, roles, &password()?).await?;
            say(&format!("{} is added and can sign in.", person.email));
        }
        What::List => {
            for listed in people.everybody().await? {
                say(&line(&listed));
            }
        }
        What::Password { email } => {
            people.set_password_of(&email, &password()?).await?;
            say("The password is set, and all sessions are ended.");
        }
        What::Roles { email, roles } => {
            let change = PersonChange { roles: Some(roles.read()?), active: None };
            say(&line(&people.change_of(&email, change).await?));
        }
        What::Deactivate { email } => {
            let change = PersonChange { roles: None, active: Some(false) };
            say(&line(&people.change_of(&email, change).await?));
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The first line of standard input. It is never an argument, which every user of the machine could read, and never typed
/// on a terminal, which would show it.
fn password() -> anyhow::Result<String> {
    if stdin().is_terminal() {
        bail!(
            "give the password on standard input, such as: catmap person add ... < password.txt   or invite with --invite"
        );
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line).context("the password cannot be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn line(listed: &PersonListed) -> String {
    let role = |role: &Role| match role.of() {
        Some(of) => format!("{} of {of}", role.word()),
        None => role.word().to_owned(),
    };
    let roles: Vec<String> = listed.person.roles.iter().map(role).collect();
    let roles = if roles.is_empty() { "no role".to_owned() } else { roles.join(", ") };
    let seen = listed.last_seen.map_or_else(|| "never seen".to_owned(), |day| format!("last seen {day}"));
    let state = match (listed.active, listed.invited) {
        (false, _) => "access ended",
        (true, true) => "invited",
        (true, false) => "can sign in",
    };
    format!("{}\t{}\t{roles}\t{state}\t{seen}", listed.person.email, listed.person.name)
}
