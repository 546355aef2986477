//! `/tokens`: keys for GIS programs and scripts.

use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::api::body;
use crate::api::call::Call;
use crate::api::params::ID;
use crate::api::problem::Problem;
use crate::api::routes::Acting;
use crate::api::session::signed_in_person;
use crate::publish::schema::{date, list, named, object, or_null, text};

#[derive(Deserialize)]
struct Wanted {
    name: String,
}

/// The caller's tokens, without their secrets.
pub fn all(call: Call) -> Acting {
    Box::pin(async move {
        let tokens = call.state.people.tokens(signed_in_person(&call)?).await?;
        let mut listed = Vec::with_capacity(tokens.len());
        for token in tokens {
            let used_on = token.used_on.map(|day| day.to_string());
            listed.push(json!({
                "id": token.id, "name": token.name, "made_at": moment(token.made_at)?, "last_used": used_on,
            }));
        }
        call.json(&json!({ "tokens": listed }))
    })
}

/// Make a token.
pub fn make(call: Call) -> Acting {
    Box::pin(async move {
        let given: Wanted = body::read(&call.body, &wanted_schema())?;
        let made = call.state.people.make_token(signed_in_person(&call)?, &given.name).await?;
        let made_at = moment(made.made_at)?;
        call.json(&json!({ "id": made.id, "name": made.name, "token": made.secret, "made_at": made_at }))
    })
}

/// Take a token back.
pub fn end(call: Call) -> Acting {
    Box::pin(async move {
        let id = call.given.read(&ID).unwrap_or_default();
        call.state.people.end_token(signed_in_person(&call)?, &id).await?;
        Ok(call.bytes(Vec::new()))
    })
}

fn moment(at: OffsetDateTime) -> Result<String, Problem> {
    at.format(&Rfc3339).map_err(Problem::internal)
}

fn wanted_schema() -> Value {
    let name = json!({ "type": "string", "minLength": 1, "maxLength": 100, "description": "What the token is for." });
    object("A token to make.", [("name", name)])
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let token = object(
        "A token.",
        [
            ("id", text("Its key.")),
            ("name", text("What it is for.")),
            ("made_at", text("When it was made.")),
            ("last_used", or_null(date("The last day it was used."))),
        ],
    );
    let made = object(
        "A token just made.",
        [
            ("id", text("Its key.")),
            ("name", text("What it is for.")),
            ("token", text("The token itself. It is shown this once.")),
            ("made_at", text("When it was made.")),
        ],
    );
    vec![
        ("Token", token),
        ("Tokens", object("Your tokens.", [("tokens", list("Oldest first.", named("Token")))])),
        ("TokenMade", made),
        ("TokenWanted", wanted_schema()),
    ]
}
