//! The one integration binary. A module a subject; each test has a book of its own.

/// Books in memory.
mod harness;

/// The same bytes over threads, time zones, locales and working directories.
mod determinism;
/// Change a datum by one last digit: its token changes, and only its dependants'.
mod digits;
/// The sample book: every published fact, every year, the committed output.
mod sample;
/// The rules of the house.
mod tidy;
