//! What the rewriting must leave alone, and the way back.

use super::Marked;

fn mark(source: &str) -> Marked {
    Marked::new(source, 0, 7, |name| matches!(name, "figure" | "cite" | "growth"))
}

#[test]
fn calls_get_their_site_and_nothing_else_changes() {
    for (source, expected) in [
        ("{{ figure(indicator=\"x\") }}", "{{ figure(_at=7, indicator=\"x\") }}"),
        ("{{figure()}}{%- if figure ( a=1 ) -%}", "{{figure(_at=7)}}{%- if figure (_at=8,  a=1 ) -%}"),
        ("figure(a=1) {# {{ figure(a=1) }} #}", "figure(a=1) {# {{ figure(a=1) }} #}"),
        ("{%- raw -%}{{ figure(a=1) }}{% endraw %}", "{%- raw -%}{{ figure(a=1) }}{% endraw %}"),
        ("{{ \"figure(a=1) }}\" ~ 'figure(' ~ `\\`figure(` }}", "{{ \"figure(a=1) }}\" ~ 'figure(' ~ `\\`figure(` }}"),
        ("{{ x | figure(a=1) }}{{ x.figure(a=1) }}", "{{ x | figure(a=1) }}{{ x.figure(a=1) }}"),
        ("{% component figure(a) %}", "{% component figure(a) %}"),
        ("{{ my_figure(a=1) }}{{ figures(a=1) }}", "{{ my_figure(a=1) }}{{ figures(a=1) }}"),
        ("{% if x is figure(a=1) or x is not figure(b=1) %}", "{% if x is figure(a=1) or x is not figure(b=1) %}"),
        ("{{<note text={figure(a=1)} />}}", "{{<note text={figure(_at=7, a=1)} />}}"),
        (
            "{{ growth(words={up=\"多\", down = \"少\"}, base=2) }}",
            "{{ growth(_at=7, words={\"up\":\"多\", \"down\": \"少\"}, base=2) }}",
        ),
        ("{{ growth(words={\"up\": a == b}) }}", "{{ growth(_at=7, words={\"up\": a == b}) }}"),
        ("{{ figure(a=growth(b=1), c=[2]) }}", "{{ figure(_at=7, a=growth(_at=8, b=1), c=[2]) }}"),
        ("年{{ figure(", "年{{ figure(_at=7"),
        ("{{ 'open", "{{ 'open"),
    ] {
        assert_eq!(mark(source).text, expected, "{source}");
    }
}

#[test]
fn offsets_lead_back_to_the_original() {
    let source = "甲{{ figure(a=1) }}乙{{ growth(words={up=\"x\"}) }}丙丁";
    let marked = mark(source);
    for needle in ["甲", "figure", "a=1", "乙", "growth", "words", "\"x\"", "丙", "丁"] {
        let compiled = marked.text.find(needle).expect(needle);
        assert_eq!(
            marked.original(compiled..compiled + needle.len()).start,
            source.find(needle).expect(needle),
            "{needle}"
        );
    }
    assert_eq!(&source[marked.calls[0].range.clone()], "figure(a=1)");
    assert_eq!(&source[marked.calls[1].range.clone()], "growth(words={up=\"x\"})");
    let end = marked.text.len();
    assert_eq!(marked.original(end..end + 9), source.len()..source.len());
}

#[test]
fn the_body_begins_after_the_front_matter() {
    let source = "---\ntitle: x\n---\n{{ figure(a=1) }}";
    let body = source.find("{{").expect("there");
    let marked = Marked::new(source, body, 0, |name| name == "figure");
    assert_eq!(marked.text, "{{ figure(_at=0, a=1) }}");
    assert_eq!(marked.original(0..2), body..body + 2);
}

#[test]
fn citations_and_includes_are_found() {
    let source = "{% include \"partials/a.md\" %}{{ cite(figure=\"other/growth:x@y@2016\") }}{{ cite(figure='b/' ~ x, p=1) }}{{ cite(figure=x) }}";
    let marked = mark(source);
    assert_eq!(marked.includes, ["partials/a.md"]);
    let cited: Vec<_> = marked.citations.iter().map(|citation| citation.chapter.as_deref()).collect();
    assert_eq!(cited, [Some("other"), Some("b"), None]);
}
