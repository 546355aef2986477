//! Every setting, its default, and where it may be set: a flag beats the environment, which beats the file, which beats the default.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use thiserror::Error;

/// One setting: its name in the file and on the command line, its environment variable, its default, its help.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Name, as in `catmap.toml` and `--name`.
    pub name: &'static str,
    /// Environment variable.
    pub environment: &'static str,
    /// Default; `None` leaves it unset.
    pub default: Option<&'static str>,
    /// One sentence.
    pub help: &'static str,
}

/// The most that the limit of uploads can be set to, MiB.
const MOST_UPLOAD_MIB: u64 = 64 << 10;
/// The most memory that can be given to features that are written, MiB.
const MOST_CACHE_MIB: usize = 1 << 20;

/// The longest that enquiries can be kept, months.
const MOST_MONTHS: u32 = 120;

/// All of them. A new setting is a row here and a field in [`Settings`].
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "database",
        environment: "CATMAP_DATABASE",
        default: Some("catmap.db"),
        help: "Database: a file for SQLite, or a postgres:// address",
    },
    Setting {
        name: "listen",
        environment: "CATMAP_LISTEN",
        default: Some("127.0.0.1:8080"),
        help: "Address and port to serve on; port 0 takes any free one",
    },
    Setting {
        name: "public-url",
        environment: "CATMAP_PUBLIC_URL",
        default: None,
        help: "The address people use, when it differs from where catmap listens (behind a proxy)",
    },
    Setting {
        name: "basemap-style-url",
        environment: "CATMAP_BASEMAP_STYLE_URL",
        default: None,
        help: "A MapLibre style to draw under the layers; without it no other host is ever contacted",
    },
    Setting {
        name: "upload-limit-mib",
        environment: "CATMAP_UPLOAD_LIMIT_MIB",
        default: Some("256"),
        help: "The largest file that can be sent over the web, in MiB",
    },
    Setting {
        name: "feature-cache-mib",
        environment: "CATMAP_FEATURE_CACHE_MIB",
        default: Some("128"),
        help: "Memory for features that are written and ready to be sent, in MiB; 0 writes each of them anew",
    },
    Setting {
        name: "trusted-proxies",
        environment: "CATMAP_TRUSTED_PROXIES",
        default: None,
        help: "Addresses of proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed, separated by commas; each must write these headers itself; nobody's unless set",
    },
    Setting {
        name: "smtp-url",
        environment: "CATMAP_SMTP_URL",
        default: None,
        help: "Where to hand in mail, such as smtps://name:password@mail.example; without it mail goes into the outbox",
    },
    Setting {
        name: "mail-from",
        environment: "CATMAP_MAIL_FROM",
        default: Some("catmap <catmap@localhost>"),
        help: "The sender of mail",
    },
    Setting {
        name: "outbox",
        environment: "CATMAP_OUTBOX",
        default: None,
        help: "Folder for mail that is not handed in, one file each [outbox beside the database]",
    },
    Setting {
        name: "enquiry-months",
        environment: "CATMAP_ENQUIRY_MONTHS",
        default: Some("24"),
        help: "What people wrote in an enquiry is cleared so many months after it was last worked on",
    },
    Setting {
        name: "log",
        environment: "CATMAP_LOG",
        default: Some("info"),
        help: "What to log: error, warn, info, debug, or a filter such as catmap=debug",
    },
];

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Database address.
    pub database: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people use.
    pub public_url: Option<String>,
    /// A MapLibre style under our layers.
    pub basemap_style_url: Option<String>,
    /// The largest file that can be sent, MiB.
    pub upload_limit_mib: u64,
    /// Memory for features that are written, MiB.
    pub feature_cache_mib: usize,
    /// Proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Where to hand in mail.
    pub smtp_url: Option<String>,
    /// The sender of mail.
    pub mail_from: String,
    /// Folder for mail that is not handed in.
    pub outbox: PathBuf,
    /// So many months after an enquiry was last worked on, what was written in it is cleared.
    pub enquiry_months: u32,
    /// Log filter.
    pub log: String,
}

/// A setting that cannot be used.
#[derive(Debug, Error)]
pub enum SettingProblem {
    /// The settings file cannot be read or is not TOML.
    #[error("the settings file {path} cannot be used: {reason}")]
    File {
        /// Which file.
        path: String,
        /// Why.
        reason: String,
    },
    /// The file names a setting that does not exist.
    #[error("the settings file {path} names \"{name}\", which is not a setting; there are: {known}")]
    UnknownName {
        /// Which file.
        path: String,
        /// The name.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A value does not fit its setting.
    #[error("{name} = \"{value}\" cannot be used: {reason}")]
    Value {
        /// Which setting.
        name: &'static str,
        /// The value given.
        value: String,
        /// Why not.
        reason: String,
    },
}

/// Values by setting name, from one place.
pub type Layer = BTreeMap<String, String>;

impl Settings {
    /// Puts the layers together.
    ///
    /// # Errors
    /// [`SettingProblem::Value`] when a value does not fit.
    pub fn gather(flags: &Layer, environment: &Layer, file: &Layer) -> Result<Self, SettingProblem> {
        let value = |name: &str| {
            let given = [flags, environment, file].into_iter().find_map(|layer| layer.get(name).cloned());
            given.or_else(|| default(name).map(str::to_owned))
        };
        let required = |name: &str| value(name).unwrap_or_default();
        Ok(Self {
            database: required("database"),
            listen: {
                let text = required("listen");
                text.parse().map_err(|_| SettingProblem::Value {
                    name: "listen",
                    value: text,
                    reason: "it must be an address with a port, such as 127.0.0.1:8080".to_owned(),
                })?
            },
            public_url: http_address("public-url", value("public-url"))?,
            basemap_style_url: http_address("basemap-style-url", value("basemap-style-url"))?,
            upload_limit_mib: whole_number("upload-limit-mib", &required("upload-limit-mib"), 1..=MOST_UPLOAD_MIB)?,
            feature_cache_mib: whole_number("feature-cache-mib", &required("feature-cache-mib"), 0..=MOST_CACHE_MIB)?,
            trusted_proxies: addresses("trusted-proxies", value("trusted-proxies").as_deref())?,
            smtp_url: value("smtp-url"),
            mail_from: required("mail-from"),
            outbox: value("outbox").map_or_else(|| outbox_beside(&required("database")), PathBuf::from),
            enquiry_months: whole_number("enquiry-months", &required("enquiry-months"), 1..=MOST_MONTHS)?,
            log: required("log"),
        })
    }
}

/// A whole number between two others.
fn whole_number<N>(name: &'static str, text: &str, allowed: RangeInclusive<N>) -> Result<N, SettingProblem>
where
    N: FromStr + PartialOrd + Display,
{
    text.parse().ok().filter(|number| allowed.contains(number)).ok_or_else(|| SettingProblem::Value {
        name,
        value: text.to_owned(),
        reason: format!("it must be a whole number from {} to {}", allowed.start(), allowed.end()),
    })
}

/// The values set in the environment; an empty variable counts as not set.
pub fn environment_layer(variable: impl Fn(&str) -> Option<String>) -> Layer {
    SETTINGS
        .iter()
        .filter_map(|s| Some((s.name.to_owned(), variable(s.environment).filter(|value| !value.is_empty())?)))
        .collect()
}

/// The values set in a TOML file of `name = "value"` lines.
///
/// # Errors
/// When the file cannot be read, is not TOML, or names something that is not a setting.
pub fn file_layer(path: &Path) -> Result<Layer, SettingProblem> {
    let shown = path.display().to_string();
    let unusable = |reason: String| SettingProblem::File { path: shown.clone(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| unusable(error.message().to_owned()))?;
    table
        .into_iter()
        .map(|(name, value)| {
            if default(&name).is_none() && !SETTINGS.iter().any(|setting| setting.name == name) {
                let known = SETTINGS.iter().map(|setting| setting.name).collect::<Vec<_>>().join(", ");
                return Err(SettingProblem::UnknownName { path: shown.clone(), name, known });
            }
            let text = value
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| unusable(format!("{name} must be a text in quotes")))?;
            Ok((name, text))
        })
        .collect()
}

fn default(name: &str) -> Option<&'static str> {
    SETTINGS.iter().find(|setting| setting.name == name).and_then(|setting| setting.default)
}

fn addresses(name: &'static str, value: Option<&str>) -> Result<Vec<IpAddr>, SettingProblem> {
    let parts = value.into_iter().flat_map(|text| text.split(',')).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            part.parse().map_err(|_| SettingProblem::Value {
                name,
                value: part.to_owned(),
                reason: "it must be addresses such as 127.0.0.1 or ::1, separated by commas".to_owned(),
            })
        })
        .collect()
}

/// The folder `outbox` next to a database file; in the working folder when the database is a server.
fn outbox_beside(database: &str) -> PathBuf {
    let is_server = database.starts_with("postgres:") || database.starts_with("postgresql:");
    let path = Path::new(database.strip_prefix("sqlite:").unwrap_or(database));
    match path.parent() {
        Some(folder) if !is_server => folder.join("outbox"),
        _ => PathBuf::from("outbox"),
    }
}

fn http_address(name: &'static str, value: Option<String>) -> Result<Option<String>, SettingProblem> {
    match value {
        Some(text) if !(text.starts_with("https://") || text.starts_with("http://")) => Err(SettingProblem::Value {
            name,
            value: text,
            reason: "it must begin with https:// or http://".to_owned(),
        }),
        other => Ok(other.map(|text| text.trim_end_matches('/').to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Layer, Settings, environment_layer};

    fn layer(pairs: &[(&str, &str)]) -> Layer {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() {
        let database = |flags: &[(&str, &str)], environment: &[(&str, &str)], file: &[(&str, &str)]| {
            Settings::gather(&layer(flags), &layer(environment), &layer(file)).unwrap().database
        };
        let (flag, variable, line) = ([("database", "flag.db")], [("database", "env.db")], [("database", "file.db")]);
        assert_eq!(database(&flag, &variable, &line), "flag.db");
        assert_eq!(database(&[], &variable, &line), "env.db");
        assert_eq!(database(&[], &[], &line), "file.db");
        assert_eq!(database(&[], &[], &[]), "catmap.db");
    }

    #[test]
    fn an_empty_variable_counts_as_not_set() {
        let layer = environment_layer(|name| (name == "CATMAP_DATABASE").then(String::new));
        assert_eq!(layer, Layer::new());
    }

    #[test]
    fn a_value_that_does_not_fit_is_named() {
        let problem = Settings::gather(&layer(&[("listen", "8080")]), &Layer::new(), &Layer::new()).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "listen = \"8080\" cannot be used: it must be an address with a port, such as 127.0.0.1:8080"
        );
        let problem = Settings::gather(&layer(&[("public-url", "example")]), &Layer::new(), &Layer::new()).unwrap_err();
        assert!(problem.to_string().contains("https://"), "{problem}");
    }

    #[test]
    fn mail_waits_beside_the_database_unless_told_otherwise() {
        let outbox = |flags: &[(&str, &str)]| {
            Settings::gather(&layer(flags), &Layer::new(), &Layer::new()).unwrap().outbox.display().to_string()
        };
        assert_eq!(outbox(&[]), "outbox");
        assert_eq!(outbox(&[("database", "data/catmap.db")]), "data/outbox");
        assert_eq!(outbox(&[("database", "postgres://user@host/catmap")]), "outbox");
        assert_eq!(outbox(&[("outbox", "mail")]), "mail");
    }

    #[test]
    fn a_proxy_is_an_address_and_sizes_have_limits() {
        let gather = |name, value| Settings::gather(&layer(&[(name, value)]), &Layer::new(), &Layer::new());
        assert_eq!(gather("trusted-proxies", "10.0.0.1, ::1").unwrap().trusted_proxies.len(), 2);
        assert!(gather("trusted-proxies", "proxy.example").is_err());
        for wrong in ["0", "-1", "much", "65537"] {
            assert!(gather("upload-limit-mib", wrong).is_err(), "{wrong}");
        }
        assert_eq!(gather("feature-cache-mib", "0").unwrap().feature_cache_mib, 0);
        assert_eq!(gather("enquiry-months", "6").unwrap().enquiry_months, 6);
        assert!(gather("enquiry-months", "0").is_err() && gather("enquiry-months", "121").is_err());
        assert!(gather("feature-cache-mib", "-1").is_err() && gather("feature-cache-mib", "1048577").is_err());
    }
}
