//! A file of an output that comes piece by piece: compared with the old one as long as it is the same, then written.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use crate::Error;
use crate::book::Stamp;
use crate::kept::Checksum;
use crate::output::Growing;

use super::disk;
use super::error::PublishError;
use super::publication::{Made, Publication};

/// How much is copied at once.
const PIECE: usize = 1 << 16;

/// A file under way.
pub(super) struct GrowingFile<'p> {
    publication: &'p Publication<'p>,
    path: String,
    target: Target,
    length: u64,
    checksum: Checksum,
}

enum Target {
    /// The same so far as the old file, which has been read up to here.
    Old(File, Stamp),
    New(File),
}

impl<'p> GrowingFile<'p> {
    pub(super) fn begin(publication: &'p Publication<'p>, path: &str) -> Result<Self, PublishError> {
        publication.claim(path)?;
        let target = match disk::plain(&publication.place.out.join(path)) {
            Some((file, stamp)) => Target::Old(file, stamp),
            None => Target::New(disk::create(&publication.new_place(path)?)?),
        };
        Ok(Self { publication, path: path.to_owned(), target, length: 0, checksum: Checksum::default() })
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), PublishError> {
        if let Target::Old(file, _) = &mut self.target {
            match disk::goes_on_with(file, bytes) {
                Ok(true) => {}
                _ => self.part_ways()?,
            }
        }
        if let Target::New(file) = &mut self.target {
            let written = file.write_all(bytes);
            written
                .map_err(|error| PublishError::io("write", &self.publication.place.staging.join(&self.path), error))?;
        }
        self.checksum.update(bytes);
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Writes anew what has been the same so far.
    fn part_ways(&mut self) -> Result<(), PublishError> {
        let Target::Old(old, _) = &mut self.target else { return Ok(()) };
        let path = self.publication.new_place(&self.path)?;
        let mut new = disk::create(&path)?;
        let copied = copy(old, self.length, &mut new).map_err(|error| PublishError::io("write", &path, error))?;
        if copied != self.checksum.text() {
            return Err(PublishError::touched(&self.publication.place.out.join(&self.path)));
        }
        self.target = Target::New(new);
        Ok(())
    }

    fn finish(mut self) -> Result<(), PublishError> {
        if matches!(&self.target, Target::Old(_, stamp) if stamp.size() != self.length) {
            self.part_ways()?;
        }
        let old = match self.target {
            Target::Old(_, stamp) => Some(stamp),
            Target::New(file) => {
                let path = || self.publication.place.staging.join(&self.path);
                file.sync_data().map_err(|error| PublishError::io("write", &path(), error))?;
                None
            }
        };
        self.publication.made(&self.path, Made { checksum: self.checksum.text(), old })
    }
}

impl Growing for GrowingFile<'_> {
    fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        Ok(self.take(bytes)?)
    }

    fn end(self: Box<Self>) -> Result<(), Error> {
        Ok(self.finish()?)
    }
}

/// Copies the beginning of a file, and returns the checksum of what was copied.
fn copy(old: &mut File, length: u64, new: &mut File) -> io::Result<String> {
    old.rewind()?;
    let (mut old, mut checksum, mut piece) = (old.take(length), Checksum::default(), vec![0; PIECE]);
    loop {
        match old.read(&mut piece)? {
            0 => return Ok(checksum.text()),
            read => {
                checksum.update(&piece[..read]);
                new.write_all(&piece[..read])?;
            }
        }
    }
}
