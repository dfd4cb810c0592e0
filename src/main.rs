//! The `yearbook` command: hands its arguments to the library and returns its exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    yearbook::cli::main(std::env::args_os())
}
