//! From a request to a handler: method, rule, parameters, representation, body.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, Query, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;

use crate::api::admission::{Gate, Load, Turn, worked};
use crate::api::call::{Answer, Call};
use crate::api::params::{FORMAT, Given, Place};
use crate::api::problem::{BAD_REQUEST, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, NOT_FOUND, Problem, UNAVAILABLE};
use crate::api::receive::Received;
use crate::api::reply::Asked;
use crate::api::routes::{BodyOf, Handler, Route, Verb};
use crate::api::{ApiState, base, entrance, media, receive, remembered, reply, routes, web};
use crate::domain::permission::Viewer;
use crate::publish::format::Format;
use crate::publish::html::HTML;

/// How long an answer may take to make.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// The other name of the service: some ArcGIS programs only take an address that ends so
/// (Esri/arcgis-python-api#2304). Links in answers found below it stay below it.
pub const ALIAS: &str = "/OGCFeatureServer";

/// Every address with what answers there, and the page's files for all others.
pub fn routes(state: &Arc<ApiState>) -> Router {
    let mut router = Router::new();
    let mut paths: Vec<&str> = routes::all().map(|route| route.path).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        let names = [("", path.to_owned()), (ALIAS, format!("{ALIAS}{path}"))];
        let bare = (path == "/").then(|| (ALIAS, ALIAS.to_owned()));
        for (alias, name) in names.into_iter().chain(bare) {
            let state = Arc::clone(state);
            router = router.route(
                &name,
                any(move |request: Request| async move {
                    answer(state, alias, path, request).await.unwrap_or_else(IntoResponse::into_response)
                }),
            );
        }
    }
    router.fallback(move |request: Request| async move { elsewhere(&request) })
}

async fn answer(
    state: Arc<ApiState>,
    alias: &'static str,
    path: &'static str,
    request: Request,
) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let here: Vec<&'static Route> = routes::all().filter(|route| route.path == path).collect();
    let methods = methods_of(&here);
    if parts.method == Method::OPTIONS {
        return Ok((StatusCode::NO_CONTENT, [(header::ALLOW, methods)]).into_response());
    }
    let Some(route) = here.into_iter().find(|route| route.verb.as_str() == parts.method.as_str()) else {
        let detail = format!("{} is not possible here; there are: {methods}.", shortened(parts.method.as_str()));
        return Err(Problem::new(METHOD_NOT_ALLOWED, detail).allowing(&methods));
    };
    let call = call(state, alias, route, &mut parts, body).await?;
    // A browser that comes to the front door wants the map; who asks for `f=html` wants the landing page.
    if path == "/" && alias.is_empty() && call.media == HTML && call.given.read(&FORMAT).is_none() {
        return Ok(web::front_page(&parts.headers));
    }
    let is_private = matches!(route.handler, Handler::Action(_)) || call.viewer != Viewer::Visitor;
    let is_repeated = route.verb == Verb::Get && !is_private;
    let if_none_match = parts.headers.get(header::IF_NONE_MATCH).and_then(|given| given.to_str().ok());
    let handled = handled(route, call, is_repeated, if_none_match);
    let handled = tokio::time::timeout(ANSWER_TIME, handled).await.map_err(|_| {
        Problem::new(UNAVAILABLE, "The answer takes too long just now; ask for less, or try again.")
            .because(&format!("{} took more than {ANSWER_TIME:?}", route.id))
    })?;
    let (mut answer, turn) = handled?;
    answer.kept &= !is_private;
    let asked = Asked { is_negotiated: route.offers.len() > 1, is_private, headers: &parts.headers };
    let mut response = reply::response(answer, &asked);
    // Whatever is still done with the answer, such as compressing it, belongs to the turn: see `finish.rs`.
    response.extensions_mut().insert(turn.map(Arc::new));
    Ok(response)
}

/// Runs a handler away from the threads that talk to callers, when its turn has come: a ranking may take a while. What is
/// repeated comes from what was answered before, where it can, and takes no turn.
async fn handled(
    route: &Route,
    call: Call,
    is_repeated: bool,
    if_none_match: Option<&str>,
) -> Result<(Answer, Option<Turn>), Problem> {
    match route.handler {
        Handler::Action(act) => Ok((act(call).await?, None)),
        Handler::Fixed(handle) => Ok((handle(&call)?.tagged(), None)),
        Handler::Data(handle) => {
            let load = if Format::of_media(call.media).is_some() { Load::Long } else { route.load };
            let state = Arc::clone(&call.state);
            let gate = state.admission.gate(load);
            gate.map_or(Ok(()), Gate::look)?;
            // A new snapshot may be long in the making, and nobody's turn should pass meanwhile.
            let snapshot = state.catalogue.snapshot_for(&call.viewer).await?;
            let question = is_repeated.then(|| remembered::question(&call, &snapshot));
            if let Some(known) = question.as_ref().and_then(|asked| state.remembered.find(asked, if_none_match)) {
                return Ok((known, None));
            }
            let turn = match gate {
                Some(gate) => Some(gate.turn().await?),
                None => None,
            };
            let work = move || {
                let make = || handle(&call, &snapshot).map(Answer::tagged);
                match question {
                    Some(question) => call.state.remembered.get(&question, make),
                    None => make(),
                }
            };
            let (answer, turn) = worked(turn, work).await?;
            Ok((answer?, turn))
        }
    }
}

async fn call(
    state: Arc<ApiState>,
    alias: &str,
    route: &'static Route,
    parts: &mut Parts,
    body: Body,
) -> Result<Call, Problem> {
    let home = base::of(&state.options, parts)
        .ok_or_else(|| Problem::new(BAD_REQUEST, "The Host header is not a host name or address."))?;
    let entered = entrance::enter(&state, route, &home, parts).await?;
    let given = parameters(route, parts).await?;
    let media = representation(route, &given, &parts.headers)?;
    let in_hand = match route.body {
        BodyOf::File => state.hands.take(&entered.viewer)?,
        BodyOf::Json(_) | BodyOf::Nothing => None,
    };
    let received = match route.body {
        BodyOf::Nothing => Received::default(),
        BodyOf::Json(_) => receive::json(&parts.headers, body).await?,
        BodyOf::File => receive::file(&parts.headers, body, state.options.most_upload_bytes).await?,
    };
    Ok(Call {
        media,
        offers: route.offers,
        body: received.bytes,
        file: received.file,
        in_hand,
        viewer: entered.viewer,
        peer: entered.peer,
        shown: entered.shown,
        if_match: parts.headers.get(header::IF_MATCH).map(|value| value.to_str().unwrap_or("?").to_owned()),
        status: route.status,
        path: parts.uri.path().strip_prefix(alias).unwrap_or_default().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        state,
        base: format!("{home}{alias}"),
        home,
        given,
    })
}

async fn parameters(route: &Route, parts: &mut Parts) -> Result<Given, Problem> {
    let in_query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
        .map_err(|error| Problem::new(BAD_REQUEST, format!("The part after \"?\" cannot be read: {error}.")))?;
    let mut pairs = in_query.0;
    // A name that belongs in the path is as unknown after the question mark as any other.
    let path_name = |name: &str| route.parameters.iter().any(|p| p.place() == Place::Path && p.name() == name);
    if let Some((name, _)) = pairs.iter().find(|(name, _)| path_name(name)) {
        let named = [(name.clone(), String::new())];
        return Given::check(&named, &[], false);
    }
    let in_path = RawPathParams::from_request_parts(parts, &())
        .await
        .map_err(|_| Problem::new(NOT_FOUND, "There is nothing at this address: it is not UTF-8."))?;
    for (name, value) in &in_path {
        let declared = route.parameters.iter().find(|parameter| parameter.name() == name);
        // A path that does not fit is an address without anything behind it, not a wrong parameter.
        if declared.is_none_or(|parameter| value.contains('\0') || parameter.check(value).is_err()) {
            return Err(Problem::new(NOT_FOUND, format!("There is nothing at {}.", shortened(parts.uri.path()))));
        }
        pairs.push((name.to_owned(), value.to_owned()));
    }
    Given::check(&pairs, route.parameters, route.open)
}

fn representation(route: &'static Route, given: &Given, headers: &HeaderMap) -> Result<&'static str, Problem> {
    let offers = route.offers;
    let available = || {
        let plain: Vec<&str> = offers.iter().map(|offer| offer.split(';').next().unwrap_or(offer)).collect();
        plain.join(", ")
    };
    if let Some(format) = given.read(&FORMAT) {
        let found = offers.iter().find(|offer| media::slug(offer) == Some(&*format));
        return found.copied().ok_or_else(|| {
            let detail = format!("f={} is not available here; there is: {}.", shortened(&format), available());
            Problem::new(NOT_ACCEPTABLE, detail).at("f")
        });
    }
    // Several Accept headers are one list (RFC 9110 section 5.3).
    let accept: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    media::choose(Some(&accept.join(",")), offers).ok_or_else(|| {
        Problem::new(
            NOT_ACCEPTABLE,
            format!("None of the formats you accept is available here; there is: {}.", available()),
        )
    })
}

fn methods_of(routes: &[&Route]) -> String {
    let mut methods: Vec<&str> = routes.iter().map(|route| route.verb.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.join(", ")
}

/// What is at no address of ours: a file of the page, or nothing.
fn elsewhere(request: &Request) -> Response {
    let path = request.uri().path();
    let path = path.strip_prefix(ALIAS).unwrap_or(path);
    if let Some(file) = web::file(path.trim_start_matches('/'), request.headers()) {
        let methods = "GET, HEAD, OPTIONS";
        return match *request.method() {
            Method::GET => file,
            Method::OPTIONS => (StatusCode::NO_CONTENT, [(header::ALLOW, methods)]).into_response(),
            _ => Problem::new(METHOD_NOT_ALLOWED, format!("A file can only be read; there are: {methods}."))
                .allowing(methods)
                .into_response(),
        };
    }
    let detail = format!("There is nothing at {}. See /api for what there is.", shortened(path));
    Problem::new(NOT_FOUND, detail).into_response()
}

fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}
