//! A need as somebody states it in the body of `POST /matches`. It is answered and forgotten.

use serde::Deserialize;
use serde_json::{Value, json};
use time::Date;

use crate::api::body;
use crate::api::problem::{INVALID_VALUE, Problem};
use crate::app::catalogue::Snapshot;
use crate::app::find_matches::{place_at, place_of_postcode};
use crate::domain::asset::SpaceType;
use crate::domain::need::{
    AreaWanted, LegalForm, Need, NeedId, NeedPlace, Organisation, OrganisationSize, Purpose, Reach, SpaceShare,
    StepFreeNeed, Visibility,
};
use crate::domain::place::LonLat;
use crate::domain::source::iso_date_option;
use crate::publish::schema::{boolean, date, list, object, word};

/// What the organisation is called when it does not say.
const UNNAMED_ORGANISATION: &str = "Your organisation";
/// What the need is called when it does not say.
const UNNAMED_NEED: &str = "Your need";
/// How far people come when it does not say.
const USUAL_REACH: Reach = Reach::Town;

#[derive(Deserialize)]
struct Stated {
    organisation: Option<String>,
    legal_form: Option<LegalForm>,
    title: Option<String>,
    #[serde(default)]
    purposes: Vec<Purpose>,
    serves: Option<String>,
    place: StatedPlace,
    reach: Option<Reach>,
    max_distance_km: Option<f64>,
    #[serde(default)]
    spaces: Vec<SpaceShare>,
    area: Option<StatedArea>,
    #[serde(default)]
    would_share: bool,
    #[serde(default)]
    leave_out_occupied: bool,
    step_free: Option<StepFreeNeed>,
    budget_gbp_per_year: Option<f64>,
    capital_gbp: Option<f64>,
    tenure_years: Option<f64>,
    #[serde(default, with = "iso_date_option")]
    latest_start: Option<Date>,
    #[serde(default)]
    urgent: bool,
    organisation_size: Option<OrganisationSize>,
}

#[derive(Deserialize)]
struct StatedPlace {
    lon: Option<f64>,
    lat: Option<f64>,
    postcode: Option<String>,
    borough: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
struct StatedArea {
    ideal_m2: f64,
    min_m2: Option<f64>,
    max_m2: Option<f64>,
    #[serde(default)]
    flexible: bool,
}

/// The need a body states.
///
/// # Errors
/// A problem that says which key is wrong and what would be right.
pub fn read(bytes: &[u8], snapshot: &Snapshot) -> Result<Need, Problem> {
    let stated: Stated = body::read(bytes, &schema())?;
    Ok(Need {
        id: NeedId::new("stated"),
        organisation: Organisation {
            name: stated.organisation.unwrap_or_else(|| UNNAMED_ORGANISATION.to_owned()),
            legal_form: stated.legal_form,
            charity_number: None,
            company_number: None,
            size: stated.organisation_size,
        },
        title: stated.title.unwrap_or_else(|| UNNAMED_NEED.to_owned()),
        purposes: stated.purposes,
        serves: stated.serves,
        place: place(&stated.place, snapshot)?,
        reach: stated.reach.unwrap_or(USUAL_REACH),
        max_distance_m: stated.max_distance_km.map(|km| km * 1000.0),
        spaces: shares(stated.spaces),
        area: stated.area.map(area),
        would_share: stated.would_share,
        leave_out_occupied: stated.leave_out_occupied,
        step_free: stated.step_free,
        budget_gbp_per_year: stated.budget_gbp_per_year,
        capital_gbp: stated.capital_gbp,
        tenure_years: stated.tenure_years,
        latest_start: stated.latest_start,
        urgent: stated.urgent,
        visibility: Visibility::Private,
        source: None,
        stated_on: None,
    })
}

fn place(stated: &StatedPlace, snapshot: &Snapshot) -> Result<NeedPlace, Problem> {
    match (stated.lon, stated.lat, &stated.postcode, &stated.borough) {
        (Some(lon_deg), Some(lat_deg), None, None) => Ok(NeedPlace::Near(place_at(LonLat { lon_deg, lat_deg })?)),
        (None, None, Some(postcode), None) => Ok(NeedPlace::Near(place_of_postcode(snapshot, postcode)?)),
        (None, None, None, Some(name)) => match snapshot.atlas.borough(name) {
            Some(borough) => Ok(NeedPlace::Borough(borough.to_string())),
            None => {
                let known = snapshot.atlas.boroughs().map(|name| &**name).collect::<Vec<_>>().join(", ");
                let detail = format!("There is no borough of that name on the map; there are: {known}.");
                Err(Problem::new(INVALID_VALUE, detail).at("place.borough"))
            }
        },
        _ => {
            let detail = "place: give either lon and lat, or a postcode, or a borough.";
            Err(Problem::new(INVALID_VALUE, detail).at("place"))
        }
    }
}

/// Shares that sum to 1; a kind named twice is one kind with both shares.
fn shares(stated: Vec<SpaceShare>) -> Vec<SpaceShare> {
    let sum: f64 = stated.iter().map(|space| space.share).sum();
    let mut spaces: Vec<SpaceShare> = Vec::new();
    for SpaceShare { space_type, share } in stated {
        match spaces.iter_mut().find(|space| space.space_type == space_type) {
            Some(space) => space.share += share / sum,
            None => spaces.push(SpaceShare { space_type, share: share / sum }),
        }
    }
    spaces
}

fn area(stated: StatedArea) -> AreaWanted {
    let usual = AreaWanted::around(stated.ideal_m2);
    AreaWanted {
        min_m2: stated.min_m2.unwrap_or(usual.min_m2),
        max_m2: stated.max_m2.unwrap_or(usual.max_m2),
        flexible: stated.flexible,
        ..usual
    }
}

/// The schema of the body, which is also what checks it.
#[must_use]
pub fn schema() -> Value {
    let short = |about: &str| json!({ "type": "string", "maxLength": 300, "description": about });
    let amount = |about: &str, most: f64| json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": most, "description": about });
    let degrees =
        |about: &str, most: f64| json!({ "type": "number", "minimum": -most, "maximum": most, "description": about });
    fn slugs<T: Copy>(all: &[T], slug: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|value| slug(*value)).collect()
    }
    let place = with_required(
        object(
            "Where: lon and lat, or a whole postcode, or a borough by name.",
            [
                ("lon", degrees("Degrees east, WGS84.", 180.0)),
                ("lat", degrees("Degrees north, WGS84.", 90.0)),
                ("postcode", short("A whole postcode.")),
                ("borough", short("A borough by name; see `/about`.")),
            ],
        ),
        &[],
    );
    let space = object(
        "A kind of space and its share of the whole.",
        [
            ("space_type", word("What kind.", &slugs(SpaceType::ALL, SpaceType::slug))),
            ("share", amount("Its share, in any proportion to the others.", 1e6)),
        ],
    );
    let area = with_required(
        object(
            "Floor area, m2 usable.",
            [
                ("ideal_m2", amount("Ideal.", 1e6)),
                ("min_m2", amount("The least that would do; 0.7 of the ideal unless said.", 1e6)),
                ("max_m2", amount("The most that is no burden; 1.3 of the ideal unless said.", 1e6)),
                ("flexible", boolean("Whether less than the least could be made to work.")),
            ],
        ),
        &["ideal_m2"],
    );
    let mut spaces = list("Kinds of space.", space);
    spaces["maxItems"] = SpaceType::ALL.len().into();
    let mut purposes = list("Themes.", word("A theme.", &slugs(Purpose::ALL, Purpose::slug)));
    purposes["maxItems"] = Purpose::ALL.len().into();
    with_required(
        object(
            "The space an organisation is looking for. All but the place may be left out; what is not said does not count against a \
             building. Nothing of it is stored.",
            [
                ("organisation", short("Who is looking.")),
                ("legal_form", word("What it is in law.", &slugs(LegalForm::ALL, LegalForm::slug))),
                ("title", short("What it is, in a few words.")),
                ("purposes", purposes),
                ("serves", short("Whom it serves.")),
                ("place", place),
                ("reach", word("How far people come; town unless said.", &slugs(Reach::ALL, Reach::slug))),
                ("max_distance_km", amount("Further away is no use, as people travel.", 1e3)),
                ("spaces", spaces),
                ("area", area),
                ("would_share", boolean("Would share a building.")),
                (
                    "leave_out_occupied",
                    boolean(
                        "What somebody is known to be in, with no space to spare, is no use. What is empty in part or for \
                         now stays, and so does that of which it is not known.",
                    ),
                ),
                (
                    "step_free",
                    word("How much step-free access matters.", &slugs(StepFreeNeed::ALL, StepFreeNeed::slug)),
                ),
                ("budget_gbp_per_year", amount("Yearly budget for premises, GBP.", 1e9)),
                (
                    "capital_gbp",
                    json!({ "type": "number", "minimum": 0, "maximum": 1e9, "description": "Capital secured, GBP." }),
                ),
                ("tenure_years", amount("Least term, years.", 1e3)),
                ("latest_start", date("The latest day it can start.")),
                ("urgent", boolean("Late is worse than usual.")),
                (
                    "organisation_size",
                    word(
                        "Yearly income of the organisation. It plays no part in any score.",
                        &slugs(OrganisationSize::ALL, OrganisationSize::slug),
                    ),
                ),
            ],
        ),
        &["place"],
    )
}

fn with_required(mut schema: Value, required: &[&str]) -> Value {
    match schema.as_object_mut() {
        // OpenAPI 3.0 does not allow an empty list.
        Some(members) if required.is_empty() => drop(members.remove("required")),
        _ => schema["required"] = required.into(),
    }
    schema
}
