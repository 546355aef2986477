//! `/session` and `/password-resets`: sign in and out, who one is, and a new password.

use axum::http::header;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::call::{Answer, Call};
use crate::api::params::LINK;
use crate::api::problem::{NOT_SIGNED_IN, Problem};
use crate::api::routes::Acting;
use crate::api::{body, credentials};
use crate::app::people::{Credentials, SignedIn};
use crate::domain::permission::{Rule, Viewer};
use crate::domain::person::{Person, Role};
use crate::publish::schema::{list, named, object, or_null, text, word};

#[derive(Deserialize)]
struct SignIn {
    email: String,
    password: String,
}

#[derive(Deserialize)]
struct Reset {
    email: String,
}

#[derive(Deserialize)]
struct NewPassword {
    password: String,
}

#[derive(Deserialize)]
struct PasswordChange {
    old: String,
    new: String,
}

/// Who is signed in, and what they can do.
pub fn show(call: Call) -> Acting {
    Box::pin(async move {
        let answer = call.json(&session_json(call.viewer.person()))?;
        // The cookie of a session that has ended is of no use to anybody.
        let is_stale = call.viewer == Viewer::Visitor && call.shown.session.is_some();
        Ok(if is_stale { answer.with(header::SET_COOKIE, &credentials::no_session()) } else { answer })
    })
}

/// Sign in.
pub fn sign_in(call: Call) -> Acting {
    Box::pin(async move {
        let given: SignIn = body::read(&call.body, &sign_in_schema())?;
        let credentials = Credentials {
            email: &given.email,
            password: &given.password,
            device: call.shown.device.as_deref(),
            session: call.shown.session.as_deref(),
            peer: call.peer,
        };
        signed_in(&call, &call.state.people.sign_in(credentials).await?)
    })
}

/// Sign out.
pub fn sign_out(call: Call) -> Acting {
    Box::pin(async move {
        if let Some(session) = &call.shown.session {
            call.state.people.sign_out(session).await?;
        }
        Ok(call.bytes(Vec::new()).with(header::SET_COOKIE, &credentials::no_session()))
    })
}

/// Change one's password.
pub fn change_password(call: Call) -> Acting {
    Box::pin(async move {
        let given: PasswordChange = body::read(&call.body, &password_change_schema())?;
        let person = signed_in_person(&call)?;
        signed_in(&call, &call.state.people.change_password(person, (&given.old, &given.new)).await?)
    })
}

/// Ask for a link to set a password with.
pub fn ask_for_reset(call: Call) -> Acting {
    Box::pin(async move {
        let given: Reset = body::read(&call.body, &reset_schema())?;
        call.state.people.ask_for_reset(&given.email);
        call.json(&json!({ "sentence": "If we know this address, a link is on its way." }))
    })
}

/// Set a password with a link.
pub fn reset(call: Call) -> Acting {
    Box::pin(async move {
        let given: NewPassword = body::read(&call.body, &new_password_schema())?;
        let link = call.given.read(&LINK).unwrap_or_default();
        let session = call.shown.session.as_deref();
        signed_in(&call, &call.state.people.set_password_by_link(&link, &given.password, session).await?)
    })
}

/// The person behind a call whose rule lets nobody else in.
///
/// # Errors
/// 401 for a visitor.
pub fn signed_in_person(call: &Call) -> Result<&Person, Problem> {
    call.viewer.person().ok_or_else(|| Problem::new(NOT_SIGNED_IN, "Please sign in to see this."))
}

fn signed_in(call: &Call, signed_in: &SignedIn) -> Result<Answer, Problem> {
    let answer = call.json(&session_json(Some(&signed_in.person)))?;
    let cookies = credentials::cookies_of(signed_in);
    Ok(cookies.iter().fold(answer, |answer, cookie| answer.with(header::SET_COOKIE, cookie)))
}

fn session_json(person: Option<&Person>) -> Value {
    let can = person.map(can).unwrap_or_default();
    json!({ "person": person.map(person_json), "can": can })
}

/// A person as the API shows them.
#[must_use]
pub fn person_json(person: &Person) -> Value {
    let role = |role: &Role| json!({ "role": role.word(), "of": role.of() });
    json!({
        "id": &*person.id.0, "name": person.name, "email": person.email,
        "roles": person.roles.iter().map(role).collect::<Vec<_>>(),
    })
}

/// What the page can offer somebody. Only a hint: every address decides for itself.
const CAN: [&str; 6] = ["import", "import-official", "enquiries", "people", "invite", "tokens"];

fn can(person: &Person) -> Vec<&'static str> {
    let viewer = Viewer::Person(person.clone().into());
    let (officer, administrator) = (Rule::OfficerOfSome.admits(&viewer), Rule::Administrator.admits(&viewer));
    let held = [officer, administrator, officer, officer, administrator, true];
    CAN.into_iter().zip(held).filter(|(_, held)| *held).map(|(word, _)| word).collect()
}

fn short(about: &str, most: usize) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": most, "description": about })
}

/// An e-mail address in a body; RFC 5321 allows 254 characters.
pub(super) fn email_schema() -> Value {
    short("E-mail address.", 254)
}

fn password_schema(about: &str) -> Value {
    json!({ "type": "string", "maxLength": 1000, "description": about })
}

fn sign_in_schema() -> Value {
    object("Who signs in.", [("email", email_schema()), ("password", password_schema("Password."))])
}

fn reset_schema() -> Value {
    object("Who forgot a password.", [("email", email_schema())])
}

fn new_password_schema() -> Value {
    object("A new password.", [("password", password_schema("12 to 1,000 characters."))])
}

fn password_change_schema() -> Value {
    object(
        "A new password in the place of an old one.",
        [("old", password_schema("The current password.")), ("new", password_schema("12 to 1,000 characters."))],
    )
}

/// The schema of a role of somebody's.
pub(super) fn role_schema() -> Value {
    object(
        "What somebody is.",
        [
            ("role", word("What.", &Role::WORDS)),
            (
                "of",
                or_null(
                    json!({ "type": "string", "maxLength": 200, "description": "Of which council or organisation." }),
                ),
            ),
        ],
    )
}

/// The members every person has.
pub(super) fn person_members() -> Vec<(&'static str, Value)> {
    vec![
        ("id", text("Their key.")),
        ("name", text("Their name.")),
        ("email", text("Their e-mail address.")),
        ("roles", list("What they are.", named("Role"))),
    ]
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("Role", role_schema()),
        ("Person", object("Somebody who can sign in.", person_members())),
        (
            "Session",
            object(
                "Who is signed in.",
                [
                    ("person", json!({ "nullable": true, "allOf": [named("Person")], "description": "Nobody: null." })),
                    ("can", list("What they can do.", word("One thing.", &CAN))),
                ],
            ),
        ),
        ("SignIn", sign_in_schema()),
        ("PasswordReset", reset_schema()),
        ("PasswordResetAsked", object("What was done.", [("sentence", text("For people."))])),
        ("NewPassword", new_password_schema()),
        ("PasswordChange", password_change_schema()),
    ]
}
