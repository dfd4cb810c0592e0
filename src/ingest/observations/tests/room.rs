//! Data that there is no room for are the same data.

#![expect(clippy::disallowed_methods, reason = "looks for files that were left behind")]

use std::path::PathBuf;

use super::super::{Conflict, Histories, History, Observation};
use super::{Collector, Observations, Recorded, Room, mixed, recorded};
use crate::book::Period;
use crate::kept;

fn collected(given: &[Recorded], room: &Room) -> (Observations, Vec<Conflict>) {
    let mut collector = Collector::new(room);
    for one in given {
        collector.add(one.clone(), false);
    }
    collector.finish()
}

fn told(one: &Observation<'_>) -> String {
    format!("{one:?}")
}

/// More indicators than a bucket has, each area and year in another order, some twice.
fn many() -> Vec<Recorded> {
    let mut given = mixed();
    for indicator in 0..40 {
        for step in 0..11 {
            let key = (
                &*format!("i{}", indicator * 7 % 40),
                ["乙", "甲"][step % 2],
                Period::Year(2000 + (step * 4 % 11) as i32),
            );
            given.push(Recorded { row: 2 + step as u64, ..recorded(key, &format!("{indicator}.{step}")) });
            if (indicator + step) % 17 == 0 {
                given.push(Recorded { row: 90 + step as u64, ..recorded(key, "约5") });
            }
        }
    }
    given
}

#[test]
fn whatever_room_there_is_the_data_are_the_same() {
    let given = many();
    let (held, conflicts) = collected(&given, &Room::default());
    let doubles = |conflicts: &[Conflict], all: &Observations| {
        let both = |conflict: &Conflict| {
            let (later, earlier) = conflict.both(all);
            told(&later) + &told(&earlier)
        };
        conflicts.iter().map(both).collect::<Vec<_>>()
    };
    assert!(conflicts.len() > 10);
    let folder = tempfile::tempdir().expect("a folder");
    for most in [0, 1, 7, 100, given.len() - 1] {
        let room = Room { most, folder: Some(folder.path().to_owned()), ..Room::default() };
        let (all, again) = collected(&given, &room);
        assert!(all.series.store.is_some(), "{most}: there is too little room");
        assert!(all.iter().map(|one| told(&one)).eq(held.iter().map(|one| told(&one))), "{most}");
        assert_eq!(doubles(&again, &all), doubles(&conflicts, &held), "{most}");
        assert_eq!((all.count(), all.years(), all.stock()), (held.count(), held.years(), held.stock()), "{most}");
        assert!(all.counts().eq(held.counts()), "{most}");
        for id in held.indicators() {
            assert!(all.of(id).map(|one| told(&one)).eq(held.of(id).map(|one| told(&one))), "{most} {id}");
        }
        for one in held.iter() {
            let found = all.get(one.indicator, one.area, one.period);
            assert_eq!(found.as_ref().map(told), Some(told(&one)), "{most}");
        }
        let steady = |all: &Observations| {
            let runs = all.histories().flat_map(Histories::areas).flat_map(History::steady);
            runs.map(|run| (run.area().to_owned(), run.len())).collect::<Vec<_>>()
        };
        assert_eq!(steady(&all), steady(&held), "{most}");
        let bytes = |all: &Observations| {
            let mut bytes = Vec::new();
            kept::write(all, &mut bytes).expect("memory");
            bytes
        };
        assert_eq!(bytes(&all), bytes(&held), "{most}");
        assert!(all.whole().is_ok());
    }
    // The file has no name that could be left behind.
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
}

#[test]
fn all_are_held_where_there_is_room_or_no_folder() {
    let given = many();
    let folder = tempfile::tempdir().expect("a folder");
    let with_folder = Room { most: given.len(), folder: Some(folder.path().to_owned()), ..Room::default() };
    for room in [with_folder, Room { most: 3, ..Room::default() }] {
        assert!(collected(&given, &room).0.series.store.is_none(), "{room:?}");
    }
}

#[test]
fn data_without_their_file_are_not_whole() {
    let room = Room { most: 5, folder: Some(PathBuf::from("/there/is/no/such/folder")), ..Room::default() };
    let (all, _) = collected(&many(), &room);
    let error = all.whole().expect_err("no folder");
    assert!(error.is_io());
    insta::assert_snapshot!(error, @"the data are more than the 5 values that are held in memory, and the temporary file for the others in `/there/is/no/such/folder` failed: No such file or directory (os error 2) (make room there, some 40 bytes a value; or name a folder on another disk by the variable TMPDIR)");
    assert_eq!(all.iter().count(), 0, "what is lost is not made up");
}
