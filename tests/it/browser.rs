//! The built sample in a real browser, opened from disk: quiet, reachable by every means, readable, searchable, printable.
//!
//! One browser for all of it. A tool that is missing fails the test with the line that installs it.

#![expect(clippy::disallowed_methods, reason = "writes the built pages to a folder that vanishes")]

mod audit;
mod driver;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Made, TestBook};
use crate::sample::good;
use driver::Browser;
pub(crate) use driver::tool;

const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";

/// The built pages on disk.
struct Pages {
    folder: TempDir,
    names: Vec<String>,
}

impl Pages {
    fn new(edition: &Made) -> Self {
        Self::of(edition.pages())
    }

    fn of(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut names = Vec::new();
        for (path, bytes) in files {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().expect("in a folder")).expect("writable");
            std::fs::write(file, bytes).expect("writable");
            if let Some(name) = path.strip_prefix("html/").filter(|name| name.ends_with(".html")) {
                names.push(name.to_owned());
            }
        }
        Self { folder, names }
    }

    fn address(&self, name: &str) -> String {
        format!("file://{}/html/{name}", self.folder.path().display())
    }
}

type Check = fn(&Browser, &Pages);

const CHECKS: [(&str, Check); 10] = [
    ("no console message, no outside request", quiet),
    ("provenance by mouse", provenance_by_mouse),
    ("provenance by keyboard", provenance_by_keyboard),
    ("provenance by touch", provenance_by_touch),
    ("provenance without scripts", provenance_without_scripts),
    ("search finds words and figures", search_finds),
    ("no sideways scroll on a phone", no_sideways_scroll),
    ("accessible", accessible),
    ("readable in the dark", readable_in_the_dark),
    ("pictures parse", pictures_parse),
];

#[test]
fn the_sample_in_a_browser() {
    let pages = Pages::new(&good(None));
    let browser = Browser::start();
    let mut failed = Vec::new();
    for (name, check) in CHECKS {
        browser.resize(1280, 900);
        browser.scheme("light");
        if catch_unwind(AssertUnwindSafe(|| check(&browser, &pages))).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "failed: {failed:?}; the messages are above");
}

fn quiet(browser: &Browser, pages: &Pages) {
    for name in &pages.names {
        browser.open(&pages.address(name));
    }
    assert_eq!(browser.log("browser"), Vec::<String>::new());
    let inside = format!("file://{}/", pages.folder.path().display());
    for entry in browser.log("performance") {
        let entry: Value = serde_json::from_str(&entry).expect("JSON");
        let message = &entry["message"];
        if message["method"] == "Network.requestWillBeSent" {
            let url = message["params"]["request"]["url"].as_str().unwrap_or_default();
            assert!(url.starts_with(&inside) || url.starts_with("data:"), "a request to {url}");
        }
    }
}

/// The growth of 294 per cent: a computed figure with two inputs.
const GROWTH: &str = "data.figure[data-figure='poverty-alleviation/growth:special_fund@岳阳市@2016'] > a";
const DIALOG: &str = "const box = document.querySelector('[role=dialog]'); return box ? box.innerText : '';";

const INSIDE: &str = "const box = document.querySelector('[role=dialog]').getBoundingClientRect();
    return box.left >= 0 && box.right <= document.documentElement.clientWidth;";

fn account_is_open(browser: &Browser) {
    let shown = browser.text(DIALOG);
    for part in [
        "增长294%",
        "算法",
        "代入",
        "1.89亿元",
        "未修约值",
        "2.93996",
        "四舍五入",
        "data/yueyang-2016.csv",
        "第6行",
        "状态",
        "说明",
    ] {
        assert!(shown.contains(part), "{part} is not in the account:\n{shown}");
    }
    assert_eq!(browser.run(INSIDE), json!(true), "the account leaves the page");
}

fn account_is_closed(browser: &Browser) {
    assert_eq!(browser.text(DIALOG), "");
    let focused = browser.text("return document.activeElement.textContent;");
    assert_eq!(focused, "294%", "the focus comes back to the figure");
}

fn provenance_by_mouse(browser: &Browser, pages: &Pages) {
    browser.open(&pages.address("poverty-alleviation.html"));
    browser.click(GROWTH);
    account_is_open(browser);
    browser.click("[role=dialog] button");
    account_is_closed(browser);
    browser.click(GROWTH);
    browser.click(".credits");
    assert_eq!(browser.text(DIALOG), "", "a click elsewhere closes it");
}

/// A level tells the row of its datum, a change those of both years, in tables with years or with areas down the side.
#[test]
fn a_cell_of_a_large_table_tells_its_rows() {
    let by_years = Pages::new(&crate::tables::large().good());
    let browser = Browser::start();
    browser.resize(1280, 900);
    let cell = |pages: &Pages, row: usize, column: usize| {
        browser.open(&pages.address("c.html"));
        browser.click(&format!("figure[data-account] tbody tr:nth-child({row}) td:nth-child({column})"));
        browser.text(DIALOG)
    };
    // 1963: rows 6 and 7 of the file; heads: 甲县 with its growth, 乙县 with its growth.
    let level = cell(&by_years, 3, 2);
    assert!(level.contains("甲县 1963年") && level.contains("所在行号 6"), "{level}");
    assert!(!level.contains("1962年") && !level.contains("乙县 1963年"), "{level}");
    assert!(level.contains("甲县：102"), "the example of a level: {level}");
    let growth = cell(&by_years, 3, 5);
    assert!(growth.contains("乙县 1962年") && growth.contains("乙县 1963年"), "{growth}");
    assert!(growth.contains("所在行号 5") && growth.contains("所在行号 7"), "{growth}");
    assert!(growth.contains("甲县：0.0") && !growth.contains("甲县：102"), "the example of a change: {growth}");
    let across = crate::tables::large().replace("templates/chapters/c.md", "rows=\"years\"", "rows=\"areas\"");
    let by_areas = Pages::new(&across.good());
    let level = cell(&by_areas, 2, 4);
    assert_eq!(browser.run(INSIDE), json!(true), "the account leaves the page");
    assert!(level.contains("乙县 1963年") && level.contains("所在行号 7") && !level.contains("乙县 1962年"), "{level}");
    browser.resize(390, 844);
    cell(&by_years, 3, 5);
    assert_eq!(browser.run(INSIDE), json!(true), "the account leaves the phone's page");
}

fn provenance_by_keyboard(browser: &Browser, pages: &Pages) {
    browser.open(&pages.address("poverty-alleviation.html"));
    browser.run(&format!("document.querySelector(\"{GROWTH}\").focus();"));
    browser.keys(ENTER);
    account_is_open(browser);
    browser.keys(ESCAPE);
    account_is_closed(browser);
}

fn provenance_by_touch(browser: &Browser, pages: &Pages) {
    browser.resize(390, 844);
    browser.tell("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
    browser.open(&pages.address("poverty-alleviation.html"));
    let place = browser.run(&format!(
        "const link = document.querySelector(\"{GROWTH}\"); link.scrollIntoView({{ block: 'center', behavior: 'instant' }});
         const box = link.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];"
    ));
    let finger = json!([{ "x": place[0], "y": place[1] }]);
    browser.tell("Input.dispatchTouchEvent", &json!({ "type": "touchStart", "touchPoints": finger }));
    browser.tell("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }));
    account_is_open(browser);
    browser.tell("Emulation.setTouchEmulationEnabled", &json!({ "enabled": false }));
}

fn provenance_without_scripts(browser: &Browser, pages: &Pages) {
    browser.tell("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.open(&pages.address("poverty-alleviation.html"));
    browser.click(GROWTH);
    browser.tell("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
    let target = browser.text("return document.querySelector(':target').innerText;");
    assert!(target.contains("增长294%") && target.contains("第6行"), "{target}");
}

fn search_finds(browser: &Browser, pages: &Pages) {
    let results =
        "return Array.from(document.querySelectorAll('#results li'), item => item.innerText.replace(/\\s+/g, ' '));";
    let ask = |words: &str| -> Vec<String> {
        browser.open(&pages.address("search.html"));
        browser.keys(words);
        serde_json::from_value(browser.run(results)).expect("texts")
    };
    for (words, first) in [
        ("扶贫", "扶贫"),
        ("294", "增长294% 数字"),
        ("授信 覆盖率", "授信覆盖率 指标"),
        ("Credit coverage", "授信覆盖率 指标"),
        ("产业扶贫", "产业扶贫 条目"),
        ("１０９１４８", "109148户 数字"),
    ] {
        let found = ask(words);
        assert!(found.first().is_some_and(|result| result.contains(first)), "{words}: {found:#?}");
    }
    assert_eq!(ask("没有这样的词"), Vec::<String>::new());
    assert_eq!(browser.text("return document.getElementById('found').textContent;"), "没有查到。");
    ask("294");
    browser.click("#results li a");
    assert_eq!(browser.text("return document.querySelector(':target').textContent;"), "294%");
    // A word in the address is asked at once, so that a search can be handed on.
    browser.open(&pages.address("search.html#%E6%89%B6%E8%B4%AB"));
    assert!(browser.run(results).as_array().is_some_and(|found| !found.is_empty()));
}

fn no_sideways_scroll(browser: &Browser, pages: &Pages) {
    for width in [390, 320] {
        browser.resize(width, 844);
        for name in &pages.names {
            browser.open(&pages.address(name));
            let scroll = browser.run("return document.documentElement.scrollWidth;");
            assert_eq!(scroll, json!(width), "{name}");
        }
    }
}

fn accessible(browser: &Browser, pages: &Pages) {
    for name in &pages.names {
        browser.open(&pages.address(name));
        if name == "search.html" {
            browser.keys("扶贫");
        }
        assert_eq!(violations(browser, "{}"), "", "{name}");
    }
    browser.open(&pages.address("poverty-alleviation.html"));
    browser.click(GROWTH);
    assert_eq!(violations(browser, "{}"), "", "with an open account");
}

fn readable_in_the_dark(browser: &Browser, pages: &Pages) {
    browser.scheme("dark");
    for name in &pages.names {
        browser.open(&pages.address(name));
        assert_eq!(violations(browser, "{ runOnly: ['color-contrast'] }"), "", "{name} in the dark");
    }
}

/// What the accessibility engine finds, a line a rule.
fn violations(browser: &Browser, options: &str) -> String {
    let axe = tool("YEARBOOK_AXE", "axe-core/axe.min.js", "npm install --prefix ~/.cache/yearbook/npm axe-core");
    let axe = std::fs::read_to_string(axe).expect("readable");
    browser.run(&axe);
    let found = browser.run_until_called(&format!(
        "const done = arguments[arguments.length - 1];
         axe.run(document, {options}).then(result => done(result.violations.map(violation =>
             violation.id + ': ' + violation.help + ' ' + violation.nodes.map(node => node.html).slice(0, 3).join(' ')
         ).join('\\n')), error => done(String(error)));"
    ));
    found.as_str().unwrap_or("no answer").to_owned()
}

fn pictures_parse(browser: &Browser, pages: &Pages) {
    let folder = pages.folder.path().join("markdown/charts");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the sample has charts") {
        let path = entry.expect("readable").path();
        browser.open(&format!("file://{}", path.display()));
        let root =
            browser.text("return document.documentElement.nodeName + document.querySelectorAll('parsererror').length;");
        assert_eq!(root, "svg0", "{}", path.display());
        seen += 1;
    }
    assert!(seen > 0);
}

/// The pages as `pdftotext` reads them from a print, without spaces and line ends.
fn printed(browser: &Browser, folder: &Path) -> Vec<String> {
    let pdftotext = tool("YEARBOOK_PDFTOTEXT", "/usr/bin/pdftotext", "apt-get install poppler-utils");
    let file = folder.join("print.pdf");
    std::fs::write(&file, base64(&browser.print())).expect("writable");
    let text = Command::new(pdftotext).args(["-layout", "-enc", "UTF-8"]).arg(&file).arg("-").output().expect("runs");
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    text.trim_end_matches('\u{c}').split('\u{c}').map(|sheet| sheet.split_whitespace().collect()).collect()
}

#[test]
fn print_numbers_its_pages_and_splits_no_row() {
    let rows = (1..=60).map(|n| {
        let filler = "这一行的说明很长，要折成好几行才排得下，用来看分页时会不会被拆开。".repeat(2 + n % 3);
        format!("| 起{n:03} | {filler}讫{n:03} |\n")
    });
    let table = format!("## 长表\n\n| 甲栏 | 乙栏 |\n|---|---|\n{}", rows.collect::<String>());
    let book = TestBook::new("indicator,area,year,value,unit\n粮食,全国,2016,1,吨\n", &table);
    let pages = Pages::new(&book.good());
    let browser = Browser::start();
    browser.open(&pages.address("c.html"));
    let sheets = printed(&browser, pages.folder.path());
    assert!(sheets.len() > 3, "{} pages", sheets.len());
    for (index, sheet) in sheets.iter().enumerate() {
        assert!(sheet.contains(&format!("—{}—", index + 1)), "page {} has no number:\n{sheet}", index + 1);
        assert!(sheet.contains("试书") && sheet.contains('章'), "page {} has no header:\n{sheet}", index + 1);
        assert!(
            sheet.contains("甲栏") || !sheet.contains("起0"),
            "page {} does not repeat the table's head",
            index + 1
        );
        for n in 1..=60 {
            let (first, last) = (sheet.contains(&format!("起{n:03}")), sheet.contains(&format!("讫{n:03}")));
            assert_eq!(first, last, "row {n} is split at page {}", index + 1);
        }
    }
}

#[test]
fn the_pages_conform() {
    let vnu = tool("YEARBOOK_VNU", "vnu-jar/build/dist/vnu.jar", "npm install --prefix ~/.cache/yearbook/npm vnu-jar");
    let java = tool("YEARBOOK_JAVA", "/usr/bin/java", "apt-get install default-jre-headless");
    let pages = Pages::new(&good(None));
    let checked = Command::new(java)
        .args(["-Xss8m", "-XX:TieredStopAtLevel=1", "-jar"])
        .arg(vnu)
        .args(["--also-check-css", "--also-check-svg", "--skip-non-html", "--errors-only"])
        .args(["html", "audit"].map(|folder| pages.folder.path().join(folder)))
        .output()
        .expect("java runs");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

/// A book of forty chapters has a contents page that is as good: every chapter and entry, and no more than a few screens.
#[test]
fn forty_chapters_have_a_contents_page() {
    let mut yaml =
        "title: 大书\narea: 全国\nyear: 2016\nareas: [全国]\ndatasets:\n  - file: data/a.csv\nchapters:\n".to_owned();
    let mut book = TestBook::new("indicator,area,year,value,unit\n粮食,全国,2016,1,吨\n", "");
    for n in 1..=40 {
        let entries = (1..=8).map(|m| format!("## 第{n}篇的条目之{m}\n\n{{{{ figure(indicator=\"粮食\") }}}}。\n\n"));
        let chapter = format!("---\ntitle: 国民经济和社会发展第{n}篇\n---\n{}", entries.collect::<String>());
        book = book.file(&format!("templates/chapters/c{n}.md"), chapter);
        yaml.push_str(&format!("  - templates/chapters/c{n}.md\n"));
    }
    let pages = Pages::new(&book.file("yearbook.yaml", yaml).good());
    let browser = Browser::start();
    for (width, most) in [(1280, 5000), (390, 9000)] {
        browser.resize(width, 900);
        browser.open(&pages.address("index.html"));
        assert_eq!(browser.run("return document.querySelectorAll('.contents > li').length;"), json!(40));
        assert_eq!(browser.run("return document.querySelectorAll('.contents .entries a').length;"), json!(320));
        let size = browser.run("const root = document.documentElement; return [root.scrollWidth, root.scrollHeight];");
        assert_eq!(size[0], json!(width));
        assert!(size[1].as_u64().is_some_and(|height| height < most), "{size} at {width}");
    }
}

/// The bytes of a base64 text.
fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() * 3 / 4), 0_u32, 0);
    for letter in text.bytes().filter_map(|byte| LETTERS.iter().position(|letter| *letter == byte)) {
        bits = (bits << 6) | u32::try_from(letter).expect("below 64");
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xFF).expect("a byte"));
        }
    }
    bytes
}
