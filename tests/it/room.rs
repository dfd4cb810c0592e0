//! Data for which there is no room in memory: the same book to the byte, or none.

use std::path::PathBuf;

use yearbook::Request;
use yearbook::book::Files;
use yearbook::findings::Printer;
use yearbook::ingest::Room;

use crate::harness::Made;
use crate::sample::root;

fn sample(room: Room) -> yearbook::Result<Made> {
    Made::new(Files::on_disk(root()).expect("the repository is a book"), &Request { room, ..Request::default() })
}

#[test]
fn the_sample_is_the_same_whatever_room_there_is() {
    let told = |made: &Made| Printer::default().findings(&made.findings);
    let held = sample(Room::default()).expect("a book");
    let folder = tempfile::tempdir().expect("a folder");
    for most in [0, 50] {
        assert!(most < held.observations.count(), "the sample has more");
        let made = sample(Room { most, folder: Some(folder.path().to_owned()) }).expect("a book");
        assert_eq!(told(&made), told(&held), "{most}");
        assert_eq!(made.pages().keys().collect::<Vec<_>>(), held.pages().keys().collect::<Vec<_>>(), "{most}");
        for (path, bytes) in made.pages() {
            assert!(held.pages()[path] == *bytes, "{path} with room for {most}");
        }
    }
}

#[test]
fn a_book_whose_data_are_lost_is_not_made() {
    let room = Room { most: 10, folder: Some(PathBuf::from("/there/is/no/such/folder")) };
    let error = sample(room).err().expect("no data");
    assert!(error.is_io(), "{error}");
    assert!(error.to_string().contains("TMPDIR"), "{error}");
}
