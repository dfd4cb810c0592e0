//! Bytes to text.

use super::TextError;

/// Decodes UTF-8 (with or without BOM) or GB 18030.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<String, TextError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    if broken { Err(TextError::NotText { name: name.to_owned() }) } else { Ok(text.into_owned()) }
}
