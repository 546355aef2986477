//! What a person may see and do: [`may`] is the one place that decides, and what it does not allow is refused.
//!
//! Every address states a [`Rule`], checked before anything of the request is read. What depends on the thing asked about
//! (whose asset, whose need) is an [`Action`] with its subject, asked of [`may`] where the thing is known. A new role, rule
//! or action is a line in the tables here; the tests walk every role through every route.

use std::sync::Arc;

use crate::domain::person::{Person, Role, council_slug, organisation_slug};

/// Who is asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Anybody: nobody has signed in.
    #[default]
    Visitor,
    /// Somebody who has signed in, or whose token was sent.
    Person(Arc<Person>),
}

impl Viewer {
    /// The person, when somebody has signed in.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Visitor => None,
            Self::Person(person) => Some(person),
        }
    }
}

/// Something that only some may do, with whose it is. Councils and organisations go by their names as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action<'a> {
    /// See exact places, addresses and keys of a council's assets.
    SeeExact {
        /// Whose assets.
        council: &'a str,
    },
    /// See a private need, or the exact money of a published one.
    SeePrivateNeed {
        /// Whose need.
        organisation: &'a str,
        /// The borough it looks in, empty for one we do not know; `None` when it has not said, which concerns every
        /// council.
        borough: Option<&'a str>,
    },
    /// Change what is known of a council's asset.
    EditAsset {
        /// Whose asset.
        council: &'a str,
    },
    /// Load a council's register, see what was loaded, undo it.
    Import {
        /// Whose register.
        council: &'a str,
    },
    /// Load files that are nobody's own: official figures, boundaries, organisations, needs.
    ImportOfficial,
    /// Read who changed what of a council's assets.
    ReadAudit {
        /// Whose assets.
        council: &'a str,
    },
    /// Read what somebody asked about a building, with their name and address.
    ReadEnquiry {
        /// To whom it went; `None` for administrators alone.
        council: Option<&'a str>,
    },
    /// Say how far an enquiry has got.
    AnswerEnquiry {
        /// To whom it went; `None` for administrators alone.
        council: Option<&'a str>,
    },
    /// See who a person is.
    SeePerson {
        /// Who.
        person: &'a Person,
    },
    /// Invite people, change their roles, end their access.
    ManagePeople,
}

/// Whether somebody may do something. What is not named here is not allowed.
#[must_use]
pub fn may(viewer: &Viewer, action: &Action<'_>) -> bool {
    let Some(person) = viewer.person() else { return false };
    person.roles.iter().any(|role| match role {
        Role::Administrator => true,
        Role::Officer(own) => match action {
            Action::SeeExact { council }
            | Action::EditAsset { council }
            | Action::Import { council }
            | Action::ReadAudit { council } => is_council(own, council),
            Action::SeePrivateNeed { borough, .. } => borough.is_none_or(|borough| is_council(own, borough)),
            Action::ReadEnquiry { council } | Action::AnswerEnquiry { council } => {
                council.is_some_and(|council| is_council(own, council))
            }
            Action::SeePerson { person } => person.councils().any(|council| council == council_slug(own)),
            Action::ImportOfficial | Action::ManagePeople => false,
        },
        Role::Member(own) => match action {
            Action::SeePrivateNeed { organisation, .. } => {
                !organisation_slug(own).is_empty() && organisation_slug(own) == organisation_slug(organisation)
            }
            _ => false,
        },
        // A strategist sees the region as the public does: an owner opts an asset in for everybody or for nobody.
        Role::Strategist => false,
    })
}

/// Whether two names are the same council. A name without letters is no council.
fn is_council(own: &str, other: &str) -> bool {
    let own = council_slug(own);
    !own.is_empty() && own == council_slug(other)
}

/// Who may use an address at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Anybody.
    Anybody,
    /// Anybody who has signed in or sends a token.
    SignedIn,
    /// Whoever has signed in with a password just for this visit: a token does not do, since it may not make more of itself.
    InPerson,
    /// An officer of any council, or an administrator.
    OfficerOfSome,
    /// The same, not with a token.
    OfficerInPerson,
    /// An administrator, not with a token.
    Administrator,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 6] = [
        Self::Anybody,
        Self::SignedIn,
        Self::InPerson,
        Self::OfficerOfSome,
        Self::OfficerInPerson,
        Self::Administrator,
    ];

    /// Its word in the API's document.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::SignedIn => "signed-in",
            Self::InPerson => "in-person",
            Self::OfficerOfSome => "officer",
            Self::OfficerInPerson => "officer-in-person",
            Self::Administrator => "administrator",
        }
    }

    /// Whether a token cannot take the place of signing in.
    #[must_use]
    pub const fn is_in_person(self) -> bool {
        matches!(self, Self::InPerson | Self::OfficerInPerson | Self::Administrator)
    }

    /// Whether it lets somebody in, by who they are alone.
    #[must_use]
    pub fn admits(self, viewer: &Viewer) -> bool {
        let Some(person) = viewer.person() else { return self == Self::Anybody };
        match self {
            Self::Anybody | Self::SignedIn | Self::InPerson => true,
            Self::OfficerOfSome | Self::OfficerInPerson => {
                person.is_administrator() || person.roles.iter().any(|role| matches!(role, Role::Officer(_)))
            }
            Self::Administrator => person.is_administrator(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::PersonId;

    fn viewer(roles: &[Role]) -> Viewer {
        Viewer::Person(Arc::new(Person {
            id: PersonId::new("p"),
            name: "P".to_owned(),
            email: "p@example".to_owned(),
            roles: roles.to_vec(),
        }))
    }

    fn person(role: Role) -> Person {
        Person { id: PersonId::new("q"), name: "Q".to_owned(), email: "q@example".to_owned(), roles: vec![role] }
    }

    /// Every action, once about Knowsley (and an organisation called Kitchen) and once about Sefton (and Garden).
    fn actions<'a>(council: &'a str, organisation: &'a str, person: &'a Person) -> [Action<'a>; 10] {
        [
            Action::SeeExact { council },
            Action::SeePrivateNeed { organisation, borough: Some(council) },
            Action::EditAsset { council },
            Action::Import { council },
            Action::ImportOfficial,
            Action::ReadAudit { council },
            Action::ReadEnquiry { council: Some(council) },
            Action::AnswerEnquiry { council: Some(council) },
            Action::SeePerson { person },
            Action::ManagePeople,
        ]
    }

    #[test]
    fn each_role_may_do_what_the_table_says_and_nothing_else() {
        let officer = Role::Officer("Knowsley MBC".into());
        let member = Role::Member("Kitchen C.I.C.".into());
        let table: [(Viewer, &str, &str); 6] = [
            // see exact, private need, edit, import, official, audit, read enquiry, answer it, person, people
            (Viewer::Visitor, "..........", ".........."),
            (viewer(&[]), "..........", ".........."),
            (viewer(&[member]), ".x........", ".........."),
            (viewer(&[officer]), "xxxx.xxxx.", ".........."),
            (viewer(&[Role::Strategist]), "..........", ".........."),
            (viewer(&[Role::Administrator]), "xxxxxxxxxx", "xxxxxxxxxx"),
        ];
        let allowed = |viewer: &Viewer, actions: [Action<'_>; 10]| -> String {
            actions.iter().map(|action| if may(viewer, action) { 'x' } else { '.' }).collect()
        };
        let (knowsley, sefton) =
            (person(Role::Officer("Knowsley Council".into())), person(Role::Officer("Sefton Council".into())));
        for (viewer, own, other) in table {
            assert_eq!(allowed(&viewer, actions("Knowsley Council", "Kitchen CIC", &knowsley)), own, "{viewer:?}");
            assert_eq!(allowed(&viewer, actions("Sefton Council", "Garden CIC", &sefton)), other, "{viewer:?}");
        }
    }

    #[test]
    fn names_of_nothing_are_nobodys() {
        let nameless = viewer(&[Role::Officer(" . ".into()), Role::Member("-".into())]);
        assert!(!may(&nameless, &Action::SeeExact { council: "" }));
        assert!(!may(&nameless, &Action::SeePrivateNeed { organisation: "", borough: Some("") }));
    }

    #[test]
    fn an_enquiry_that_went_to_no_council_is_for_administrators_alone() {
        let nobodys = [Action::ReadEnquiry { council: None }, Action::AnswerEnquiry { council: None }];
        for action in nobodys {
            for role in [Role::Officer("Knowsley".into()), Role::Member("Kitchen".into()), Role::Strategist] {
                assert!(!may(&viewer(&[role]), &action), "{action:?}");
            }
            assert!(!may(&Viewer::Visitor, &action) && may(&viewer(&[Role::Administrator]), &action));
        }
        let nameless = viewer(&[Role::Officer(" . ".into())]);
        assert!(!may(&nameless, &Action::ReadEnquiry { council: Some("") }));
    }

    #[test]
    fn roles_add_up() {
        let both = viewer(&[Role::Officer("Knowsley".into()), Role::Officer("Sefton".into())]);
        assert!(["Knowsley", "Sefton"].iter().all(|council| may(&both, &Action::EditAsset { council })));
        assert!(!may(&both, &Action::EditAsset { council: "Wirral" }));
    }
}
