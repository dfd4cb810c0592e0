//! The `yearbook` command: hands its arguments to the library and returns its exit status.

#![expect(clippy::disallowed_methods, reason = "the arguments are read here and nowhere else")]

use std::process::ExitCode;

/// A book is millions of short texts, of which the system's allocator takes a seventh of the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yearbook::cli::main(std::env::args_os())
}
