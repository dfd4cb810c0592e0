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
