//! `/enquiries`: somebody asks about a building; the officers it went to read and answer.

use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::api::body;
use crate::api::call::Call;
use crate::api::params::{COUNCIL, CURSOR, ENQUIRY_STATE, ID, LIMIT, USUAL_ITEMS};
use crate::api::problem::{INVALID_PARAMETER, INVALID_VALUE, Problem};
use crate::api::routes::Acting;
use crate::api::session::email_schema;
use crate::api::values::cursor_after;
use crate::app::enquiries::{EnquiriesWanted, EnquiryListed, EnquirySent, LONGEST_LINE, LONGEST_MESSAGE, NewEnquiry};
use crate::domain::enquiry::{EnquiriesAfter, EnquiryState, EnquirySubject};
use crate::domain::place::LonLat;
use crate::publish::schema::{exactly, integer, list, named, number, object, or_null, text, word};

#[derive(Deserialize)]
struct Given {
    asset: Option<String>,
    place: Option<String>,
    point: Option<Vec<f64>>,
    borough: Option<String>,
    organisation: Option<String>,
    name: String,
    email: String,
    message: String,
    need: Option<String>,
}

#[derive(Deserialize)]
struct Progress {
    state: EnquiryState,
    note: Option<String>,
}

/// Ask about a building.
pub fn ask(call: Call) -> Acting {
    Box::pin(async move {
        let given: Given = body::read(&call.body, &given_schema())?;
        let new = NewEnquiry {
            point: given.point.as_deref().map(point).transpose()?,
            asset: given.asset,
            place: given.place,
            borough: given.borough,
            organisation: given.organisation,
            name: given.name,
            email: given.email,
            message: given.message,
            need: given.need,
        };
        let sent = call.state.enquiries.ask(new, call.peer).await?;
        call.json(&json!({
            "reference": sent.id,
            "council": sent.council,
            "read_by": read_by(&sent),
            "kept_months": call.state.enquiries.keep_months(),
        }))
    })
}

/// The enquiries that the caller may read.
pub fn all(call: Call) -> Acting {
    Box::pin(async move {
        let after = call.given.read(&CURSOR).map(|cursor| EnquiriesAfter::from_text(&cursor).ok_or_else(no_cursor));
        let limit = call.given.read(&LIMIT).unwrap_or(USUAL_ITEMS as usize);
        let wanted = EnquiriesWanted {
            council: call.given.read(&COUNCIL),
            state: call.given.read(&ENQUIRY_STATE),
            after: after.transpose()?,
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
        };
        let found = call.state.enquiries.list(&call.viewer, &wanted).await?;
        let listed = found.enquiries.iter().map(listed_json).collect::<Result<Vec<_>, _>>()?;
        let next = found.next.map(|next| cursor_after(&next.text()));
        call.json(&json!({ "enquiries": listed, "new": found.new, "next": next }))
    })
}

/// One of them.
pub fn one(call: Call) -> Acting {
    Box::pin(async move {
        let id = call.given.read(&ID).unwrap_or_default();
        call.json(&listed_json(&call.state.enquiries.one(&call.viewer, &id).await?)?)
    })
}

/// Say how far one has got.
pub fn change(call: Call) -> Acting {
    Box::pin(async move {
        let given: Progress = body::read(&call.body, &progress_schema())?;
        let id = call.given.read(&ID).unwrap_or_default();
        let changed = call.state.enquiries.change(&call.viewer, &id, given.state, given.note.as_deref()).await?;
        call.json(&listed_json(&changed)?)
    })
}

fn read_by(sent: &EnquirySent) -> &'static str {
    if sent.reaches_officers { READ_BY[0] } else { READ_BY[1] }
}

/// Who reads an enquiry.
const READ_BY: [&str; 2] = ["officers", "administrators"];

fn point(given: &[f64]) -> Result<LonLat, Problem> {
    match *given {
        [lon_deg, lat_deg] => Ok(LonLat { lon_deg, lat_deg }),
        _ => Err(Problem::new(INVALID_VALUE, "point: it must be two numbers, longitude and latitude.").at("point")),
    }
}

fn no_cursor() -> Problem {
    let detail = "This is not a cursor; take it from \"next\" of the page before.";
    Problem::new(INVALID_PARAMETER, detail).at("cursor")
}

fn listed_json(listed: &EnquiryListed) -> Result<Value, Problem> {
    let EnquiryListed { enquiry, asset_name, point } = listed;
    let (asset, borough) = match &enquiry.subject {
        EnquirySubject::Asset(id) => (Some(&*id.0), None),
        EnquirySubject::Unlisted { borough } => (None, borough.as_deref()),
    };
    let written = enquiry.written.as_ref().map(|written| {
        json!({
            "name": written.name,
            "email": written.email,
            "organisation": written.organisation,
            "message": written.message,
            "need": written.need,
            "place": written.place,
            "point": point.map(|point| [point.lon_deg, point.lat_deg]),
        })
    });
    Ok(json!({
        "id": enquiry.id,
        "asked_at": moment(enquiry.asked_at)?,
        "asset": asset,
        "asset_name": asset_name,
        "borough": borough,
        "council": enquiry.council,
        "written": written,
        "state": enquiry.state,
        "note": enquiry.note,
        "changed_by": enquiry.touched.as_ref().map(|touch| &touch.by),
        "changed_at": enquiry.touched.as_ref().map(|touch| moment(touch.at)).transpose()?,
    }))
}

fn moment(at: OffsetDateTime) -> Result<String, Problem> {
    at.format(&Rfc3339).map_err(Problem::internal)
}

fn words(about: &str, most: usize) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": most, "description": about })
}

/// The schema of a thing some members of which may be left out.
fn with_optional<const N: usize>(mut schema: Value, optional: [&str; N]) -> Value {
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|member| !optional.iter().any(|name| member == name));
    }
    schema
}

fn given_schema() -> Value {
    let point = exactly(2, "Where that is: longitude and latitude.", number("Degrees."));
    let given = object(
        "A question about a building: either `asset` or `place`.",
        [
            ("asset", or_null(words("The id of an asset on the map.", LONGEST_LINE))),
            (
                "place",
                or_null(words("Otherwise what is known of it: its address, what stands there.", LONGEST_MESSAGE)),
            ),
            ("point", or_null(point)),
            (
                "borough",
                or_null(words("The borough it is in, as `/about` spells it. It goes before the point.", LONGEST_LINE)),
            ),
            ("organisation", or_null(words("For whom it is asked.", LONGEST_LINE))),
            ("name", words("Who asks.", LONGEST_LINE)),
            ("email", email_schema()),
            ("message", words("What is asked.", LONGEST_MESSAGE)),
            ("need", or_null(words("The space that is looked for, in words.", LONGEST_MESSAGE))),
        ],
    );
    with_optional(given, ["asset", "place", "point", "borough", "organisation", "need"])
}

fn progress_schema() -> Value {
    let note = or_null(words("A note for its officers; null for none.", LONGEST_MESSAGE));
    object("How far it has got.", [("state", word("How far.", EnquiryState::SLUGS)), ("note", note)])
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let sent = object(
        "What became of it. It tells nothing of any other.",
        [
            ("reference", text("By which it is known. It is random.")),
            ("council", or_null(text("The council that it concerns, as far as known."))),
            ("read_by", word("Who reads it: officers of that council, or administrators who pass it on.", &READ_BY)),
            ("kept_months", integer("So many months after it was last worked on, what was written is cleared.")),
        ],
    );
    let written = object(
        "What was written.",
        [
            ("name", text("Who asks.")),
            ("email", text("Where they are answered.")),
            ("organisation", or_null(text("For whom they ask."))),
            ("message", text("What they ask.")),
            ("need", or_null(text("The space they look for."))),
            ("place", or_null(text("Which building, when it is not on the map."))),
            ("point", or_null(exactly(2, "Where it is: longitude and latitude.", number("Degrees.")))),
        ],
    );
    let enquiry = object(
        "A question about a building.",
        [
            ("id", text("Its reference.")),
            ("asked_at", text("When.")),
            ("asset", or_null(text("The id of its asset; null when it is not on the map."))),
            ("asset_name", or_null(text("What the asset is called, as far as it is still there."))),
            ("borough", or_null(text("The borough of a building that is not on the map, as far as known."))),
            ("council", or_null(text("Whose officers it went to; null for administrators alone."))),
            ("written", or_null(named("EnquiryWritten"))),
            ("state", word("How far it has got.", EnquiryState::SLUGS)),
            ("note", or_null(text("What its officer noted."))),
            ("changed_by", or_null(text("Who changed it last."))),
            ("changed_at", or_null(text("When that was."))),
        ],
    );
    let all = object(
        "What was asked.",
        [
            ("enquiries", list("Newest first. `written` is null once it was cleared.", named("Enquiry"))),
            ("new", integer("How many of all that the caller may read are new.")),
            ("next", or_null(text("The cursor of the next page."))),
        ],
    );
    vec![
        ("EnquiryGiven", given_schema()),
        ("EnquirySent", sent),
        ("EnquiryWritten", written),
        ("Enquiry", enquiry),
        ("Enquiries", all),
        ("EnquiryProgress", progress_schema()),
    ]
}
