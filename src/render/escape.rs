//! Escaping: what data says is text in Markdown, in HTML and in YAML, never markup.

use std::io::{self, Write};

/// Writes a value of a template as Markdown text. This is Tera's escape function: tokens pass unchanged.
pub(super) fn into_markdown(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(markdown(text).as_bytes())
}

/// Returns text that reads the same in Markdown, wherever in a paragraph, a heading or a table cell it stands.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        let starts_block = match c {
            '#' | '+' | '-' | '=' | ':' => at == 0,
            '.' | ')' => at == digits && at > 0 && !text[at + 1..].starts_with(|next: char| !next.is_whitespace()),
            _ => false,
        };
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' => out.extend(['\\', c]),
            // One tilde is the sign of a range, which `markdown::repair` keeps; two would strike out.
            '~' if text[at + 1..].starts_with('~') || text[..at].ends_with('~') => out.extend(['\\', c]),
            '&' if is_entity(&text[at..]) => out.push_str("\\&"),
            _ if starts_block => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

fn is_entity(text: &str) -> bool {
    let name = &text[1..text.find(';').unwrap_or(1)];
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
}

/// Returns text that reads the same in HTML, as content and inside a quoted attribute.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// Returns a YAML scalar: plain where every reader takes it for this text, else in double quotes.
pub(super) fn yaml(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '—' | '（' | '）' | '《' | '》' | '、' | '·');
    let is_plain = text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| is_word(c) || c == ' ')
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
        );
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Returns a fragment of an address that names `id`: only what would end or split it is encoded.
pub(crate) fn fragment(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 1);
    out.push('#');
    for c in id.chars() {
        match c {
            '%' | '#' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '\\' | '^' | '[' | ']' | '\'' | '&' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fragment, html, markdown, yaml};

    #[test]
    fn values_are_text_in_markdown() {
        for (text, expected) in [
            ("平江县", "平江县"),
            ("甲|乙*丙", "甲\\|乙\\*丙"),
            ("1. 目录", "1\\. 目录"),
            ("2016.", "2016\\."),
            ("3.5", "3.5"),
            ("3~4名", "3~4名"),
            ("~~a~~", "\\~\\~a\\~\\~"),
            ("- 项", "\\- 项"),
            ("# 题", "\\# 题"),
            ("<b>&amp;&", "\\<b\\>\\&amp;&"),
            ("[a](javascript:x)", "\\[a\\](javascript:x)"),
            ("两\n行", "两 行"),
        ] {
            assert_eq!(markdown(text), expected);
            let mut shown = String::new();
            pulldown_cmark::html::push_html(&mut shown, pulldown_cmark::Parser::new(&markdown(text)));
            let plain = text.replace('\n', " ").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert_eq!(shown, format!("<p>{plain}</p>\n"));
        }
    }

    #[test]
    fn values_are_text_in_html_yaml_and_addresses() {
        assert_eq!(html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
        for (text, expected) in [
            ("精准扶贫", "精准扶贫"),
            ("国家统计局", "国家统计局"),
            ("no", "\"no\""),
            ("2016", "\"2016\""),
            ("a: b", "\"a: b\""),
            ("“引”", "\"“引”\""),
            ("x \"y\"", "\"x \\\"y\\\"\""),
            ("", "\"\""),
        ] {
            assert_eq!(yaml(text), expected);
        }
        assert_eq!(fragment("growth:x@岳阳市@2016#2"), "#growth:x@岳阳市@2016%232");
    }
}
