//! `/people`: who there is, invitations, roles and access.

use axum::http::header;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::body;
use crate::api::call::Call;
use crate::api::params::ID;
use crate::api::problem::{INVALID_VALUE, Problem};
use crate::api::routes::Acting;
use crate::api::session::{email_schema, person_json, person_members, role_schema};
use crate::app::people::{PersonChange, PersonListed};
use crate::domain::person::Role;
use crate::publish::address::path_segment;
use crate::publish::schema::{boolean, date, list, named, object, or_null};

#[derive(Deserialize)]
struct GivenRole {
    role: String,
    of: Option<String>,
}

#[derive(Deserialize)]
struct Invitation {
    name: String,
    email: String,
    roles: Vec<GivenRole>,
}

#[derive(Deserialize)]
struct Change {
    roles: Option<Vec<GivenRole>>,
    active: Option<bool>,
}

/// The people that the caller may see.
pub fn all(call: Call) -> Acting {
    Box::pin(async move {
        let people = call.state.people.list(&call.viewer).await?;
        call.json(&json!({ "people": people.iter().map(listed_json).collect::<Vec<_>>() }))
    })
}

/// Invite somebody by mail.
pub fn invite(call: Call) -> Acting {
    Box::pin(async move {
        let given: Invitation = body::read(&call.body, &invitation_schema())?;
        let roles = roles(given.roles)?;
        let person = call.state.people.invite(&call.viewer, &given.name, &given.email, roles).await?;
        let path = format!("/people/{}", path_segment(&person.id.0));
        let invited = PersonListed { person, invited: true, active: true, last_seen: None };
        Ok(call.json(&listed_json(&invited))?.with(header::LOCATION, &call.address(&path)))
    })
}

/// Change somebody's roles or access.
pub fn change(call: Call) -> Acting {
    Box::pin(async move {
        let given: Change = body::read(&call.body, &change_schema())?;
        let change = PersonChange { roles: given.roles.map(roles).transpose()?, active: given.active };
        let id = call.given.read(&ID).unwrap_or_default();
        let changed = call.state.people.change(&call.viewer, &id, change).await?;
        call.json(&listed_json(&changed))
    })
}

fn roles(given: Vec<GivenRole>) -> Result<Vec<Role>, Problem> {
    let role = |given: GivenRole| Role::from_words(&given.role, given.of.as_deref());
    let roles = given.into_iter().map(role).collect::<Result<_, _>>();
    roles.map_err(|sentence| Problem::new(INVALID_VALUE, sentence).at("roles"))
}

fn listed_json(listed: &PersonListed) -> Value {
    let mut json = person_json(&listed.person);
    json["invited"] = listed.invited.into();
    json["active"] = listed.active.into();
    json["last_seen"] = listed.last_seen.map(|day| day.to_string()).into();
    json
}

fn roles_schema() -> Value {
    let mut roles = list("What they are to be.", without_required(role_schema(), "of"));
    roles["maxItems"] = 50.into();
    roles
}

fn without_required(mut schema: Value, name: &str) -> Value {
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|member| member != name);
    }
    schema
}

fn invitation_schema() -> Value {
    let name = json!({ "type": "string", "minLength": 1, "maxLength": 200, "description": "Their name." });
    object("Whom to invite.", [("name", name), ("email", email_schema()), ("roles", roles_schema())])
}

fn change_schema() -> Value {
    let mut schema = object(
        "What to change; what is left out stays.",
        [("roles", roles_schema()), ("active", boolean("Whether they may sign in."))],
    );
    if let Some(members) = schema.as_object_mut() {
        members.remove("required");
    }
    schema
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let members = person_members().into_iter().chain([
        ("invited", boolean("Whether they have not set a password yet.")),
        ("active", boolean("Whether they may sign in.")),
        ("last_seen", or_null(date("The last day they were here."))),
    ]);
    vec![
        ("PersonListed", object("Somebody in the list.", members)),
        ("People", object("Who there is.", [("people", list("In order of name.", named("PersonListed")))])),
        ("Invitation", invitation_schema()),
        ("PersonChange", change_schema()),
    ]
}
