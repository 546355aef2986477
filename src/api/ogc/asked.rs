//! What a request for items asks for: a box in a coordinate system, a time, and values of properties.
//!
//! Every property of a collection can be asked for by its name (OGC API - Features Part 3, queryables as parameters). Several
//! values with commas between are alternatives, and `unknown` stands for "nobody has told us". Assets, areas and needs
//! take some more, which the page needs; they are declared in [`own_parameters`].

use std::cmp::Ordering::Equal;

use crate::api::call::Call;
use crate::api::params::{
    BBOX, BBOX_CRS, BOROUGH, CRS, DATETIME, Declared, FILTER, FILTER_CRS, FILTER_LANG, FilterLanguage, Given, ITEMS,
    MAX_AREA, MIN_AREA, OCCUPANCY, OWNER, PURPOSE, SORTBY, SPACE_TYPE, STATUS, TEXT, query_names, unknown,
};
use crate::api::problem::{INVALID_PARAMETER, Problem};
use crate::api::values::UNKNOWN;
use crate::app::browse::{self, AreaFilter, AssetFilter, Holds, NeedFilter};
use crate::app::catalogue::Snapshot;
use crate::features::collection::{Column, Described, Features, Kind};
use crate::features::crs::Crs;
use crate::features::filter::Filter;
use crate::features::listing::Wanted;
use crate::features::matches::AssetScores;
use crate::features::scalar::Scalar;
use crate::features::sort::Order;
use crate::features::table::Collection;
use crate::features::within::CrsBox;
use crate::features::{Areas, Assets, Needs};

/// The parameters of one collection besides those of all and its properties.
#[must_use]
pub fn own_parameters(collection: &str) -> &'static [&'static dyn Declared] {
    const OF_ASSETS: &[&dyn Declared] =
        &[&BOROUGH, &OWNER, &OCCUPANCY, &STATUS, &SPACE_TYPE, &MIN_AREA, &MAX_AREA, &TEXT];
    const OF_AREAS: &[&dyn Declared] = &[&BOROUGH, &TEXT];
    const OF_NEEDS: &[&dyn Declared] = &[&BOROUGH, &SPACE_TYPE, &PURPOSE, &TEXT];
    match collection {
        Assets::NAME | AssetScores::NAME => OF_ASSETS,
        Areas::NAME => OF_AREAS,
        Needs::NAME => OF_NEEDS,
        _ => &[],
    }
}

/// What a collection can be asked for by name: its properties, where no parameter has that name already. Those of a file
/// that somebody gave may be called anything; a filter reaches them all.
pub fn queryables(features: &dyn Features) -> impl Iterator<Item = (usize, &Column)> {
    let described = features.described();
    let own = own_parameters(&described.name);
    let columns = described.columns.iter().enumerate();
    columns.filter(move |(_, column)| !own.iter().chain(ITEMS).any(|parameter| parameter.name() == column.name))
}

/// The coordinate system of the answer.
#[must_use]
pub fn crs(call: &Call) -> Crs {
    call.given.read(&CRS).unwrap_or_default()
}

/// What is wanted of a collection, at an address that takes these parameters besides.
///
/// # Errors
/// A problem that names the parameter: a box that makes no sense in its system, a name that means nothing here, a value
/// that the property cannot have.
pub fn wanted<'a>(
    call: &Call,
    snapshot: &'a Snapshot,
    features: &'a dyn Features,
    takes: &[&'static dyn Declared],
) -> Result<Wanted<'a>, Problem> {
    let crs = call.given.read(&BBOX_CRS).unwrap_or_default();
    let bbox = call.given.read(&BBOX).map(|sides| CrsBox::of_sides(&sides, crs)).transpose();
    let bbox = bbox.map_err(|reason| Problem::new(INVALID_PARAMETER, format!("bbox: {reason}.")).at("bbox"))?;
    let name = &*features.described().name;
    let own = Given::check(&call.given.others, own_parameters(name), true)?;
    let mut also: Vec<Holds<'a>> = Vec::new();
    also.extend(own_filter(&own, snapshot, name)?);
    for (name, text) in &own.others {
        let Some((column, declared)) = queryables(features).find(|(_, column)| column.name == *name) else {
            return Err(unknown_here(features, name, takes));
        };
        let one_of = alternatives(declared, text)
            .map_err(|reason| Problem::new(INVALID_PARAMETER, format!("{name}: {reason}.")).at(name))?;
        also.push(Box::new(move |index| {
            let value = features.value(index, column);
            one_of.iter().any(|wanted| wanted.is_null() && value.is_null() || wanted.order(&value) == Some(Equal))
        }));
    }
    let (filter, order) = (filter(call, features.described())?, order(call, features.described())?);
    Ok(Wanted { bbox, datetime: call.given.read(&DATETIME), filter, order, also })
}

/// The expression that must hold.
fn filter(call: &Call, described: &Described) -> Result<Option<Filter>, Problem> {
    let Some(text) = call.given.read(&FILTER) else { return Ok(None) };
    let crs = call.given.read(&FILTER_CRS).unwrap_or_default();
    let filter = match call.given.read(&FILTER_LANG).unwrap_or_default() {
        FilterLanguage::Text => Filter::parse_text(&text, described, crs),
        FilterLanguage::Json => Filter::parse_json(&text, described, crs),
    };
    filter
        .map(Some)
        .map_err(|error| Problem::new(INVALID_PARAMETER, format!("{}: {error}.", FILTER.name)).at(FILTER.name))
}

/// The order that was asked for.
fn order(call: &Call, described: &Described) -> Result<Order, Problem> {
    let Some(text) = call.given.read(&SORTBY) else { return Ok(Order::default()) };
    Order::parse(&text, described)
        .map_err(|error| Problem::new(INVALID_PARAMETER, format!("{}: {error}.", SORTBY.name)).at(SORTBY.name))
}

fn own_filter<'a>(own: &Given, snapshot: &'a Snapshot, collection: &str) -> Result<Option<Holds<'a>>, Problem> {
    let (boroughs, text) = (own.read(&BOROUGH).unwrap_or_default(), own.read(&TEXT));
    Ok(match collection {
        // Both have the assets under the same numbers.
        Assets::NAME | AssetScores::NAME => {
            let filter = AssetFilter {
                boroughs,
                text,
                owners: own.read(&OWNER).unwrap_or_default(),
                occupancies: own.read(&OCCUPANCY).unwrap_or_default(),
                statuses: own.read(&STATUS).unwrap_or_default(),
                space_types: own.read(&SPACE_TYPE).unwrap_or_default(),
                min_area_m2: own.read(&MIN_AREA),
                max_area_m2: own.read(&MAX_AREA),
            };
            if let (Some(least), Some(most)) = (filter.min_area_m2, filter.max_area_m2)
                && least > most
            {
                let detail = format!("min_area_m2 ({least}) is more than max_area_m2 ({most}).");
                return Err(Problem::new(INVALID_PARAMETER, detail).at(MIN_AREA.name));
            }
            asks(&filter).then(|| browse::assets(snapshot, filter))
        }
        Areas::NAME => {
            let filter = AreaFilter { boroughs, text };
            asks(&filter).then(|| browse::areas(snapshot, filter))
        }
        Needs::NAME => {
            let space_types = own.read(&SPACE_TYPE).unwrap_or_default();
            let purposes = own.read(&PURPOSE).unwrap_or_default();
            let filter = NeedFilter { boroughs, text, space_types, purposes };
            asks(&filter).then(|| browse::needs(snapshot, filter))
        }
        _ => None,
    })
}

/// Whether a filter asks for anything.
fn asks<F: Default + PartialEq>(filter: &F) -> bool {
    *filter != F::default()
}

/// The values of a property that would do, from their text.
fn alternatives(column: &Column, text: &str) -> Result<Vec<Scalar<'static>>, String> {
    let mut found = Vec::new();
    if matches!(column.kind, Kind::Text) {
        // A name may hold commas itself, so the whole text is an alternative too.
        found.push(Scalar::Text(text.to_owned().into()));
    }
    for part in text.split(',').map(str::trim) {
        let wrong = |what: &str| format!("\"{}\" is not {what}", part.chars().take(60).collect::<String>());
        found.push(match column.kind {
            _ if part == UNKNOWN && !column.always => Scalar::Null,
            Kind::Text => Scalar::Text(part.to_owned().into()),
            Kind::Word(words) => match words().into_iter().find(|word| *word == part) {
                Some(word) => Scalar::Text(word.into()),
                None => return Err(wrong(&format!("one of {}", words().join(", ")))),
            },
            Kind::Boolean => Scalar::Boolean(part.parse().map_err(|_| wrong("true or false"))?),
            Kind::Date => Scalar::Date(
                time::Date::parse(part, time::macros::format_description!("[year]-[month]-[day]"))
                    .map_err(|_| wrong("a day such as 2026-11-21"))?,
            ),
            Kind::Integer => Scalar::Integer(part.parse().map_err(|_| wrong("a whole number"))?),
            Kind::Number => {
                let number = part.parse::<f64>().ok().filter(|number| number.is_finite());
                Scalar::Number(number.ok_or_else(|| wrong("a number"))?)
            }
        });
    }
    Ok(found)
}

fn unknown_here(features: &dyn Features, name: &str, takes: &[&'static dyn Declared]) -> Problem {
    let own = own_parameters(&features.described().name);
    let declared = query_names(takes).chain(query_names(own)).map(str::to_owned);
    unknown(name, declared.chain(queryables(features).map(|(_, column)| column.name.to_string())))
}
