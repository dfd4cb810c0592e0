//! The `yearbook` command: hands its arguments to the library and returns its exit status.

#![expect(clippy::disallowed_methods, reason = "the arguments are read here and nowhere else")]

use std::process::ExitCode;

fn main() -> ExitCode {
    yearbook::cli::main(std::env::args_os())
}
