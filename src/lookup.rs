//! Maps that are asked millions of times and never walked, so that the order of what is in them is nobody's concern.
//!
//! The standard library's hash holds against keys that somebody chose to collide, and costs more than what is looked up: it took
//! 6 % of the instructions of a build (benches/README.md). The keys here are those of the user's own book.

use std::collections::{HashMap, HashSet};

/// A map by a hash that is quick and the same in every run.
pub(crate) type Lookup<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// A set by the same hash.
pub(crate) type Seen<K> = HashSet<K, foldhash::fast::FixedState>;
