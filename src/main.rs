//! Starts one command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A million assets are some ten million small things, which take a fifth less memory so than with the allocator of the
/// system's library.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    catmap::command::run()
}
