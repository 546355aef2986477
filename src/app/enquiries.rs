//! Enquiries: somebody asks about a building, the officers it goes to answer, and what was written is cleared in time.
//!
//! An asset's enquiries go to the officers of its council; those about a building that is not on the map to the officers of
//! its borough. What nobody can be found for goes to administrators, who see all. Who may read what is decided by
//! `domain::permission`; what was written is never logged and in no trail of changes.

use std::net::IpAddr;
use std::sync::Arc;

use tracing::info;

use crate::app::AppError;
use crate::app::catalogue::Catalogue;
use crate::app::people::{People, email_address};
use crate::app::snapshot::{Snapshot, unavailable};
use crate::domain::asset::AssetId;
use crate::domain::enquiry::{
    EnquiriesAfter, Enquiry, EnquiryState, EnquirySubject, EnquiryTouch, Written, kept_since,
};
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::person::{Person, council_slug};
use crate::domain::place::{LonLat, Position};
use crate::projection;

/// The longest text of each kind, in characters.
pub const LONGEST_LINE: usize = 200;
/// See [`LONGEST_LINE`].
pub const LONGEST_MESSAGE: usize = 4000;

/// What somebody asks, as they wrote it.
#[derive(Clone, Default)]
pub struct NewEnquiry {
    /// The id of an asset on the map; `None` when it is not there.
    pub asset: Option<String>,
    /// Otherwise what is known of the building: its address, what stands there.
    pub place: Option<String>,
    /// Where that is.
    pub point: Option<LonLat>,
    /// The borough it is in; goes before the point.
    pub borough: Option<String>,
    /// For whom they ask.
    pub organisation: Option<String>,
    /// What they are called.
    pub name: String,
    /// Where they are answered.
    pub email: String,
    /// What they ask.
    pub message: String,
    /// The space they look for.
    pub need: Option<String>,
}

/// What whoever asked is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnquirySent {
    /// The reference.
    pub id: String,
    /// The council it concerns, as far as known.
    pub council: Option<String>,
    /// Whether officers of that council are here to read it; otherwise administrators do.
    pub reaches_officers: bool,
}

/// An enquiry with what its officers need beside it.
#[derive(Clone, Debug)]
pub struct EnquiryListed {
    /// The enquiry.
    pub enquiry: Enquiry,
    /// What its asset is called, as far as it is still there.
    pub asset_name: Option<String>,
    /// Where its asker pointed.
    pub point: Option<LonLat>,
}

/// One page of enquiries.
#[derive(Clone, Debug)]
pub struct EnquiriesListed {
    /// Newest first.
    pub enquiries: Vec<EnquiryListed>,
    /// Where the next page begins, when there is one.
    pub next: Option<EnquiriesAfter>,
    /// How many of all that may be read are new.
    pub new: u64,
}

/// Which enquiries are asked for.
#[derive(Clone, Debug, Default)]
pub struct EnquiriesWanted {
    /// Only those that went to this council.
    pub council: Option<String>,
    /// Only those that have got so far.
    pub state: Option<EnquiryState>,
    /// Where the page before ended.
    pub after: Option<EnquiriesAfter>,
    /// At most so many.
    pub limit: u32,
}

/// Enquiries of one service.
pub struct Enquiries {
    catalogue: Arc<Catalogue>,
    people: Arc<People>,
    keep_months: u32,
}

impl Enquiries {
    /// Enquiries whose words are kept so many months after they were last worked on.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, people: Arc<People>, keep_months: u32) -> Self {
        Self { catalogue, people, keep_months }
    }

    /// Takes an enquiry.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for what makes no sense; [`AppError::NotFound`] for an asset there is not; [`AppError::TooMany`];
    /// [`AppError::Unavailable`].
    pub async fn ask(&self, new: NewEnquiry, peer: Option<IpAddr>) -> Result<EnquirySent, AppError> {
        // What the public is shown will do: an enquiry goes where anybody can see that the asset belongs.
        let snapshot = self.catalogue.snapshot().await?;
        let (subject, council) = subject_of(&snapshot, &new)?;
        let point = new.point.filter(|_| new.asset.is_none()).map(on_grid).transpose()?.flatten();
        let written = Written {
            name: line("name", &new.name)?,
            email: email(&new.email)?,
            organisation: some_line("organisation", new.organisation.as_deref())?,
            message: paragraph("message", &new.message)?,
            need: some_paragraph("need", new.need.as_deref())?,
            place: some_paragraph("place", new.place.as_deref())?,
            point,
        };
        self.people.may_ask(peer)?;
        let reaches_officers = match &council {
            Some(council) => self.people.has_officers(council).await?,
            None => false,
        };
        let enquiry = Enquiry {
            id: self.people.reference()?,
            asked_at: self.people.now(),
            subject,
            council: council.clone(),
            written: Some(written),
            state: EnquiryState::New,
            note: None,
            touched: None,
        };
        self.catalogue.store().keep_enquiry(&enquiry).await?;
        info!("an enquiry was taken");
        Ok(EnquirySent { id: enquiry.id, council, reaches_officers })
    }

    /// The enquiries that somebody may read, newest first.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`] for another council's; [`AppError::Unavailable`].
    pub async fn list(&self, viewer: &Viewer, wanted: &EnquiriesWanted) -> Result<EnquiriesListed, AppError> {
        let councils = councils(viewer, wanted.council.as_deref())?;
        let store = self.catalogue.store();
        let more = wanted.limit.saturating_add(1);
        let mut found = store.enquiries(councils.as_deref(), wanted.state, wanted.after.as_ref(), more).await?;
        let has_more = found.len() > wanted.limit as usize;
        found.truncate(wanted.limit as usize);
        let last = found.last().filter(|_| has_more);
        let next = last.map(|last| EnquiriesAfter { asked_at: last.asked_at, id: last.id.clone() });
        found.retain(|enquiry| may(viewer, &Action::ReadEnquiry { council: enquiry.council.as_deref() }));
        let new = store.count_enquiries(councils.as_deref(), EnquiryState::New).await?;
        let snapshot = self.catalogue.snapshot_for(viewer).await?;
        let enquiries = found.into_iter().map(|enquiry| listed(&snapshot, enquiry)).collect::<Result<_, _>>()?;
        Ok(EnquiriesListed { enquiries, next, new })
    }

    /// One enquiry.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none of this id that they may read; [`AppError::Unavailable`].
    pub async fn one(&self, viewer: &Viewer, id: &str) -> Result<EnquiryListed, AppError> {
        let found = self.catalogue.store().enquiry(id).await?;
        let readable = |one: &Enquiry| may(viewer, &Action::ReadEnquiry { council: one.council.as_deref() });
        let found = found.filter(readable).ok_or_else(|| not_found(id))?;
        listed(&*self.catalogue.snapshot_for(viewer).await?, found)
    }

    /// Says how far an enquiry has got, with a note or none.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none of this id that they may answer; [`AppError::Invalid`] for a note that makes
    /// no sense; [`AppError::Unavailable`].
    pub async fn change(
        &self,
        viewer: &Viewer,
        id: &str,
        state: EnquiryState,
        note: Option<&str>,
    ) -> Result<EnquiryListed, AppError> {
        let person = viewer.person().ok_or_else(|| not_found(id))?;
        let note = some_paragraph("note", note)?;
        let touched = Some(EnquiryTouch { by: person.email.clone(), at: self.people.now() });
        let changed = self.catalogue.store().change_enquiry(id, |before| {
            // Whoever may not answer it does not learn that there is one.
            if !may(viewer, &Action::AnswerEnquiry { council: before.council.as_deref() }) {
                return Err(not_found(id));
            }
            Ok(Enquiry { state, note, touched, ..before.clone() })
        });
        let changed = changed.await?.ok_or_else(|| not_found(id))?;
        listed(&*self.catalogue.snapshot_for(viewer).await?, changed)
    }

    /// Clears what was written in enquiries that nobody has worked on for so long. Gives how many.
    ///
    /// # Errors
    /// [`AppError::Unavailable`].
    pub async fn clear_old(&self) -> Result<u64, AppError> {
        let since = kept_since(self.people.now().date(), self.keep_months).midnight().assume_utc();
        let cleared = self.catalogue.store().clear_enquiries(since).await?;
        if cleared > 0 {
            info!(cleared, "old enquiries were cleared");
        }
        Ok(cleared)
    }

    /// How many months what was written is kept after it was last worked on.
    #[must_use]
    pub const fn keep_months(&self) -> u32 {
        self.keep_months
    }
}

fn not_found(id: &str) -> AppError {
    AppError::NotFound { what: "enquiry", id: id.chars().take(100).collect() }
}

/// What an enquiry is about, and the council that concerns.
fn subject_of(snapshot: &Snapshot, new: &NewEnquiry) -> Result<(EnquirySubject, Option<String>), AppError> {
    let invalid = |field: &str, reason: &str| AppError::Invalid { field: field.to_owned(), reason: reason.to_owned() };
    let atlas = &snapshot.atlas;
    match (&new.asset, &new.place) {
        (Some(id), None) => {
            let id = AssetId::new(id);
            let not_found = || AppError::NotFound { what: "asset", id: id.0.chars().take(100).collect() };
            let held = atlas.asset(&id).ok_or_else(not_found)?;
            let council = Some(held.asset.owner.name.to_string()).filter(|name| !council_slug(name).is_empty());
            Ok((EnquirySubject::Asset(id), council))
        }
        (None, Some(_)) => {
            let named = new.borough.as_deref().map(str::trim).filter(|name| !name.is_empty());
            let borough = match (named, new.point) {
                (Some(name), _) => {
                    let unknown = "This borough is not known here. Choose one of the list, or leave it out.";
                    Some(atlas.borough(name).ok_or_else(|| invalid("borough", unknown))?.to_string())
                }
                (None, Some(point)) => {
                    let area = on_grid(point)?.and_then(|position| atlas.area_containing(position));
                    area.and_then(|area| atlas.areas()[area].borough_name().map(str::to_owned))
                }
                (None, None) => None,
            };
            Ok((EnquirySubject::Unlisted { borough: borough.clone() }, borough))
        }
        (Some(_), Some(_)) => Err(invalid("place", "Give the asset or describe the place, not both.")),
        (None, None) => Err(invalid("place", "Say which building you ask about.")),
    }
}

/// The councils whose enquiries are asked for, by what councils are compared by; `None` for all.
fn councils(viewer: &Viewer, wanted: Option<&str>) -> Result<Option<Vec<String>>, AppError> {
    if let Some(council) = wanted {
        if !may(viewer, &Action::ReadEnquiry { council: Some(council) }) {
            let reason = "Only the officers of a council read what was asked of it.";
            return Err(AppError::NotAllowed(reason.to_owned()));
        }
        return Ok(Some(vec![council_slug(council)]));
    }
    if may(viewer, &Action::ReadEnquiry { council: None }) {
        return Ok(None);
    }
    let mut own: Vec<String> = viewer.person().into_iter().flat_map(Person::councils).collect();
    own.retain(|council| !council.is_empty());
    own.sort();
    own.dedup();
    Ok(Some(own))
}

fn listed(snapshot: &Snapshot, enquiry: Enquiry) -> Result<EnquiryListed, AppError> {
    let asset_name = match &enquiry.subject {
        EnquirySubject::Asset(id) => snapshot.atlas.asset(id).map(|held| held.asset.name.clone()),
        EnquirySubject::Unlisted { .. } => None,
    };
    let position = enquiry.written.as_ref().and_then(|written| written.point);
    let degrees = projection::to_lon_lat(position.as_slice()).map_err(|error| unavailable(&error))?;
    Ok(EnquiryListed { enquiry, asset_name, point: degrees.first().copied() })
}

/// A point on the grid; `None` for one that is off it.
fn on_grid(point: LonLat) -> Result<Option<Position>, AppError> {
    let on_grid = projection::to_british_national_grid(&[point]).map_err(|error| unavailable(&error))?;
    Ok(on_grid.first().copied().flatten())
}

fn line(field: &'static str, text: &str) -> Result<String, AppError> {
    let invalid = |reason: String| AppError::Invalid { field: field.to_owned(), reason };
    match text.trim() {
        "" => Err(invalid("It is needed.".to_owned())),
        line if line.chars().count() > LONGEST_LINE || line.contains(char::is_control) => {
            Err(invalid(format!("It has at most {LONGEST_LINE} characters on one line.")))
        }
        line => Ok(line.to_owned()),
    }
}

fn some_line(field: &'static str, text: Option<&str>) -> Result<Option<String>, AppError> {
    text.filter(|text| !text.trim().is_empty()).map(|text| line(field, text)).transpose()
}

/// Text of several lines; what no keyboard writes is left out.
fn paragraph(field: &'static str, text: &str) -> Result<String, AppError> {
    let invalid = |reason: String| AppError::Invalid { field: field.to_owned(), reason };
    let plain: String = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = plain.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    match plain.trim() {
        "" => Err(invalid("It is needed.".to_owned())),
        text if text.chars().count() > LONGEST_MESSAGE => {
            Err(invalid(format!("It has at most {LONGEST_MESSAGE} characters.")))
        }
        text => Ok(text.to_owned()),
    }
}

fn some_paragraph(field: &'static str, text: Option<&str>) -> Result<Option<String>, AppError> {
    text.filter(|text| !text.trim().is_empty()).map(|text| paragraph(field, text)).transpose()
}

fn email(text: &str) -> Result<String, AppError> {
    email_address(text)?;
    line("email", text)
}
