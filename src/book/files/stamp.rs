//! What the system says of a file without reading it: enough to spare the reading where nothing points to a change.
//!
//! Owns when a stamp may be trusted. Must not know: what is in a file.

use std::fs::Metadata;

use serde::{Deserialize, Serialize};

/// How long before a moment a change may still bear the time of that moment: no less than the clock's tick of any system.
const TICK: i64 = 40_000_000;

/// The same where times are kept in whole seconds or two (FAT, some network disks).
const COARSE_TICK: i64 = 2_000_000_000;

/// Size, times and inode of a file. Times are nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    modified: i64,
    changed: i64,
    inode: u64,
}

impl Stamp {
    /// Takes it from what the system says.
    #[cfg(unix)]
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;

        let time = |seconds: i64, nanoseconds: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanoseconds);
        Self {
            size: metadata.len(),
            modified: time(metadata.mtime(), metadata.mtime_nsec()),
            changed: time(metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
        }
    }

    /// Takes it from what the system says.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or_default();
        Self { size: metadata.len(), modified, changed: modified, inode: 0 }
    }

    /// Returns whether nobody has written the file since another stamp was taken, as size, time and inode tell: it may have been linked
    /// elsewhere or given to others.
    #[must_use]
    pub fn is_untouched_since(&self, other: &Self) -> bool {
        (self.size, self.modified, self.inode) == (other.size, other.modified, other.inode)
    }

    /// Returns how many bytes the file has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns when the content was last changed, as a moment to compare others with.
    #[must_use]
    pub fn modified(&self) -> i64 {
        self.modified
    }

    /// Returns whether a change after `moment` could bear this very stamp, content or inode being changed just before.
    #[must_use]
    pub fn is_young(&self, moment: i64) -> bool {
        is_near(self.modified, moment) || is_near(self.changed, moment)
    }

    /// Returns the same of the content alone, for files whose inode changes with every build.
    #[must_use]
    pub fn is_just_written(&self, moment: i64) -> bool {
        is_near(self.modified, moment)
    }
}

fn is_near(time: i64, moment: i64) -> bool {
    let is_coarse = time % 1_000_000 == 0;
    time >= moment.saturating_sub(if is_coarse { COARSE_TICK } else { TICK })
}
