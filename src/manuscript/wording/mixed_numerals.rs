//! Arabic digits with Chinese place words other than 万 and 亿: 4千人, 3亿4500万元.

use super::Rule;

pub(super) const RULE: Rule = Rule {
    code: "W010",
    meaning: "of the Chinese numerals only 万 and 亿 stand with Arabic digits, and once",
    hint: "write 4000人, 3.45亿元",
    doc: "\
## What it does
Arabic digits with 千 or 百, or with 亿 and 万 one after the other, are reported.

## Why
Only 万 and 亿 may stand with digits, and once.

## Wrong
4千人；3亿4500万元

## Right
4000人；3.45亿元

## Source
GB/T 15835-2011.",
    find: |reading| {
        let mut found = Vec::new();
        for mention in reading.mentions.iter().filter(|mention| !mention.figure.chinese) {
            let printed = reading.printed(mention);
            let number = printed.strip_suffix(mention.figure.unit.as_str()).unwrap_or(printed);
            let places = number.contains(['千', '百']) && number.contains(|c: char| c.is_ascii_digit());
            let twice = number.contains('亿') && number.contains('万') && !number.contains("万亿");
            if places || twice && !number.contains('零') {
                found.push((mention.figure.span.clone(), format!("`{printed}` mixes digits and Chinese numerals")));
            }
        }
        found
    },
};
