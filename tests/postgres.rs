//! PostgreSQL for tests: the server `CATMAP_TEST_POSTGRES` names, else a throw-away cluster of the installed PostgreSQL.
//!
//! The cluster listens on a socket in its own folder and nowhere else. A shell guards it: it waits for the end of a pipe
//! whose other end this process holds, so that server and folder go when the tests end, however they end.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// A database of one test; removed when dropped.
pub struct PostgresDatabase {
    server: &'static Server,
    name: String,
}

impl PostgresDatabase {
    /// A new, empty database, or nothing where no PostgreSQL is installed.
    pub async fn create() -> Option<Self> {
        let server = server()?;
        let name = new_name();
        server.run(&format!("CREATE DATABASE {name}")).await;
        Some(Self { server, name })
    }

    /// Another that holds the same. Nobody may be connected to this one.
    pub async fn copy(&self) -> Self {
        let name = new_name();
        self.server.run(&format!("CREATE DATABASE {name} TEMPLATE {}", self.name)).await;
        Self { server: self.server, name }
    }

    /// Its address.
    pub fn url(&self) -> String {
        self.server.url(&self.name)
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        // Dropping happens inside a runtime, where nothing may block on another: hence a thread with its own.
        let (server, name) = (self.server, self.name.clone());
        let removal = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(server.run(&format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        let removed = removal.join();
        assert!(std::thread::panicking() || removed.is_ok(), "the test's database could not be removed");
    }
}

/// A name that no other test uses.
fn new_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("catmap_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A server that tests may make databases on.
struct Server {
    /// The address up to the database's name, and what follows it.
    before: String,
    after: String,
    /// The guard of our own cluster, with our end of the pipe.
    _guard: Option<Child>,
}

impl Server {
    fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.before, self.after)
    }

    async fn run(&self, statement: &str) {
        let mut connection = PgConnection::connect(&self.url("postgres")).await.expect("the test server answers");
        connection.execute(AssertSqlSafe(statement.to_owned())).await.expect("the test server does as told");
    }
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| match std::env::var("CATMAP_TEST_POSTGRES") {
            Ok(url) => Some(named(&url)),
            Err(_) => match programs() {
                Some(programs) => Some(start(&programs)),
                None => {
                    say("PostgreSQL is not installed: the store is tested on SQLite only.");
                    None
                }
            },
        })
        .as_ref()
}

/// Written past the test harness, which hides what passing tests print.
fn say(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "{sentence}");
}

/// `postgres://user@host:5432/anything?options`: the database named in it is not touched.
fn named(url: &str) -> Server {
    let (address, options) = url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let scheme_end = address.find("://").map_or(0, |at| at + 3);
    let host_end = address[scheme_end..].find('/').map_or(address.len(), |at| scheme_end + at);
    Server {
        before: format!("{}/", &address[..host_end]),
        after: options.map(|options| format!("?{options}")).unwrap_or_default(),
        _guard: None,
    }
}

/// The folder of the newest `initdb` and `postgres`: Debian's, else wherever the path leads.
fn programs() -> Option<PathBuf> {
    let mut debian: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    debian.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates = debian.into_iter().rev().map(|(_, folder)| folder).chain(std::env::split_paths(&path));
    candidates.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

const GUARD: &str = r#"
set -eu
cd "$2"
"$1/initdb" --pgdata data --username postgres --auth trust --encoding UTF8 --locale C --no-sync >initdb.log 2>&1
"$1/postgres" -D data -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=400 -c shared_buffers="$3" >postgres.log 2>&1 &
server=$!
stop() { kill -INT "$server" 2>/dev/null || true; wait "$server" || true; cd /; rm -rf "$2"; }
while [ ! -S .s.PGSQL.5432 ] || ! grep -q 'ready to accept connections' postgres.log; do
    kill -0 "$server" 2>/dev/null || { tail -n 20 postgres.log; exit 1; }
    sleep 0.05
done
echo ready
cat >/dev/null || true
stop "$1" "$2"
"#;

/// The memory that a throw-away server keeps tables in, when something else than PostgreSQL's own 128 MB is wanted.
pub static SHARED_BUFFERS: OnceLock<&str> = OnceLock::new();

fn start(programs: &Path) -> Server {
    let folder = tempfile::Builder::new().prefix("catmap-postgres-").tempdir().unwrap().keep();
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    let mut command = if is_root {
        // PostgreSQL refuses to run as root.
        let owned = Command::new("chown").arg("postgres").arg(&folder).status().unwrap();
        assert!(owned.success(), "PostgreSQL's package makes a user named postgres");
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    let mut guard = command
        .args(["-c", GUARD, "guard"])
        .args([programs, &folder])
        .arg(SHARED_BUFFERS.get().map_or("128MB", |size| size))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let mut said = String::new();
    let mut output = BufReader::new(guard.stdout.take().unwrap());
    output.read_line(&mut said).unwrap();
    assert_eq!(said.trim(), "ready", "PostgreSQL did not start; its messages are in {}", folder.display());
    Server {
        before: "postgres://postgres@localhost/".to_owned(),
        after: format!("?host={}", folder.display()),
        _guard: Some(guard),
    }
}
