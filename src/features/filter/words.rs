//! The words of a filter as text: names, texts, numbers and signs.

use crate::features::filter::error::{FilterError, shortened};

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub enum Word<'t> {
    /// A keyword, function or property.
    Name(&'t str),
    /// A property in double quotes.
    Quoted(String),
    /// Text in single quotes.
    Text(String),
    /// A whole number without a sign.
    Integer(i64),
    /// Another number without a sign.
    Number(f64),
    /// A sign, such as `<=`.
    Sign(&'static str),
    /// Nothing is left.
    End,
}

/// A word and the character it begins at, counted from 1.
pub type Placed<'t> = (Word<'t>, usize);

/// Longer ones first, so that `<=` is not read as `<`.
const SIGNS: [&str; 15] = ["<>", "<=", ">=", "<", ">", "=", "(", ")", ",", "+", "-", "*", "/", "%", "^"];

/// The words of a text, the last one [`Word::End`].
///
/// # Errors
/// When a character means nothing here, or a quote is not closed.
pub fn words(text: &str) -> Result<Vec<Placed<'_>>, FilterError> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut at = 1;
    loop {
        let trimmed = rest.trim_start();
        at += rest[..rest.len() - trimmed.len()].chars().count();
        rest = trimmed;
        let Some(first) = rest.chars().next() else {
            found.push((Word::End, at));
            return Ok(found);
        };
        let (word, length) = match first {
            '\'' => text_in_quotes(rest, at)?,
            '"' => name_in_quotes(rest, at)?,
            _ if starts_number(rest) => number(rest, at)?,
            _ if starts_name(first) => {
                let length = rest.find(|next| !continues_name(next)).unwrap_or(rest.len());
                (Word::Name(&rest[..length]), length)
            }
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => (Word::Sign(sign), sign.len()),
                None => {
                    return Err(FilterError::at(at, format!("the character {first:?} means nothing outside quotes")));
                }
            },
        };
        found.push((word, at));
        at += rest[..length].chars().count();
        rest = &rest[length..];
    }
}

/// The standard's `identifierStart`, which is that of XML names.
pub fn starts_name(first: char) -> bool {
    matches!(first,
        ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFE}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
        && !first.is_whitespace()
}

/// The standard's `identifierPart`.
pub fn continues_name(next: char) -> bool {
    starts_name(next) || matches!(next, '.' | '0'..='9' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Text ends at the first apostrophe that is neither doubled nor after a backslash. Of several backslashes in a row only an
/// odd one escapes: `'\\'` is a pattern for one backslash, not the beginning of a longer text.
fn text_in_quotes(rest: &str, at: usize) -> Result<(Word<'_>, usize), FilterError> {
    let mut text = String::new();
    let mut backslashes = 0_usize;
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((place, character)) = characters.next() {
        match character {
            '\'' if backslashes % 2 == 1 => {
                text.pop();
                text.push('\'');
            }
            '\'' if characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                characters.next();
                text.push('\'');
            }
            '\'' => return Ok((Word::Text(text), place + 1)),
            other => text.push(other),
        }
        backslashes = if character == '\\' { backslashes + 1 } else { 0 };
    }
    Err(FilterError::at(at, "the text that begins here has no closing apostrophe"))
}

fn name_in_quotes(rest: &str, at: usize) -> Result<(Word<'_>, usize), FilterError> {
    let mut name = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((place, character)) = characters.next() {
        if character != '"' {
            name.push(character);
        } else if characters.peek().is_some_and(|(_, next)| *next == '"') {
            characters.next();
            name.push('"');
        } else {
            return Ok((Word::Quoted(name), place + 1));
        }
    }
    Err(FilterError::at(at, "the name that begins here has no closing double quote"))
}

fn starts_number(rest: &str) -> bool {
    let digit = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    digit(rest) || rest.strip_prefix('.').is_some_and(digit)
}

fn number(rest: &str, at: usize) -> Result<(Word<'_>, usize), FilterError> {
    let digits =
        |from: usize| rest[from..].find(|next: char| !next.is_ascii_digit()).map_or(rest.len(), |to| from + to);
    let whole = digits(0);
    let mut end = if rest[whole..].starts_with('.') { digits(whole + 1) } else { whole };
    if rest[end..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    if rest[end..].starts_with(continues_name) {
        let word_end = rest[end..].find(|next| !continues_name(next)).map_or(rest.len(), |length| end + length);
        return Err(FilterError::at(at, format!("\"{}\" is not a number", shortened(&rest[..word_end]))));
    }
    if end == whole
        && let Ok(number) = rest[..end].parse()
    {
        return Ok((Word::Integer(number), end));
    }
    match rest[..end].parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((Word::Number(number), end)),
        _ => Err(FilterError::at(at, format!("\"{}\" is too large a number", shortened(&rest[..end])))),
    }
}
