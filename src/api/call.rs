//! One request as handlers see it, and the answer they give: plain data, so that a handler is a plain function.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use tempfile::NamedTempFile;

use crate::api::ApiState;
use crate::api::credentials::Shown;
use crate::api::etag;
use crate::api::hands::InHand;
use crate::api::media;
use crate::api::params::{FORMAT, Given};
use crate::api::problem::Problem;
use crate::api::shelf::Shelved;
use crate::domain::permission::Viewer;
use crate::publish::geojson::{Link, Written};
use crate::publish::html::{Frame, HTML, SERVICE, page};

/// One request whose parameters are known and checked, and whose representation is chosen.
pub struct Call {
    /// What the service runs with.
    pub state: Arc<ApiState>,
    /// The address of the service as the caller knows it, without a slash at the end.
    pub home: String,
    /// The address that all links begin with: that of the service, or of its other name (see `dispatch::ALIAS`).
    pub base: String,
    /// The path, as it was written.
    pub path: String,
    /// The query, as it was written.
    pub query: Option<String>,
    /// The parameters.
    pub given: Given,
    /// The representation to send: one of those the route offers.
    pub media: &'static str,
    /// All that the route offers.
    pub offers: &'static [&'static str],
    /// The body of a route that takes JSON, empty otherwise.
    pub body: Vec<u8>,
    /// The file sent to a route that takes one; it is deleted when dropped.
    pub file: Option<NamedTempFile>,
    /// Counts that file as one in the caller's hands.
    pub in_hand: Option<InHand>,
    /// Who is asking.
    pub viewer: Viewer,
    /// What they showed to be let in: secrets, for nothing but signing in and out.
    pub shown: Shown,
    /// Where from, as far as it is known: the machine, or the one behind a proxy that is trusted.
    pub peer: Option<IpAddr>,
    /// What must still hold for a change to be made, as the caller wrote it (If-Match).
    pub if_match: Option<String>,
    /// The status of an answer that goes well.
    pub status: StatusCode,
}

/// What a handler answers with.
#[derive(Debug)]
pub struct Answer {
    /// Media type.
    pub media: &'static str,
    /// Body; empty means that there is nothing there (204).
    pub body: Bytes,
    /// The tag of the body, once it is worked out.
    pub tag: Option<String>,
    /// The tag by which the caller has this answer already, when that is known: then its body is not here.
    pub unchanged: Option<String>,
    /// A file to send instead of a body, from where it stands, and what counts it as one in the caller's hands.
    pub file: Option<(std::fs::File, Option<InHand>)>,
    /// A file of ours to send instead of a body, whole or in part.
    pub shelved: Option<Arc<Shelved>>,
    /// HTTP status when there is something to send.
    pub status: StatusCode,
    /// Links that are worth a header of their own: `next`.
    pub links: Vec<Link>,
    /// Further headers, such as Location and Content-Disposition.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether anybody may keep it: answers to a POST, and to somebody who has signed in, are nobody else's.
    pub kept: bool,
}

impl Answer {
    /// Whether it can be given to others who ask the same: files have a shelf of their own.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.kept && self.file.is_none() && self.shelved.is_none()
    }

    /// The same once more.
    #[must_use]
    pub fn again(&self) -> Self {
        Self {
            media: self.media,
            body: self.body.clone(),
            tag: self.tag.clone(),
            unchanged: None,
            file: None,
            shelved: self.shelved.clone(),
            status: self.status,
            links: self.links.clone(),
            headers: self.headers.clone(),
            kept: self.kept,
        }
    }

    /// The same with its tag worked out, where it is one that may be kept.
    #[must_use]
    pub fn tagged(mut self) -> Self {
        if self.kept && self.tag.is_none() && !self.body.is_empty() {
            self.tag = Some(etag::of(&self.body, self.media));
        }
        self
    }

    /// The same with a header more; one that is not text as headers have it is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The same, to be saved under a name: what is not plainly safe in a file name becomes a hyphen (RFC 6266).
    #[must_use]
    pub fn named(self, file_name: &str) -> Self {
        let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' };
        let name: String = file_name.chars().take(100).map(safe).collect();
        self.with(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""))
    }
}

impl Call {
    /// The absolute address of a path of ours that begins with a slash.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The absolute address of this very request.
    #[must_use]
    pub fn own_address(&self) -> String {
        match &self.query {
            Some(query) => format!("{}{}?{query}", self.base, self.path),
            None => format!("{}{}", self.base, self.path),
        }
    }

    /// This very request with another value of one parameter: all else stays as the caller wrote it.
    #[must_use]
    pub fn own_address_with(&self, name: &str, value: &str) -> String {
        let kept = self.query.iter().flat_map(|query| query.split('&'));
        let kept = kept.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
        let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("{name}={value}")]).collect();
        format!("{}{}?{}", self.base, self.path, pairs.join("&"))
    }

    /// A link to a path of ours.
    #[must_use]
    pub fn link(&self, rel: &'static str, path: &str, media_type: &'static str, title: &str) -> Link {
        Link { href: self.address(path), rel: rel.into(), media_type, title: title.to_owned() }
    }

    /// A link to this very request.
    #[must_use]
    pub fn own_link(&self, title: &str) -> Link {
        Link { href: self.own_address(), rel: "self".into(), media_type: self.media, title: title.to_owned() }
    }

    /// Links to this very request, and to the same in every other format there is (OGC API - Features Part 1, 7.15.5).
    #[must_use]
    pub fn own_links(&self, title: &str) -> Vec<Link> {
        let mut links = vec![self.own_link(title)];
        let mut known = vec![media::slug(self.media)];
        for offer in self.offers {
            let slug = media::slug(offer);
            if let Some(format) = slug.filter(|_| !known.contains(&slug)) {
                let href = self.own_address_with(FORMAT.name, format);
                let title = format!("{title} ({format})");
                links.push(Link { href, rel: "alternate".into(), media_type: offer, title });
                known.push(slug);
            }
        }
        links
    }

    /// A document in the representation asked for: JSON, or a page made from the same JSON.
    ///
    /// # Errors
    /// When it cannot be written, which is a fault of ours.
    pub fn document(&self, title: &str, document: &impl Serialize) -> Result<Answer, Problem> {
        self.written(title, serde_json::to_vec(document).map_err(Problem::internal)?)
    }

    /// A page of features in the representation asked for.
    ///
    /// # Errors
    /// When it is no JSON, which is a fault of ours.
    pub fn page(&self, title: &str, page: Written) -> Result<Answer, Problem> {
        if self.media == HTML {
            return self.written(title, page.text);
        }
        let tag = Some(etag::of(&page.digest, self.media));
        Ok(Answer { tag, ..self.bytes(page.text) })
    }

    /// The same of a document that is written already.
    ///
    /// # Errors
    /// When it is no JSON, which is a fault of ours.
    pub fn written(&self, title: &str, document: Vec<u8>) -> Result<Answer, Problem> {
        if self.media != HTML {
            return Ok(self.bytes(document));
        }
        let document = serde_json::from_slice(&document).map_err(Problem::internal)?;
        let page = page(&document, &Frame { title, home: &self.home, way: self.way() });
        Ok(self.bytes(page.into_bytes()))
    }

    /// Where this address lies: the service, and every address above this one, with their names.
    fn way(&self) -> Vec<(String, String)> {
        let mut way = vec![(format!("{}/?f=html", self.base), SERVICE.to_owned())];
        let mut path = String::new();
        let mut parts: Vec<&str> = self.path.split('/').filter(|part| !part.is_empty()).collect();
        parts.pop();
        for part in parts {
            path = format!("{path}/{part}");
            way.push((self.address(&path), part.to_owned()));
        }
        way
    }

    /// An answer in JSON.
    ///
    /// # Errors
    /// When it cannot be written, which is a fault of ours.
    pub fn json(&self, answer: &impl Serialize) -> Result<Answer, Problem> {
        Ok(self.bytes(serde_json::to_vec(answer).map_err(Problem::internal)?))
    }

    /// An answer of bytes; none of them means that there is nothing there.
    #[must_use]
    pub fn bytes(&self, body: impl Into<Bytes>) -> Answer {
        Answer {
            media: self.media,
            body: body.into(),
            tag: None,
            unchanged: None,
            file: None,
            shelved: None,
            status: self.status,
            links: Vec::new(),
            headers: Vec::new(),
            kept: true,
        }
    }
}
