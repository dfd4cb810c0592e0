//! Scores the reading of manuscripts against a folder of annotated passages.
//!
//! ```text
//! cargo run --release --example score-verify -- FOLDER [--misses]
//! ```
//!
//! `README.md` beside this file says what is counted and how.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that prints a table of a folder's files"
)]

mod score;

use std::path::PathBuf;
use std::process::ExitCode;

use score::{claims, corpus, figures, perturb};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("usage: score-verify FOLDER");
        return ExitCode::from(2);
    };
    let passages = match corpus::read(&folder) {
        Ok(passages) => passages,
        Err(message) => {
            println!("{message}");
            return ExitCode::from(2);
        }
    };
    let misses = arguments.all(|argument| argument != "--quiet");
    let figures = figures::score(&passages);
    let claims = claims::score(&passages);
    let perturbed = perturb::score(&passages);
    if misses {
        for line in figures.misses.iter().chain(&claims.misses).chain(&perturbed.misses) {
            println!("{line}");
        }
        println!();
    }
    println!("{} passages", passages.len());
    println!();
    println!("| measure | precision | recall | F1 | counts |");
    println!("|---|---|---|---|---|");
    println!("{}", figures.tally.row("figures"));
    println!("{}", figures.chinese.row("figures in Chinese numerals"));
    println!("{}", claims.plain.row("claims (without `advanced`)"));
    println!("{}", claims.all.row("claims (all)"));
    println!();
    println!("{}", claims.verdicts);
    println!("{}", perturbed.summary());
    println!("false alarms: {}", claims.verdicts.false_alarms());
    ExitCode::SUCCESS
}
