//! `catmap person`: people without the web page, and the first administrator.

use std::io::Write;
use std::process::{Command, Stdio};

use super::help::PASSWORD;

struct Shell(tempfile::TempDir);

impl Shell {
    /// Runs `catmap person` with this on standard input: whether it went well, and what it said.
    fn person(&self, arguments: &[&str], input: &str) -> (bool, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_catmap"))
            .current_dir(self.0.path())
            .args(["--log", "warn", "person"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads nothing may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }
}

#[test]
fn the_first_administrator_is_made_on_the_command_line_and_cannot_be_shut_out_there() {
    let shell = Shell(tempfile::tempdir().unwrap());
    let add = ["add", "ada@example.org", "--name", "Ada Min", "--administrator"];
    let (done, said) = shell.person(&add, "short\n");
    assert!(!done && said.contains("at least 12 characters"), "{said}");
    let (done, said) = shell.person(&add, &format!("{PASSWORD}\n"));
    assert!(done && !said.contains(PASSWORD), "{said}");
    assert!(!shell.person(&add, &format!("{PASSWORD}\n")).0, "an address is one person's");
    let (done, said) = shell.person(&["deactivate", "ada@example.org"], "");
    assert!(!done && said.contains("last administrator"), "{said}");
    assert!(shell.person(&["password", "Ada@example.org"], "another purple tram").0);
    let (_, said) = shell.person(&["list"], "");
    assert_eq!(said.trim(), "ada@example.org\tAda Min\tadministrator\tcan sign in\tnever seen");
}

#[test]
fn somebody_invited_gets_a_mail_in_the_outbox_beside_the_database() {
    let shell = Shell(tempfile::tempdir().unwrap());
    let add = ["add", "jo@example.org", "--name", "Jo", "--officer-of", "Knowsley Council", "--invite"];
    let (done, said) = shell.person(&add, "");
    assert!(done && said.contains("outbox") && !said.contains("token="), "{said}");
    assert_eq!(std::fs::read_dir(shell.0.path().join("outbox")).unwrap().count(), 1);
    let (done, said) = shell.person(&["roles", "jo@example.org", "--officer-of", "Sefton Council", "--strategist"], "");
    assert!(done && said.contains("officer of Sefton Council, strategist\tinvited"), "{said}");
    assert!(shell.person(&["deactivate", "jo@example.org"], "").1.contains("access ended"));
    assert!(!shell.person(&["roles", "nobody@example.org"], "").0);
}
