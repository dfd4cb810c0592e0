//! What is gathered reaches the file in order; what the file refuses is told at its end.

use crate::output::{Growing, InMemory, Output};
use crate::{Error, Result};

use super::{Gathered, PIECE};

/// A file that takes so many pieces, and no more.
struct Full(usize);

impl Growing for Full {
    fn add(&mut self, _: &[u8]) -> Result<()> {
        self.0 = self.0.checked_sub(1).ok_or_else(|| Error::internal("full"))?;
        Ok(())
    }

    fn end(self: Box<Self>) -> Result<()> {
        Ok(())
    }
}

#[test]
fn pieces_of_any_length_come_in_order() {
    let output = InMemory::default();
    let mut file = Gathered::new(output.begin("a").unwrap());
    let long = "长".repeat(PIECE);
    for text in ["甲", &long, "乙", "", "丙"] {
        file.push_str(text);
    }
    assert_eq!(file.len(), 9 + 3 * PIECE);
    file.end().unwrap();
    assert!(output.into_files()["a"] == format!("甲{long}乙丙").into_bytes());
}

#[test]
fn what_cannot_be_kept_is_told_at_the_end() {
    let told = |room, pieces| {
        let mut file = Gathered::new(Box::new(Full(room)));
        (0..pieces).for_each(|_| file.add(&[0; PIECE + 1]));
        file.end()
    };
    assert!(told(2, 2).is_ok());
    assert!(told(1, 2).is_err() && told(0, 1).is_err());
}
