//! Each format to text, and back to its place.

use std::io::Write;

use super::{Manuscript, TextError};
use crate::findings::Place;

fn check(name: &str, source: &str, text: &str, find: &str, place: (usize, usize)) {
    let manuscript = Manuscript::read(name, source.as_bytes()).expect(name);
    assert_eq!(manuscript.text, text);
    let at = manuscript.text.find(find).expect(find);
    let Place::Text { line, column, length, .. } = manuscript.place(at..at + find.len()) else {
        panic!("no text place")
    };
    assert_eq!((line, column, length), (place.0, place.1, find.chars().count()));
}

#[test]
fn text_formats_keep_their_places() {
    check("a.txt", "一\n产值5亿元", "一\n产值5亿元", "5亿元", (2, 3));
    check(
        "a.md",
        "---\ntitle: 甲\n---\n## 概况\n产值**5亿元**[^1]，\n增长2%。\n\n[^1]: 初步数\n",
        "概况\n产值5亿元，增长2%。\n初步数\n",
        "5亿元",
        (5, 5),
    );
    check("a.md", "|指标|数|\n|-|-|\n|产值|5|\n", "指标|数|\n产值|5|\n", "5", (3, 5));
    check(
        "a.html",
        "<p>产值&nbsp;<b>5亿元</b><sup>[1]</sup>。</p><script>1</script><td>甲</td>",
        "产值 5亿元。\n甲|",
        "5亿元",
        (1, 15),
    );
}

#[test]
fn gb18030_is_read() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("增长5%");
    assert_eq!(Manuscript::read("a.txt", &bytes).expect("decodes").text, "增长5%");
}

#[test]
fn word_documents_are_read() {
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    package.start_file("word/document.xml", options).expect("in memory");
    let xml = "<w:document><w:p><w:r><w:t>产值</w:t></w:r><w:del><w:delText>4</w:delText></w:del><w:r><w:t>5亿元 &amp; 6户</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:document>";
    package.write_all(xml.as_bytes()).expect("in memory");
    let bytes = package.finish().expect("in memory").into_inner();
    assert_eq!(Manuscript::read("a.docx", &bytes).expect("reads").text, "产值5亿元 & 6户\n甲|7|\n");
}

#[test]
fn what_cannot_be_read_is_said() {
    assert!(matches!(Manuscript::read("a.pdf", b""), Err(TextError::UnknownFormat { .. })));
    assert!(matches!(Manuscript::read("a.txt", b"\xff\xff\xff"), Err(TextError::NotText { .. })));
    assert!(matches!(Manuscript::read("a.docx", b"no zip"), Err(TextError::Docx { .. })));
}
