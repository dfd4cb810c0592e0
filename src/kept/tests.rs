//! Parts that are shared stay shared; bytes that are cut are no value.

use super::{Arc, from_bytes, to_bytes};

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Leaf(#[serde(with = "crate::kept::shared")] Arc<str>);

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Tree {
    #[serde(with = "crate::kept::shared")]
    leaf: Arc<Leaf>,
    #[serde(with = "crate::kept::shared")]
    same: Arc<Leaf>,
    #[serde(with = "crate::kept::shared")]
    text: Arc<str>,
    #[serde(with = "crate::kept::shared_option")]
    other: Option<Arc<str>>,
    #[serde(with = "crate::kept::shared_option")]
    none: Option<Arc<str>>,
}

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Named(#[serde(with = "crate::kept::following")] String);

#[test]
fn texts_that_begin_alike_are_written_once_as_far_as_they_do() {
    let names = ["篇/growth:gdp@岳阳市@2015", "篇/growth:gdp@岳阳市@2016", "篇/growth:gdp@岳麓区@2016", "", "篇", "节"];
    let names: Vec<Named> = names.map(|name| Named(name.to_owned())).into();
    let bytes = to_bytes(&names).unwrap();
    assert_eq!(from_bytes::<Vec<Named>>(&bytes).as_ref(), Some(&names));
    let found = bytes.windows(3).filter(|window| *window == b"gdp").count();
    assert_eq!(found, 1);
    // 县 and 参 have a byte in common, which is no letter.
    let names: Vec<Named> = ["县", "參"].map(|name| Named(name.to_owned())).into();
    assert_eq!(from_bytes::<Vec<Named>>(&to_bytes(&names).unwrap()), Some(names));
    for end in 0..bytes.len() {
        assert_eq!(from_bytes::<Vec<Named>>(&bytes[..end]), None, "{end}");
    }
}

#[test]
fn a_value_that_is_made_bytes_within_another_leaves_its_parts_alone() {
    /// Is written as bytes of its own.
    struct Within(Tree);

    impl serde::Serialize for Within {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            to_bytes(&self.0).unwrap().serialize(serializer)
        }
    }

    let whole = tree();
    let bytes = to_bytes(&(&whole, Within(tree()), &whole)).unwrap();
    let (one, within, other): (Tree, Vec<u8>, Tree) = from_bytes(&bytes).unwrap();
    assert!(Arc::ptr_eq(&one.leaf, &other.leaf) && Arc::ptr_eq(&one.text, &other.text));
    assert_eq!((one, from_bytes(&within), other), (tree(), Some(tree()), whole));
}

fn tree() -> Tree {
    let text: Arc<str> = "岳阳市".into();
    let leaf = Arc::new(Leaf(Arc::clone(&text)));
    Tree { same: Arc::clone(&leaf), leaf, text, other: Some("长沙市".into()), none: None }
}

#[test]
fn what_is_shared_is_written_once_and_shared_again() {
    let bytes = to_bytes(&tree()).unwrap();
    let found = bytes.windows("岳阳市".len()).filter(|window| *window == "岳阳市".as_bytes()).count();
    assert_eq!(found, 1);
    let read: Tree = from_bytes(&bytes).unwrap();
    assert_eq!(read, tree());
    assert!(Arc::ptr_eq(&read.leaf, &read.same) && Arc::ptr_eq(&read.leaf.0, &read.text));
}

#[test]
fn bytes_that_are_cut_are_no_value() {
    let bytes = to_bytes(&tree()).unwrap();
    for end in 0..bytes.len() {
        assert_eq!(from_bytes::<Tree>(&bytes[..end]), None, "{end}");
    }
}

#[test]
fn a_fingerprint_tells_values_apart_however_they_are_fed() {
    use std::hash::Hash;

    let of = |value: &dyn Fn(&mut super::Fingerprint)| {
        let mut fingerprint = super::Fingerprint::default();
        value(&mut fingerprint);
        fingerprint.text()
    };
    let words = |words: &[&str]| of(&|state| words.hash(state));
    assert_eq!(words(&["ab", "c"]), words(&["ab", "c"]));
    assert_ne!(words(&["ab", "c"]), words(&["a", "bc"]));
    assert_ne!(words(&["ab"]), words(&["ab", ""]));
    // Longer than it adds up at a time, and one letter off.
    let long = "年鉴".repeat(3_000);
    assert_eq!(words(&[&long, "x"]), words(&[&long, "x"]));
    assert_ne!(words(&[&long, "x"]), words(&[&long, "y"]));
    assert_ne!(words(&[&long]), words(&[&long[3..]]));
}
