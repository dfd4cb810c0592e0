//! Bytes → text: byte order marks, stated encodings, and GB 18030 where nothing is stated.
//!
//! Must not know: lines and cells.

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8};

use crate::findings::Problem;
use crate::ingest::codes::{self, Report};
use crate::ingest::table::{Fault, Source};

/// The length of the byte order mark of a file that begins like UTF-8 text, and of which nothing else is stated.
pub(super) fn mark_of_plain_text(start: &[u8], stated: Option<&str>) -> Option<usize> {
    let is_utf8 = |encoding: &'static Encoding| encoding == UTF_8;
    match Encoding::for_bom(start) {
        _ if other_format(start).is_some() => None,
        Some((encoding, length)) => is_utf8(encoding).then_some(length),
        None => stated.is_none_or(|label| by_label(label).is_ok_and(is_utf8)).then_some(0),
    }
}

/// Returns the text of a file; UTF-8 without a mark, by far the commonest, is taken over and not copied.
pub(super) fn decode(bytes: Vec<u8>, source: &Source<'_>, report: &mut Report<'_>) -> Result<String, Fault> {
    if let Some(fault) = other_format(&bytes) {
        return Err(fault);
    }
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        return strictly(encoding, &bytes[length..]).map_err(|line| wrong(encoding, line));
    }
    match source.dataset.encoding.as_deref() {
        Some(label) => {
            let encoding = by_label(label)?;
            strictly(encoding, &bytes).map_err(|line| wrong(encoding, line))
        }
        None => detect(bytes, source, report),
    }
}

/// UTF-8 if it is, else GB 18030 if it can be.
fn detect(bytes: Vec<u8>, source: &Source<'_>, report: &mut Report<'_>) -> Result<String, Fault> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let bytes = error.as_bytes();
    let line = line_of(bytes, error.utf8_error().valid_up_to());
    let text = (!is_mostly_utf8(bytes)).then(|| strictly(GB18030, bytes).ok()).flatten();
    let Some(text) = text else { return Err(wrong(UTF_8, line)) };
    let problem = Problem::new("the file is not UTF-8 and was read as GB 18030").at(source.place());
    report.add(codes::DETECTED_ENCODING, problem.hint("add `encoding: gb18030` to the dataset if that is right"));
    Ok(text)
}

/// Almost any bytes can be read as GB 18030, so a UTF-8 file with one damaged byte would turn into nonsense.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Decodes without replacement; the error is the line with the first wrong byte.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, u64> {
    if encoding == UTF_8 {
        let valid = std::str::from_utf8(bytes).map_err(|error| line_of(bytes, error.valid_up_to()))?;
        return Ok(valid.to_owned());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3);
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        _ => Err(line_of(bytes, read)),
    }
}

fn line_of(bytes: &[u8], at: usize) -> u64 {
    bytes[..at.min(bytes.len())].split(|byte| *byte == b'\n').count() as u64
}

fn by_label(label: &str) -> Result<&'static Encoding, Fault> {
    let compact: String = label.chars().filter(|c| !matches!(c, ' ' | '_')).collect();
    Encoding::for_label(label.as_bytes())
        .or_else(|| Encoding::for_label(compact.replace("GB-", "GB").as_bytes()))
        .ok_or_else(|| {
            Fault::new(
                codes::WRONG_ENCODING,
                format!("unknown encoding `{label}`"),
                "write `utf-8`, `gb18030` or `big5`, for example",
            )
        })
}

fn wrong(encoding: &'static Encoding, line: u64) -> Fault {
    let message = format!("expected {} text, found other bytes in line {line}", encoding.name());
    let hint = "state the file's `encoding` in its dataset (Chinese spreadsheets: `gb18030`), or save it as UTF-8";
    Fault::new(codes::WRONG_ENCODING, message, hint)
}

/// Recognises files that were given the wrong name.
fn other_format(bytes: &[u8]) -> Option<Fault> {
    let known: [(&[u8], &str, &str); 4] = [
        (b"PK\x03\x04", "an XLSX workbook", "state `format: xlsx`"),
        (b"PAR1", "a Parquet file", "state `format: parquet`"),
        (b"\xd0\xcf\x11\xe0", "an old XLS workbook", "save it as XLSX or CSV"),
        (b"\x1f\x8b", "a gzip archive", "unpack it"),
    ];
    let (_, what, hint) = known.into_iter().find(|(magic, ..)| bytes.starts_with(magic))?;
    Some(Fault::new(codes::DAMAGED_FILE, format!("expected separated text, found {what}"), hint))
}
