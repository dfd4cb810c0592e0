//! Word documents with comments: read back, and nothing else changed.

use std::io::{Cursor, Read, Write};

use super::super::Manuscript;
use super::{Comment, annotated};

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let document = format!("<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>");
    let parts = [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", document.as_str())];
    for (path, text) in parts.iter().chain(others) {
        package.start_file(*path, zip::write::SimpleFileOptions::default()).expect("in memory");
        package.write_all(text.as_bytes()).expect("in memory");
    }
    package.finish().expect("in memory").into_inner()
}

fn part(bytes: &[u8], path: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    package.by_name(path).expect(path).read_to_string(&mut text).expect("UTF-8");
    text
}

fn plain(xml: &str) -> String {
    let words = xml.split("<w:t").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</w:t>"));
    words.map(|(words, _)| words).collect()
}

/// The words between the marks of each comment, and what the comment says.
fn commented(bytes: &[u8]) -> Vec<(String, String)> {
    let (document, list) = (part(bytes, "word/document.xml"), part(bytes, "word/comments.xml"));
    let comments = list.split("<w:comment ").skip(1).map(|comment| {
        let id = comment.split_once("w:id=\"").and_then(|(_, rest)| rest.split_once('"')).expect("an id").0;
        let between = document
            .split_once(&format!("<w:commentRangeStart w:id=\"{id}\"/>"))
            .and_then(|(_, rest)| rest.split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")))
            .expect("both marks");
        assert!(between.1.starts_with(&format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>")), "{id}");
        (plain(between.0), plain(comment))
    });
    comments.collect()
}

/// Comments on the first place of each of some words.
fn on(text: &str, words: &[(&str, &str)]) -> Vec<Comment> {
    let comment = |(words, said): &(&str, &str)| {
        let at = text.find(words).expect(words);
        Comment { span: at..at + words.len(), text: (*said).to_owned() }
    };
    words.iter().map(comment).collect()
}

fn check(bytes: &[u8], words: &[(&str, &str)]) -> Vec<u8> {
    let before = Manuscript::read("a.docx", bytes).expect("reads");
    let copy = annotated("a.docx", bytes, &on(&before.text, words)).expect("a copy");
    assert_eq!(Manuscript::read("a.docx", &copy).expect("reads").text, before.text);
    let expected: Vec<(String, String)> =
        words.iter().map(|(words, said)| ((*words).to_owned(), said.replace('\n', ""))).collect();
    assert_eq!(commented(&copy), expected);
    quick_xml_reads(&part(&copy, "word/document.xml"));
    copy
}

fn quick_xml_reads(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
            quick_xml::events::Event::Eof => return,
            _ => continue,
        }
    }
}

#[test]
fn a_run_is_split_at_the_figure_and_keeps_its_form() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>产值5亿元，增长2%。</w:t></w:r></w:p>";
    let copy = check(&document(body, &[]), &[("2%", "V001: wrong"), ("5亿元", "V005")]);
    let xml = part(&copy, "word/document.xml");
    assert!(xml.contains("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">5亿元</w:t></w:r>"), "{xml}");
    assert!(part(&copy, "[Content_Types].xml").contains("/word/comments.xml"));
    assert!(part(&copy, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
}

#[test]
fn figures_over_runs_entities_and_cells_are_covered() {
    let body = "<w:p><w:hyperlink><w:r><w:t>甲 &amp; 乙</w:t></w:r></w:hyperlink><w:r><w:t>12</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>34户</w:t></w:r>\
        <w:r><w:tab/><w:t>共</w:t><w:t>7人</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>八</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9.0</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    check(&document(body, &[]), &[("1234户", "one\ntwo"), ("7人", "b"), ("9.0", "c"), ("乙1", "d"), ("12", "e")]);
}

#[test]
fn comments_that_are_there_stay() {
    let list = format!(
        "<w:comments {NAMESPACE}><w:comment w:id=\"4\" w:author=\"甲\"><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let relations = "<Relationships><Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";
    let body = "<w:p><w:commentRangeStart w:id=\"4\"/><w:r><w:t>产值</w:t></w:r><w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r><w:r><w:t>5亿元</w:t></w:r></w:p>";
    let bytes = document(
        body,
        &[
            ("word/comments.xml", &list),
            ("word/_rels/document.xml.rels", relations),
            ("word/media/a.bin", "\u{1}\u{2}"),
        ],
    );
    let copy = annotated("a.docx", &bytes, &on("产值5亿元", &[("5亿元", "新")])).expect("a copy");
    assert_eq!(commented(&copy), [("产值".to_owned(), "旧".to_owned()), ("5亿元".to_owned(), "新".to_owned())]);
    for path in ["word/_rels/document.xml.rels", "[Content_Types].xml", "word/media/a.bin"] {
        assert_eq!(part(&copy, path), part(&bytes, path), "{path}");
    }
}

#[test]
fn what_is_said_of_a_note_stands_at_its_mark() {
    let notes = format!(
        "<w:footnotes {NAMESPACE}><w:footnote w:id=\"2\"><w:p><w:r><w:t>初步数3亿元</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let body = "<w:p><w:r><w:t>产值5亿元</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>。</w:t></w:r></w:p>";
    let bytes = document(body, &[("word/footnotes.xml", &notes)]);
    let text = Manuscript::read("a.docx", &bytes).expect("reads").text;
    assert_eq!(text, "产值5亿元。\n初步数3亿元\n");
    let copy = annotated("a.docx", &bytes, &on(&text, &[("3亿元", "在注中")])).expect("a copy");
    assert_eq!(commented(&copy), [(String::new(), "在注中".to_owned())]);
    let around =
        "<w:commentRangeStart w:id=\"0\"/><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:commentRangeEnd w:id=\"0\"/>";
    assert!(part(&copy, "word/document.xml").contains(around));
}

#[test]
fn moved_and_replaced_text_is_read_once() {
    let body = "<w:p><w:moveFrom><w:r><w:t>旧5</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新5</w:t></w:r></w:moveTo>\
        <mc:AlternateContent><mc:Choice><w:r><w:t>框6</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>框6</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>";
    assert_eq!(Manuscript::read("a.docx", &document(body, &[])).expect("reads").text, "新5框6\n");
}

/// Every range of a text of many runs: whatever is commented, the text stays and the XML is sound.
#[test]
fn every_range_can_be_commented() {
    let body =
        "<w:p><w:r><w:t>甲</w:t><w:t>1</w:t></w:r><w:r><w:rPr/><w:t>&lt;2</w:t><w:tab/><w:t>丙3</w:t></w:r></w:p>";
    let bytes = document(body, &[]);
    let text = Manuscript::read("a.docx", &bytes).expect("reads").text;
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.trim_end().len()]).collect();
    for (i, start) in ends.iter().enumerate() {
        for end in &ends[i + 1..] {
            let comments =
                [Comment { span: *start..*end, text: "a".into() }, Comment { span: *start..*end, text: "b".into() }];
            let copy = annotated("a.docx", &bytes, &comments).expect("a copy");
            assert_eq!(Manuscript::read("a.docx", &copy).expect("reads").text, text, "{start}..{end}");
            quick_xml_reads(&part(&copy, "word/document.xml"));
        }
    }
}
