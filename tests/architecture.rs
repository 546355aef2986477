//! Who may import whom: the table of `src/lib.rs` as data, held against every `use` and path in `src`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Each folder (or file) of `src` and the folders it may import. Itself is always allowed.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("settings", &[]),
    ("projection", &["domain"]),
    ("atlas", &["domain"]),
    ("matching", &["domain", "atlas"]),
    ("validation", &["domain", "atlas", "matching"]),
    ("planning", &["domain", "atlas", "matching"]),
    ("import", &["domain", "projection"]),
    ("features", &["domain", "projection"]),
    ("publish", &["domain", "projection", "features"]),
    ("store", &["domain"]),
    ("fictional", &["domain", "projection"]),
    ("app", &["domain", "projection", "atlas", "matching", "planning", "validation", "import", "store", "features"]),
    ("api", &["domain", "projection", "features", "publish", "app"]),
    ("command", &["domain", "settings", "projection", "fictional", "features", "publish", "app", "api"]),
    ("main", &["command"]),
    ("lib", &[]),
];

/// External crates that live in some rooms only.
const CRATES: &[(&str, &[&str])] = &[
    ("axum", &["api", "command/serve.rs"]),
    ("tower", &["api", "command/serve.rs"]),
    ("tower_http", &["api", "command/serve.rs"]),
    ("ureq", &["app/fetch/download.rs"]),
    ("sqlx", &["store", "import/geopackage.rs", "publish/format/geopackage/database.rs"]),
    ("calamine", &["import"]),
    ("quick_xml", &["import"]),
    ("zip", &["import"]),
    ("shapefile", &["import"]),
    ("chardetng", &["import"]),
    ("encoding_rs", &["import", "fictional"]),
    ("argon2", &["app/people/passwords.rs"]),
    ("lettre", &["app/people/mail.rs"]),
    ("governor", &["app/people/limits.rs"]),
    ("cookie", &["api/credentials.rs"]),
    ("clap", &["command"]),
    ("rstar", &["atlas"]),
    ("proj", &["projection"]),
    ("rust_embed", &["api"]),
    ("indicatif", &["command"]),
    ("plotters", &["publish"]),
    ("maud", &["publish"]),
    ("wkt", &["import"]),
    ("flatbuffers", &["publish/format/fgb.rs"]),
    ("flatgeobuf", &["import", "publish/format/fgb.rs"]),
    ("parquet", &["publish/format/geoparquet.rs"]),
    ("rust_xlsxwriter", &["publish"]),
    ("unicode_normalization", &["features/filter/fold.rs"]),
];

struct SourceFile {
    /// Path below `src`, with forward slashes.
    path: String,
    text: String,
}

impl SourceFile {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn source_files() -> Vec<SourceFile> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| SourceFile {
            text: fs::read_to_string(&path).expect("a source file is UTF-8"),
            path: path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/"),
        })
        .collect()
}

/// The lines of a file with comments and string contents removed, numbered from 1.
fn code_lines(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| {
            let mut code = String::with_capacity(line.len());
            let mut in_string = false;
            let mut previous = ' ';
            let mut characters = line.chars().peekable();
            while let Some(c) = characters.next() {
                if in_string {
                    if c == '\\' {
                        characters.next();
                    } else if c == '"' {
                        in_string = false;
                    }
                } else if c == '"' && previous != '\'' {
                    in_string = true;
                } else if c == '/' && characters.peek() == Some(&'/') {
                    break;
                } else {
                    code.push(c);
                }
                previous = c;
            }
            (index + 1, code)
        })
        .collect()
}

/// The first path segment after each occurrence of `prefix` at the start of a word.
fn targets<'a>(code: &'a str, prefix: &str) -> Vec<&'a str> {
    code.match_indices(prefix)
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '$'))
        .map(|(at, _)| {
            let rest = &code[at + prefix.len()..];
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            &rest[..end]
        })
        .collect()
}

fn report(wrong: &[String]) {
    let mut text = String::new();
    for line in wrong {
        let _ = writeln!(text, "  {line}");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{text}", wrong.len());
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let table: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in source_files() {
        let room = file.room();
        let Some(allowed) = table.get(room) else {
            wrong.push(format!("src/{}: the room `{room}` is not in the table", file.path));
            continue;
        };
        for (number, code) in code_lines(&file.text) {
            for prefix in ["crate::", "catmap::"] {
                for target in targets(&code, prefix) {
                    if target.is_empty() {
                        wrong.push(format!(
                            "src/{}:{number}: `use crate::{{..}}` hides the arrows; one `use` a room",
                            file.path
                        ));
                    } else if target != room
                        && target != "vocabulary"
                        && !allowed.contains(&target)
                        && table.contains_key(target)
                    {
                        wrong.push(format!("src/{}:{number}: `{room}` may not import `{target}`", file.path));
                    }
                }
            }
        }
    }
    report(&wrong);
}

#[test]
fn external_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for file in source_files() {
        for (number, code) in code_lines(&file.text) {
            for (name, rooms) in CRATES {
                let used = !targets(&code, &format!("{name}::")).is_empty()
                    || code.trim_start().starts_with(&format!("use {name};"));
                let is_in = |home: &str| file.path == home || file.path.starts_with(&format!("{home}/"));
                let at_home = rooms.iter().any(|home| is_in(home));
                if used && !at_home {
                    wrong.push(format!("src/{}:{number}: `{name}` belongs in {}", file.path, rooms.join(", ")));
                }
            }
        }
    }
    report(&wrong);
}

#[test]
fn every_file_says_what_it_is_in_its_first_line() {
    let wrong: Vec<String> = source_files()
        .iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| format!("src/{}: the first line is not a `//!` sentence", file.path))
        .collect();
    report(&wrong);
}

#[test]
fn the_clock_is_read_only_at_the_doors() {
    let mut wrong = Vec::new();
    for file in source_files() {
        if matches!(file.room(), "app" | "api" | "command" | "main") {
            continue;
        }
        for (number, code) in code_lines(&file.text) {
            if code.contains("now_utc(") || code.contains("SystemTime::now(") || code.contains("now_local(") {
                wrong.push(format!("src/{}:{number}: the time comes in as an argument", file.path));
            }
        }
    }
    report(&wrong);
}

#[test]
fn the_picture_in_lib_names_every_room() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("src/lib.rs");
    let rooms: BTreeSet<&str> =
        ARROWS.iter().map(|(room, _)| *room).filter(|room| !matches!(*room, "main" | "lib")).collect();
    let wrong: Vec<String> = rooms
        .iter()
        .flat_map(|room| {
            let row = lib.lines().find(|line| line.starts_with(&format!("//! | [`{room}`]")));
            let allowed = ARROWS.iter().find(|(name, _)| name == room).map(|(_, allowed)| *allowed).unwrap_or_default();
            match row {
                None => vec![format!("`{room}` has no row in the table of src/lib.rs")],
                Some(row) => {
                    let cell = row.rsplit('|').nth(1).unwrap_or_default();
                    let said: BTreeSet<&str> = cell.split('`').skip(1).step_by(2).collect();
                    let held: BTreeSet<&str> = allowed.iter().copied().collect();
                    if said == held {
                        vec![]
                    } else {
                        vec![format!("`{room}`: src/lib.rs says {said:?}, the test says {held:?}")]
                    }
                }
            }
        })
        .collect();
    report(&wrong);
}
