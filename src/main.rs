//! Starts one command.

use std::process::ExitCode;

fn main() -> ExitCode {
    catmap::command::run()
}
