//! A chapter's file: YAML front matter between two lines of `---`, then the template.

use crate::findings::{Place, Problem};
use crate::{Error, Result};

use super::config::FrontMatter;
use super::yaml;

/// Splits a chapter's source; returns the front matter and the byte offset of the template.
pub(super) fn split(file: &str, source: &str) -> Result<(FrontMatter, usize)> {
    let missing = |message: &str| {
        let form = "begin the chapter with a line `---`, `title: …`, and a line `---`";
        Err(Error::book(Problem::new(message).at(Place::file(file)).hint(form)))
    };
    let start = source.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let mut lines = lines_with_ends(source, start);
    if lines.next().is_none_or(|(_, line)| line.trim_end() != "---") {
        return missing("the chapter has no front matter");
    }
    let Some((end, closing)) = lines.find(|(_, line)| line.trim_end() == "---") else {
        return missing("the front matter is not closed");
    };
    // The opening `---` is YAML's own document marker, so that lines count from the file's first.
    let front = yaml::read(file, &source[start..end])?;
    Ok((front, end + closing.len()))
}

/// Lines with their ends, from a byte offset on, each with its own offset.
fn lines_with_ends(source: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    source[start..].split_inclusive('\n').scan(start, |at, line| {
        let here = *at;
        *at += line.len();
        Some((here, line))
    })
}
