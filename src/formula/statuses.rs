//! The statuses of what entered an evaluation, as one byte: every figure has some, nearly all of them the same one.

use crate::ingest::Status;

/// A set of statuses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Statuses(u8);

/// All, in their order.
const ALL: [Status; 8] = [Status::A, Status::B, Status::E, Status::I, Status::M, Status::O, Status::P, Status::V];

impl Statuses {
    /// Adds a status.
    pub fn insert(&mut self, status: Status) {
        self.0 |= bit(status);
    }

    /// Returns whether it has a status.
    #[must_use]
    pub fn contains(self, status: &Status) -> bool {
        self.0 & bit(*status) != 0
    }

    /// Returns whether all are normal values; of nothing, too.
    #[must_use]
    pub fn are_normal(self) -> bool {
        self.0 & !bit(Status::A) == 0
    }

    /// Returns them in order.
    pub fn iter(self) -> impl Iterator<Item = Status> {
        ALL.into_iter().filter(move |status| self.contains(status))
    }
}

const fn bit(status: Status) -> u8 {
    1 << match status {
        Status::A => 0,
        Status::B => 1,
        Status::E => 2,
        Status::I => 3,
        Status::M => 4,
        Status::O => 5,
        Status::P => 6,
        Status::V => 7,
    }
}

impl Extend<Status> for Statuses {
    fn extend<T: IntoIterator<Item = Status>>(&mut self, statuses: T) {
        statuses.into_iter().for_each(|status| self.insert(status));
    }
}

impl<const N: usize> From<[Status; N]> for Statuses {
    fn from(statuses: [Status; N]) -> Self {
        let mut set = Self::default();
        set.extend(statuses);
        set
    }
}
