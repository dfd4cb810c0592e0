//! The audit's page in a browser: filter, sort, links in and out, phone, dark, without script, and with ten thousand figures.

use serde_json::{Value, json};
use yearbook::audit::{Record, report};
use yearbook::findings::Findings;
use yearbook::indicators::Catalogue;

use super::driver::Browser;
use super::{Pages, violations};
use crate::sample::good;

const SHOWN: &str = "return document.querySelectorAll('table.figures > tbody > tr').length;";
const FIRST: &str = "return document.querySelector('table.figures > tbody th a').textContent;";
const COUNT: &str = "return document.querySelector('.filter output').textContent;";

fn address(pages: &Pages) -> String {
    format!("file://{}/audit/audit.html", pages.folder.path().display())
}

/// Chooses or types in the filter, as a user does.
fn set(browser: &Browser, field: &str, value: &str) {
    browser.run(&format!(
        "const field = document.querySelector('.filter').elements['{field}']; field.value = '{value}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    ));
}

/// The total of the sample: it changes with the sample, not with the page.
fn total(browser: &Browser) -> u64 {
    let text = browser.text(COUNT);
    text.chars()
        .filter(|c| c.is_ascii_digit() || *c == '，')
        .collect::<String>()
        .split('，')
        .next()
        .expect("a part")
        .parse()
        .expect("a number")
}

#[test]
fn the_audit_in_a_browser() {
    let pages = Pages::new(&good(None));
    let browser = Browser::start();
    browser.resize(1280, 900);
    browser.open(&address(&pages));
    filters(&browser);
    sorts(&browser);
    leads_out_and_back(&browser, &pages);
    for (scheme, width) in [("light", 1280), ("dark", 1280), ("light", 390)] {
        browser.scheme(scheme);
        browser.resize(width, 900);
        browser.open(&address(&pages));
        assert_eq!(violations(&browser, "{}"), "", "{scheme}, {width}");
        assert_eq!(browser.run("return document.documentElement.scrollWidth;"), json!(width));
    }
    assert_eq!(browser.log("browser"), Vec::<String>::new());
    let requests = browser.log("performance").into_iter().filter(|entry| entry.contains("Network.requestWillBeSent"));
    assert!(requests.into_iter().all(|entry| entry.contains("\"file://")), "the page asks for something outside");
    without_script(&browser, &pages);
}

fn filters(browser: &Browser) {
    let all = total(browser);
    assert_eq!(browser.run(SHOWN), json!(all.min(300)));
    set(browser, "text", "1.89亿元 4797万元");
    assert_eq!(browser.run(SHOWN), json!(1));
    assert_eq!(browser.text(FIRST), "增长294%");
    set(browser, "text", "");
    let mut parts = 0;
    for kind in ["text", "table", "chart", "sparkline"] {
        set(browser, "kind", kind);
        let shown = browser.run(SHOWN).as_u64().expect("a number");
        assert!(kind == "sparkline" || shown > 0, "no {kind}");
        parts += shown;
    }
    assert_eq!(parts, all, "the kinds make the whole");
    set(browser, "kind", "");
    set(browser, "class", "quoted");
    let quoted = browser.run(SHOWN).as_u64().expect("a number");
    assert!(0 < quoted && quoted < all);
    set(browser, "finding", "+");
    set(browser, "class", "");
    let with = browser.run(SHOWN).as_u64().expect("a number");
    set(browser, "finding", "-");
    assert_eq!(
        browser.text(COUNT),
        format!("共{all}个数字，符合条件{0}个，显示{1}个", all - with, (all - with).min(300))
    );
    browser.click(".filter button[type=reset]");
    browser.run_until_called("setTimeout(arguments[arguments.length - 1], 20);");
    assert_eq!(total(browser), all);
    assert_eq!(browser.run(SHOWN), json!(all.min(300)));
}

fn sorts(browser: &Browser) {
    set(browser, "sort", "value");
    let values = browser.run("return [...document.querySelectorAll('table.figures > tbody > tr[data-v]')].map(row => Number(row.dataset.v));");
    let values: Vec<f64> = values.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    assert!(values.len() > 100 && values.is_sorted_by(|a, b| a >= b));
    set(browser, "sort", "order");
    let numbers = browser.run("return [...document.querySelectorAll('table.figures > tbody > tr > .n')].map(cell => Number(cell.textContent));");
    let numbers: Vec<u64> = numbers.as_array().expect("a list").iter().filter_map(Value::as_u64).collect();
    assert!(numbers.is_sorted());
}

/// From a row to its place in the chapter, and from the account there back to the row, past a filter that hides it.
fn leads_out_and_back(browser: &Browser, pages: &Pages) {
    set(browser, "text", "1.89亿元 4797万元");
    browser.click("table.figures > tbody th a");
    let at = browser.text("return document.querySelector(':target').dataset.figure;");
    assert_eq!(at, "poverty-alleviation/growth:special_fund@岳阳市@2016");
    browser.click("data.figure:target > a");
    browser.click("[role=dialog] a[href^='../audit/']");
    assert!(browser.text("return location.href;").starts_with(&address(pages)));
    assert_eq!(browser.text("return document.querySelector('tr.target th a').textContent;"), "增长294%");
    set(browser, "text", "绝无此事");
    assert_eq!(browser.run(SHOWN), json!(0));
    browser.run("location.hash = '';");
    browser.run("location.hash = '#poverty-alleviation/figure:special_fund@岳阳市@2016';");
    browser.run_until_called("setTimeout(arguments[arguments.length - 1], 50);");
    assert_eq!(browser.text("return document.querySelector('tr.target th a').textContent;"), "1.89亿元");
}

fn without_script(browser: &Browser, pages: &Pages) {
    browser.resize(1280, 900);
    browser.tell("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.open(&address(pages));
    let shown = browser.run("return [document.querySelectorAll('table.figures > tbody > tr').length, document.querySelector('.filter').offsetHeight];");
    browser.tell("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
    assert!(shown[0].as_u64().is_some_and(|rows| rows > 150), "{shown}");
    assert_eq!(shown[1], json!(0), "the filter is of no use");
}

/// The sample's chapters over and over, until there are ten thousand figures.
#[test]
fn ten_thousand_figures_are_usable() {
    let edition = good(None);
    let mut ignored = Findings::default();
    let catalogue = Catalogue::new(&edition.book, &edition.observations, &mut ignored);
    let figures = edition.figures().chain(edition.cells()).count();
    let chapters: Vec<_> = (0..10_000 / figures + 1).flat_map(|_| edition.chapters.clone()).collect();
    let record = Record {
        catalogue: &catalogue,
        chapters: &chapters,
        findings: &edition.findings,
        signatures: &std::collections::BTreeMap::new(),
        coverage: yearbook::audit::Coverage::default(),
    };
    let files = report(&record).expect("files");
    let pages = Pages::of(&files);
    let browser = Browser::start();
    browser.resize(1280, 900);
    browser.open(&address(&pages));
    assert!(total(&browser) >= 10_000);
    assert_eq!(browser.run(SHOWN), json!(300));
    let loaded =
        "const times = performance.getEntriesByType('navigation')[0]; return times.loadEventEnd - times.startTime;";
    let timed = "const start = performance.now();
        for (const word of ['增', '增长', '增长294']) {
            const field = document.querySelector('.filter').elements.text;
            field.value = word;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            document.body.offsetHeight;
        }
        return (performance.now() - start) / 3;";
    let (loaded, filtered) = (browser.run(loaded), browser.run(timed));
    println!("10,000 figures: loaded in {loaded} ms, filtered in {filtered} ms");
    // Far from what was measured (docs/guide/audit.md), so that a busy machine fails nothing.
    assert!(loaded.as_f64().is_some_and(|ms| ms < 15_000.0), "loaded in {loaded} ms");
    assert!(filtered.as_f64().is_some_and(|ms| ms < 2_000.0), "filtered in {filtered} ms");
}
