//! What was put there comes back; what is lost is told.

use super::Scratch;

#[test]
fn bytes_come_back_until_something_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let scratch = Scratch::new(folder.path().to_owned());
    assert_eq!((scratch.put(b"one"), scratch.put(b""), scratch.put(b"second")), (0, 3, 3));
    assert_eq!(scratch.get(3, 6).as_deref(), Some(&b"second"[..]));
    assert_eq!(scratch.get(0, 3).as_deref(), Some(&b"one"[..]));
    assert_eq!(scratch.put(b"!"), 9, "reading moves no end");
    assert!(scratch.fault().is_none());
    assert_eq!(scratch.get(8, 5), None, "the file was cut");
    assert_eq!(scratch.fault().unwrap().1.kind(), std::io::ErrorKind::UnexpectedEof);
    assert_eq!(scratch.get(0, 3), None, "nothing is trusted afterwards");
}
