//! What must never be claimed (`scoring.md` section 3): no text that people read holds a forbidden phrase.
//!
//! Read are the string literals of `src` (without its tests), all of the web app's words and page, and the README.

use std::fs;
use std::path::{Path, PathBuf};

/// Phrases that no text may hold, in small letters.
const FORBIDDEN: &[&str] = &[
    // 2: prices and rents.
    "hotspot",
    "hot spot",
    "predicted growth",
    "growth potential",
    "up and coming",
    "up-and-coming",
    "gentrif",
    "will rise",
    "will grow",
    "will go up",
    "are going to rise",
    "sure to rise",
    "forecast",
    "good investment",
    // 3: no cause.
    "caused the rise",
    "because of community activity",
    // 5: nobody is deprived because of where they live.
    "is deprived",
    "are deprived",
    "times as deprived",
    "twice as deprived",
    // 6: ranks of two years are not compared.
    "more deprived than in 2019",
    "less deprived than in 2019",
    // 8: no data is no answer.
    "no problems found",
    // 12: a flag, no prophecy.
    "will be displaced",
    "will displace",
    // 13 and 14.
    "fair allocation",
    "optimal allocation",
    "proves the method",
    // 1 and 4: the score is no test of these, and a rise is no money.
    "best consideration",
    "guarantee",
    "money you can spend",
];

/// The places that say what is never claimed, in small letters: only here may a forbidden phrase stand.
const DENIALS: &[&str] =
    &["no forecast", "not a forecast", "no test of best consideration", "nobody can say that prices will rise"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "tests" && name != "snapshots" {
                found.extend(files(&path, endings));
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) && name != "tests.rs" {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The string literals of a Rust file up to its tests, each on one line.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or(source);
    let mut found = Vec::new();
    let mut rest = source.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '/' if source[at..].starts_with("//") => while rest.next_if(|(_, c)| *c != '\n').is_some() {},
            // A quotation mark as a character is no text.
            '\'' if source[at..].starts_with("'\"'") || source[at..].starts_with("'\\\"'") => {
                while rest.next_if(|(_, c)| *c != '"').is_some() {}
                rest.next();
            }
            '"' => {
                let mut text = String::new();
                while let Some((_, c)) = rest.next() {
                    match c {
                        '"' => break,
                        '\\' => {
                            rest.next();
                            text.push(' ');
                        }
                        c => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

/// The text in small letters with its blanks and lines run together, and what denies a claim taken out.
fn without_denials(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    for denial in DENIALS {
        text = text.replace(denial, " ");
    }
    text
}

fn claims(text: &str) -> Vec<&'static str> {
    let text = without_denials(text);
    FORBIDDEN.iter().copied().filter(|phrase| text.contains(phrase)).collect()
}

#[test]
fn nothing_that_people_read_claims_what_must_never_be_claimed() {
    let mut wrong = Vec::new();
    let mut texts_read = 0;
    for path in files(&root().join("src"), &[".rs"]) {
        for literal in literals(&fs::read_to_string(&path).unwrap()) {
            texts_read += 1;
            wrong.extend(claims(&literal).into_iter().map(|claim| format!("{}: {claim:?}: {literal}", path.display())));
        }
    }
    assert!(texts_read > 3_000, "only {texts_read} texts were found in src");
    let web = root().join("web");
    let mut pages = files(&web.join("src"), &[".ts", ".html", ".css"]);
    pages.extend([web.join("index.html"), root().join("README.md")]);
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        wrong.extend(claims(&text).into_iter().map(|claim| format!("{}: {claim:?}", path.display())));
    }
    assert!(wrong.is_empty(), "{} claims that must not be made:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_claim_is_found_in_any_spelling_and_a_denial_is_not_one() {
    assert_eq!(claims("An Up and\n   coming quarter, where prices will rise."), ["up and coming", "will rise"]);
    assert_eq!(claims("Headroom is a gap, not a forecast."), [""; 0]);
    assert_eq!(claims("A forecast, and not a forecast."), ["forecast"]);
    let source = "// is deprived\nlet a = \"one \\\n  hotspot\"; let b = '\"'; let c = \"two\";\n#[cfg(test)]\nmod tests { \"gentrified\" }";
    assert_eq!(literals(source).iter().flat_map(|text| claims(text)).collect::<Vec<_>>(), ["hotspot"]);
    assert_eq!(literals(source).len(), 2);
}
