//! The one integration binary. A module a subject; each test has a book of its own.

/// Books in memory.
mod harness;

/// The audit's page, schema and table.
mod audit;
/// Manuscripts against a book, and templates made of them.
mod binding;
/// The built sample in Chromium: provenance, search, phone, print, accessibility, conformance.
mod browser;
/// What a run remembers for the next one.
mod cache;
/// Charts and tables that the book declares and a chapter only places; lines in the text.
mod charts;
/// A page a check, made of its doc; the list of all codes.
mod checks;
/// What commands print, on which stream, with which exit status.
mod cli;
/// The comparer of the benchmark.
mod compare;
/// The project's own passages, scored.
mod corpus;
/// What a build of a chapter costs in allocations, stage by stage.
mod cost;
/// The same bytes over threads, time zones, locales and working directories.
mod determinism;
/// Two editions compared: releases, folders, data years, revisions of git.
mod diff;
/// Change a datum by one last digit: its token changes, and only its dependants'.
mod digits;
/// Drafts: what is missing is marked, listed, and never published.
mod draft;
/// Long and mad manuscripts.
mod endurance;
/// Every phrase that a template can print.
mod figures;
/// What `check` prints for programs.
mod formats;
/// The guide: its tables are the program's, its examples build.
mod guide;
/// Mistakes in templates: what an editor is told.
mod mistakes;
/// Prose as it will be printed: numerals accounted for, words against their figures.
mod prose;
/// Releases, and what has been revised since.
mod release;
/// Data that are larger than memory.
mod room;
/// The sample book: every published fact, every year, the committed output.
mod sample;
/// Errors put into books by rule, and what finds them.
mod seeded;
/// What a book says about its findings: waivers and severities.
mod severities;
/// Sign-off: ticks, what reopens them, a damaged file.
mod signoff;
/// The pages around the chapters.
mod site;
/// Tables: heads, trees, signs, notes, cross references, errors with their places.
mod tables;
/// The rules of the house.
mod tidy;
/// Finished texts that the program did not write.
mod verify;
/// The audit's workbook, recalculated by LibreOffice.
mod workbook;
