//! How numbers, dates and people are put into words: rounded, with their unit, for one reader.

use time::Date;

use crate::domain::matches::{Audience, Input};
use crate::domain::source::Fact;

const DAYS_IN_A_MONTH: f64 = 365.25 / 12.0;

/// "you" or "they", by reader.
#[must_use]
pub const fn you(audience: Audience) -> &'static str {
    match audience {
        Audience::Owner => "you",
        Audience::Public => "they",
    }
}

/// "your" or "their", by reader.
#[must_use]
pub const fn your(audience: Audience) -> &'static str {
    match audience {
        Audience::Owner => "your",
        Audience::Public => "their",
    }
}

/// "£24,000": to two or three figures that mean something, since no cost here is known to the pound.
#[must_use]
pub fn pounds(gbp: f64) -> String {
    let step = step_gbp(gbp);
    format!("£{}", thousands((gbp / step).round() * step))
}

/// The step an amount of this size is rounded to.
#[must_use]
pub fn step_gbp(gbp: f64) -> f64 {
    match gbp.abs() {
        g if g >= 100_000.0 => 1_000.0,
        g if g >= 1_000.0 => 100.0,
        _ => 10.0,
    }
}

/// "£24,100": the next amount up in the steps of [`pounds`], for what has to be reached.
#[must_use]
pub fn pounds_at_least(gbp: f64) -> String {
    let step = step_gbp(gbp);
    format!("£{}", thousands((gbp / step).ceil() * step))
}

/// "£22,000" or "£22,450.50": as somebody stated it.
#[must_use]
pub fn stated_pounds(gbp: f64) -> String {
    let pence = (gbp.abs() * 100.0).round() % 100.0;
    let whole = thousands(gbp.trunc());
    if pence > 0.0 { format!("£{whole}.{pence:02}") } else { format!("£{whole}") }
}

/// The nearest whole number, of two as near the even one: as `{:.0}` has it. Whole numbers are put into digits ten times as
/// fast as those that could have a fraction, and a match has a hundred.
#[must_use]
pub const fn whole(number: f64) -> i64 {
    number.round_ties_even() as i64
}

/// "1,234,567": a whole number with commas.
#[must_use]
pub fn thousands(number: f64) -> String {
    let digits = whole(number.abs()).to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number <= -0.5 {
        text.push('-');
    }
    let (first, rest) = digits.split_at((digits.len() + 2) % 3 + 1);
    text.push_str(first);
    for (index, digit) in rest.chars().enumerate() {
        if index % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "280 m2".
#[must_use]
pub fn square_metres(m2: f64) -> String {
    format!("{} m2", thousands(m2.round()))
}

/// "650 m" or "2.3 km": as people travel.
#[must_use]
pub fn distance(metres: f64) -> String {
    if metres < 995.0 {
        format!("{} m", whole((metres / 10.0).round() * 10.0))
    } else {
        // One decimal, and none when it is nothing.
        format!("{} km", (metres / 100.0).round() / 10.0)
    }
}

/// The next distance up in the steps of [`distance`], for what has to be reached.
#[must_use]
pub fn distance_at_least(metres: f64) -> String {
    let step_m = if metres <= 990.0 { 10.0 } else { 100.0 };
    distance((metres / step_m).ceil() * step_m)
}

/// "1 day", "3 weeks", "14 months": about how long, from a number of days.
#[must_use]
pub fn days(days: i64) -> String {
    let (number, unit) = match days {
        ..=13 => (days, "day"),
        14..=60 => ((days as f64 / 7.0).round() as i64, "week"),
        _ => ((days as f64 / DAYS_IN_A_MONTH).round() as i64, "month"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// "25 years", "1 year", "12.5 years".
#[must_use]
pub fn years(years: f64) -> String {
    let number = (years * 10.0).round() / 10.0;
    if (number - 1.0).abs() < 1e-9 { "1 year".to_owned() } else { format!("{number} years") }
}

/// "57%": a share from 0 to 1.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{}%", whole(share * 100.0))
}

/// "21 November 2026".
#[must_use]
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), date.month(), date.year())
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn list(parts: &[impl AsRef<str>]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The text with a full stop, when it has none of its own: for words that come from a register.
#[must_use]
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// The text with its first letter in capitals.
#[must_use]
pub fn capital(text: &str) -> String {
    beginning(text, |first| first.to_uppercase().collect())
}

/// The text with its first letter in lower case, to stand inside a sentence.
#[must_use]
pub fn inside(text: &str) -> String {
    beginning(text, |first| first.to_lowercase().collect())
}

/// The text with another first letter.
fn beginning(text: &str, with: impl Fn(char) -> String) -> String {
    let mut letters = text.chars();
    letters.next().map(with).unwrap_or_default() + letters.as_str()
}

/// An input read from a register.
#[must_use]
pub fn fact<T>(label: &'static str, fact: &Fact<T>, value: String) -> Input {
    Input { label, value, source: Some(fact.source.clone()), as_at: fact.as_at, quality: Some(fact.quality) }
}

/// An input that the organisation stated or that was worked out.
#[must_use]
pub fn said(label: &'static str, value: String) -> Input {
    Input { label, value, source: None, as_at: None, quality: None }
}

/// "none", "all" or "57%": a share in words at its ends.
pub fn part(share: f64) -> String {
    match share {
        s if s < 0.005 => "none".to_owned(),
        s if s > 0.995 => "all".to_owned(),
        s => percent(s),
    }
}

#[cfg(test)]
mod tests {
    use super::{capital, distance, inside, list, pounds, stated_pounds, thousands, years};

    #[test]
    fn numbers_are_rounded_to_what_they_mean() {
        assert_eq!(pounds(24_001.6), "£24,000");
        assert_eq!(pounds(777.6), "£780");
        assert_eq!(pounds(1_234_567.0), "£1,235,000");
        assert_eq!(pounds(-39_084.0), "£-39,100");
        assert_eq!(stated_pounds(22_450.5), "£22,450.50");
        let grouped = [0.4, -0.4, 12.0, 123.0, 1_234.5, -999_999.6, 12_345_678.0].map(thousands);
        assert_eq!(grouped, ["0", "0", "12", "123", "1,234", "-1,000,000", "12,345,678"]);
        assert_eq!((inside("Énergie"), capital("élan"), inside("")), ("énergie".into(), "Élan".into(), String::new()));
        assert_eq!(distance(648.0), "650 m");
        assert_eq!(distance(998.0), "1 km");
        assert_eq!(distance(2_345.0), "2.3 km");
        assert_eq!(years(25.0), "25 years");
        assert_eq!(years(1.0), "1 year");
        assert_eq!(years(12.5), "12.5 years");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
