//! Looks over XML byte by byte for what makes parsers run out of memory, before one is given it: words without end,
//! elements without end inside each other, definitions of entities, counts that make room for what is not there.

use super::Fault;
use super::limits::{CELL_BYTES, MOST_SHARED_TEXTS, XML_DEPTH};

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Text,
    Tag,
    Instruction,
    Comment,
    Data,
}

/// A document that is being looked over, in blocks of any size.
pub(in crate::import) struct XmlCheck {
    at: At,
    /// The bytes of the tag so far, or the last few of a comment.
    tag: Vec<u8>,
    /// The quotation mark that an attribute of the tag began with.
    quote: Option<u8>,
    text_bytes: usize,
    depth: u32,
}

impl Default for XmlCheck {
    fn default() -> Self {
        Self { at: At::Text, tag: Vec::new(), quote: None, text_bytes: 0, depth: 0 }
    }
}

impl XmlCheck {
    /// Takes the next block.
    pub(in crate::import) fn take(&mut self, block: &[u8]) -> Result<(), Fault> {
        let mut rest = block;
        while let Some((&byte, after)) = rest.split_first() {
            // Most of a sheet is text between tags, so that is passed over in one go.
            if self.at == At::Text {
                let text = rest.iter().position(|byte| *byte == b'<').unwrap_or(rest.len());
                if text > 0 {
                    self.longer(text)?;
                    rest = &rest[text..];
                    continue;
                }
            }
            rest = after;
            self.longer(1)?;
            match self.at {
                At::Text => {
                    self.at = At::Tag;
                    self.tag.clear();
                    self.quote = None;
                    self.text_bytes = 0;
                }
                At::Tag => self.take_in_tag(byte)?,
                At::Instruction | At::Comment | At::Data => {
                    self.tag.push(byte);
                    let end: &[u8] = match self.at {
                        At::Instruction => b"?>",
                        At::Comment => b"-->",
                        _ => b"]]>",
                    };
                    if self.tag.ends_with(end) {
                        self.end_piece();
                    } else if self.tag.len() > 64 {
                        self.tag.drain(..60);
                    }
                }
            }
        }
        Ok(())
    }

    fn longer(&mut self, bytes: usize) -> Result<(), Fault> {
        self.text_bytes += bytes;
        if self.text_bytes > CELL_BYTES {
            return Err(Fault::OverLimit(
                "a cell or another part of the workbook is over 1 MiB long; shorten it, then save the workbook again"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    fn end_piece(&mut self) {
        self.at = At::Text;
        self.tag.clear();
        self.text_bytes = 0;
    }

    fn take_in_tag(&mut self, byte: u8) -> Result<(), Fault> {
        if byte != b'>' || self.quote.is_some() {
            self.tag.push(byte);
            match self.quote {
                Some(quote) if quote == byte => self.quote = None,
                Some(_) => {}
                None if matches!(byte, b'"' | b'\'') => self.quote = Some(byte),
                None => self.look_at_start()?,
            }
            return Ok(());
        }
        if self.tag.first() == Some(&b'/') {
            self.depth = self.depth.saturating_sub(1);
        } else if self.tag.last() != Some(&b'/') {
            self.depth += 1;
            if self.depth > XML_DEPTH {
                return Err(Fault::OverLimit(format!(
                    "its parts lie in each other more than {XML_DEPTH} deep, which no spreadsheet needs; save the table as \
                     CSV and import that"
                )));
            }
        }
        self.check_count()?;
        self.end_piece();
        Ok(())
    }

    fn look_at_start(&mut self) -> Result<(), Fault> {
        match self.tag.as_slice() {
            b"?" => self.at = At::Instruction,
            b"!--" => self.at = At::Comment,
            b"![CDATA[" => self.at = At::Data,
            tag if tag.first() == Some(&b'!') && !b"!--".starts_with(tag) && !b"![CDATA[".starts_with(tag) => {
                return Err(Fault::Broken(
                    "it defines words of its own (XML entities), which no spreadsheet does; do not trust this file, ask who \
                     sent it"
                    .to_owned(),
                ));
            }
            _ => return Ok(()),
        }
        self.tag.clear();
        Ok(())
    }

    /// Room for texts is made by the number of them that is announced.
    fn check_count(&self) -> Result<(), Fault> {
        let name = b"uniqueCount";
        let Some(at) = self.tag.windows(name.len()).position(|part| part == name) else { return Ok(()) };
        let digits = self.tag[at + name.len()..].iter().skip_while(|byte| !byte.is_ascii_digit());
        let count = digits
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u64, |n, d| n.saturating_mul(10).saturating_add(u64::from(d - b'0')));
        if count > MOST_SHARED_TEXTS {
            return Err(Fault::OverLimit(
                "it says it holds more than ten million texts; save the table as CSV and import that".to_owned(),
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::XmlCheck;
    use crate::import::error::ReadError;

    fn check(xml: &[u8]) -> Result<(), ReadError> {
        let mut check = XmlCheck::default();
        xml.chunks(3).try_for_each(|block| check.take(block)).map_err(|fault| fault.of("file.xlsx"))
    }

    #[test]
    fn ordinary_xml_passes() {
        let xml = b"<?xml version=\"1.0\"?><a x='1>2'><!-- <b><c> --><b/><c>text &amp; more</c><![CDATA[<d><e>]]></a>";
        check(&xml.repeat(500)).unwrap();
    }

    #[test]
    fn what_makes_parsers_fail_is_refused() {
        let cases: [(Vec<u8>, &str); 5] = [
            (b"<a>".repeat(300), "deep"),
            ([b"<a>".to_vec(), vec![b'x'; 2 << 20]].concat(), "over 1 MiB"),
            ([b"<a x=\"".to_vec(), vec![b'x'; 2 << 20]].concat(), "over 1 MiB"),
            (b"<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><a/>".to_vec(), "entities"),
            (b"<sst count='5' uniqueCount='99999999999999999999'>".to_vec(), "ten million"),
        ];
        for (xml, expected) in cases {
            let message = check(&xml).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }
}
