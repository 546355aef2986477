//! Signing in, people and tokens.

use axum::http::StatusCode;

use crate::api::params::{FORMAT, ID, LINK};
use crate::api::routes::{BodyOf, Handler, Route, Verb, get};
use crate::api::{people, session, tokens};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        about: "What is in `can` is a hint for pages; every address decides for itself.",
        schema: Some("Session"),
        ..get(Rule::Anybody, "/session", "getSession", "people", "Who is signed in", Handler::Action(session::show))
    },
    Route {
        verb: Verb::Post,
        about: "Sets the cookie of a session: 12 hours after it was last used it ends, and after 14 days in any case.",
        body: BodyOf::Json("SignIn"),
        schema: Some("Session"),
        ..get(Rule::Anybody, "/session", "signIn", "people", "Sign in", Handler::Action(session::sign_in))
    },
    Route {
        verb: Verb::Delete,
        status: StatusCode::NO_CONTENT,
        ..get(Rule::Anybody, "/session", "signOut", "people", "Sign out", Handler::Action(session::sign_out))
    },
    Route {
        verb: Verb::Put,
        about: "Every other session of the person ends.",
        body: BodyOf::Json("PasswordChange"),
        schema: Some("Session"),
        ..get(
            Rule::InPerson,
            "/session/password",
            "changePassword",
            "people",
            "Change your password",
            Handler::Action(session::change_password),
        )
    },
    Route {
        verb: Verb::Post,
        about: "The answer is the same whether or not the address is known.",
        body: BodyOf::Json("PasswordReset"),
        status: StatusCode::ACCEPTED,
        schema: Some("PasswordResetAsked"),
        ..get(
            Rule::Anybody,
            "/password-resets",
            "askForPasswordReset",
            "people",
            "Ask for a link to set a password",
            Handler::Action(session::ask_for_reset),
        )
    },
    Route {
        verb: Verb::Put,
        about: "A link is good once: an hour after a password was forgotten, seven days after an invitation. Every session of the \
                person ends, and a new one begins.",
        parameters: &[&LINK, &FORMAT],
        body: BodyOf::Json("NewPassword"),
        schema: Some("Session"),
        ..get(
            Rule::Anybody,
            "/password-resets/{token}",
            "resetPassword",
            "people",
            "Set a password with a link",
            Handler::Action(session::reset),
        )
    },
    Route {
        about: "Administrators see everybody, officers the officers of their councils.",
        schema: Some("People"),
        ..get(Rule::OfficerInPerson, "/people", "getPeople", "people", "Who there is", Handler::Action(people::all))
    },
    Route {
        verb: Verb::Post,
        about: "They are sent a link to set a password. Asked again for somebody who has not set one yet, another link is sent.",
        body: BodyOf::Json("Invitation"),
        status: StatusCode::CREATED,
        schema: Some("PersonListed"),
        ..get(
            Rule::Administrator,
            "/people",
            "invitePerson",
            "people",
            "Invite somebody",
            Handler::Action(people::invite),
        )
    },
    Route {
        verb: Verb::Patch,
        about: "Access that is ended takes every session, link and token with it.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("PersonChange"),
        schema: Some("PersonListed"),
        ..get(
            Rule::Administrator,
            "/people/{id}",
            "changePerson",
            "people",
            "Change roles or access",
            Handler::Action(people::change),
        )
    },
    Route {
        schema: Some("Tokens"),
        ..get(Rule::InPerson, "/tokens", "getTokens", "people", "Your tokens", Handler::Action(tokens::all))
    },
    Route {
        verb: Verb::Post,
        about: "For GIS programs: send it as a Bearer token, or as the password of Basic with any user name. It may do what you may \
                do with data, and nothing with accounts.",
        body: BodyOf::Json("TokenWanted"),
        status: StatusCode::CREATED,
        schema: Some("TokenMade"),
        ..get(Rule::InPerson, "/tokens", "makeToken", "people", "Make a token", Handler::Action(tokens::make))
    },
    Route {
        verb: Verb::Delete,
        parameters: &[&ID, &FORMAT],
        status: StatusCode::NO_CONTENT,
        ..get(Rule::InPerson, "/tokens/{id}", "endToken", "people", "Take a token back", Handler::Action(tokens::end))
    },
];
