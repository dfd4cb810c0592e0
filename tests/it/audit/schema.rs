//! As much of JSON Schema as `docs/schema/` uses. A keyword that it does not know is a violation, so that none is skipped.

use serde_json::{Map, Value};

/// Returns what in a value is not as its schema says, a line each: where, and what was expected.
pub(super) fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Check { root: schema, found: &mut found }.value(schema, value, "$");
    found
}

struct Check<'a> {
    root: &'a Value,
    found: &'a mut Vec<String>,
}

impl Check<'_> {
    fn value(&mut self, schema: &Value, value: &Value, at: &str) {
        let Some(rules) = schema.as_object() else { return self.wrong(at, "the schema is no object") };
        for (keyword, rule) in rules {
            match keyword.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" | "required" | "additionalProperties" => {}
                "$ref" => {
                    let path = rule.as_str().and_then(|path| path.strip_prefix('#')).expect("a path of the schema");
                    let target = self.root.pointer(path).expect("a definition").clone();
                    self.value(&target, value, at);
                }
                "type" if !is_of_type(rule, value) => self.wrong(at, &format!("expected {rule}, found {value}")),
                "type" => {}
                "const" if rule != value => self.wrong(at, &format!("expected {rule}, found {value}")),
                "enum" if !rule.as_array().expect("a list").contains(value) => {
                    self.wrong(at, &format!("expected one of {rule}, found {value}"));
                }
                "const" | "enum" => {}
                "minimum" if value.as_i64() < rule.as_i64() => {
                    self.wrong(at, &format!("expected at least {rule}, found {value}"));
                }
                "minimum" => {}
                "pattern" => self.pattern(rule.as_str().expect("a pattern"), value, at),
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.value(rule, item, &format!("{at}[{index}]"));
                    }
                }
                "properties" => self.properties(rules, value, at),
                "anyOf" => {
                    let fits = |schema: &Value| {
                        let mut found = Vec::new();
                        Check { root: self.root, found: &mut found }.value(schema, value, at);
                        found.is_empty()
                    };
                    if !rule.as_array().expect("a list").iter().any(fits) {
                        self.wrong(at, &format!("fits none of its forms: {value}"));
                    }
                }
                other => self.wrong(at, &format!("unknown keyword {other}")),
            }
        }
    }

    fn properties(&mut self, rules: &Map<String, Value>, value: &Value, at: &str) {
        let Some(value) = value.as_object() else { return };
        let properties = rules["properties"].as_object().expect("an object");
        for key in rules["required"].as_array().expect("a list").iter().filter_map(Value::as_str) {
            if !value.contains_key(key) {
                self.wrong(at, &format!("no {key}"));
            }
        }
        for (key, value) in value {
            match properties.get(key) {
                Some(schema) => self.value(schema, value, &format!("{at}.{key}")),
                None => self.wrong(at, &format!("{key} is not in the schema")),
            }
        }
    }

    /// Three patterns are enough.
    fn pattern(&mut self, pattern: &str, value: &Value, at: &str) {
        let text = value.as_str().unwrap_or_default();
        let letter = text.starts_with(|c: char| c.is_ascii_uppercase());
        let fits = match pattern {
            "^[0-9a-f]{64}$" => text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
            "^[A-Z][0-9]{3}$" => text.len() == 4 && letter && text[1..].bytes().all(|b| b.is_ascii_digit()),
            "^[A-Z]$" => text.len() == 1 && letter,
            _ => false,
        };
        if !fits {
            self.wrong(at, &format!("expected {pattern}, found {value}"));
        }
    }

    fn wrong(&mut self, at: &str, what: &str) {
        self.found.push(format!("{at}: {what}"));
    }
}

fn is_of_type(rule: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    match rule {
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        name => is(name.as_str().unwrap_or_default()),
    }
}
