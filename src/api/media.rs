//! Which representation to send: the Accept header (RFC 9110 12.5.1) held against what a route can give.

use crate::publish::format::Format;

/// The media type without parameters, in lower case.
fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The short name of a media type, as the parameter `f` takes it.
#[must_use]
pub fn slug(media: &str) -> Option<&'static str> {
    if let Some(format) = Format::of_media(media) {
        return Some(format.slug());
    }
    match &*essence(media) {
        "text/html" => Some("html"),
        "application/vnd.mapbox.tilejson+json" => Some("tilejson"),
        "application/vnd.mapbox-vector-tile" | "application/x-protobuf" => Some("mvt"),
        media if media.ends_with("json") => Some("json"),
        _ => None,
    }
}

/// How much a caller wants one media type: quality in thousandths, then how specifically it was asked for.
fn wish(accept: &str, offer: &str) -> Option<(u16, u8)> {
    let offer = essence(offer);
    let group = offer.split('/').next().unwrap_or_default();
    accept
        .split(',')
        .filter_map(|range| {
            let name = essence(range);
            let specificity = if name == offer {
                2
            } else if name == format!("{group}/*") {
                1
            } else if name == "*/*" {
                0
            } else {
                return None;
            };
            Some((specificity, quality(range)))
        })
        .max_by_key(|(specificity, _)| *specificity)
        .map(|(specificity, quality)| (quality, specificity))
        .filter(|(quality, _)| *quality > 0)
}

/// The q of a range, in thousandths; 1 unless said, 0 when it cannot be read.
fn quality(range: &str) -> u16 {
    let given = range.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim().to_owned())
    });
    match given {
        None => 1000,
        Some(value) => match value.parse::<f32>() {
            Ok(q) if (0.0..=1.0).contains(&q) => (q * 1000.0).round() as u16,
            _ => 0,
        },
    }
}

/// The offer the caller wants most; the earlier one when it does not care; `None` when it wants none of them.
#[must_use]
pub fn choose(accept: Option<&str>, offers: &[&'static str]) -> Option<&'static str> {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return offers.first().copied();
    };
    let mut best: Option<(&'static str, (u16, u8))> = None;
    for offer in offers {
        if let Some(wish) = wish(accept, offer)
            && best.is_none_or(|(_, found)| wish > found)
        {
            best = Some((offer, wish));
        }
    }
    best.map(|(offer, _)| offer)
}

#[cfg(test)]
mod tests {
    use super::choose;

    const JSON_OR_PAGE: &[&str] = &["application/json", "text/html"];

    #[test]
    fn html_is_given_only_where_it_outranks_json() {
        for (accept, expected) in [
            (None, Some("application/json")),
            (Some(""), Some("application/json")),
            (Some("*/*"), Some("application/json")),
            (Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Some("text/html")),
            (Some("text/html, */*"), Some("text/html")),
            (Some("text/html;q=0.5, application/json"), Some("application/json")),
            (Some("application/*;q=0.2, text/html;q=0.1"), Some("application/json")),
            (Some("TEXT/HTML"), Some("text/html")),
            (Some("application/json;q=0, text/html;q=0"), None),
            (Some("image/png"), None),
            (Some("text/html;q=banana"), None),
            (Some(";;;,,,=/"), None),
        ] {
            assert_eq!(choose(accept, JSON_OR_PAGE), expected, "{accept:?}");
        }
    }

    #[test]
    fn a_general_json_reader_gets_geojson_under_the_name_it_asked_for() {
        let offers = &["application/geo+json", "application/json"];
        assert_eq!(choose(Some("application/json"), offers), Some("application/json"));
        assert_eq!(choose(Some("application/json, application/geo+json"), offers), Some("application/geo+json"));
    }
}
