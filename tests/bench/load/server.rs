//! `catmap serve` on a made-up region, in a process of its own, on one core where the machine has two.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::region;

const CATMAP: &str = env!("CARGO_BIN_EXE_catmap");

/// A server until this is dropped.
pub struct Server {
    child: Child,
    /// Host and port.
    pub address: String,
    /// How long it took from its start to its first word.
    pub ready_in: Duration,
    _folder: TempDir,
}

impl Server {
    /// One with so many assets and areas.
    pub fn with(assets: usize, areas: usize) -> Self {
        let region = region::made(assets, areas);
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("bench.db");
        // Sales are left out: they take longest to load and no answer here is worth more for them.
        let files = region.without_sales();
        let import = Command::new(CATMAP).arg("import").arg("--database").arg(&database).args(files).output().unwrap();
        assert!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
        let begun = Instant::now();
        let mut command = if two_cores() { Command::new("taskset") } else { Command::new(CATMAP) };
        if two_cores() {
            command.args(["-c", "0", CATMAP]);
        }
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--database"])
            .arg(&database)
            .env("CATMAP_LOG", "off")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).expect("the server says where it is").trim().trim_end_matches('/');
        Self { child, address: address.to_owned(), ready_in: begun.elapsed(), _folder: folder }
    }

    /// What it has in memory now, MiB; the most it has had since its start.
    pub fn memory_mib(&self) -> [u64; 2] {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        ["VmRSS:", "VmHWM:"].map(|name| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether server and generator can have a core each.
pub fn two_cores() -> bool {
    let taskset = Command::new("taskset").arg("--version").output().is_ok();
    taskset && std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1)
}

/// Puts this program on the second core until it is dropped.
pub struct OnTheOther(Option<String>);

impl OnTheOther {
    /// From now on.
    pub fn core() -> Self {
        if !two_cores() {
            return Self(None);
        }
        let before = Command::new("taskset").args(["-cp", &std::process::id().to_string()]).output().unwrap();
        let before = String::from_utf8_lossy(&before.stdout).rsplit(':').next().unwrap_or("0-").trim().to_owned();
        put_on("1");
        Self(Some(before))
    }
}

impl Drop for OnTheOther {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            put_on(before);
        }
    }
}

fn put_on(cores: &str) {
    let _ = Command::new("taskset").args(["-acp", cores, &std::process::id().to_string()]).output();
}
