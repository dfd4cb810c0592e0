//! One unit under two names in one text: 公里 and 千米.

use super::Rule;

pub(super) const RULE: Rule = Rule {
    code: "W015",
    meaning: "one unit has one name in a book",
    hint: "keep to one of the two",
    doc: "\
## What it does
A text that uses both 公里 and 千米, 公斤 and 千克, 平方公里 and 平方千米 is reported where it uses the rarer one.

## Why
Both are legal; a book keeps to one.

## Wrong
新建公路58公里……维修水渠218千米

## Right
新建公路58千米……维修水渠218千米

## Source
Style guides of yearbook editors.",
    find: |reading| {
        const NAMES: &[(&str, &str)] = &[("公里", "千米"), ("公斤", "千克"), ("平方公里", "平方千米")];
        let mut found = Vec::new();
        for (one, other) in NAMES {
            let of = |name: &str| reading.mentions.iter().filter(|m| m.figure.unit == name).count();
            let (ones, others) = (of(one), of(other));
            if ones == 0 || others == 0 {
                continue;
            }
            let (rare, usual) = if ones < others { (one, other) } else { (other, one) };
            let rare = reading.mentions.iter().filter(|m| m.figure.unit == **rare);
            found.extend(rare.map(|mention| {
                let printed = reading.printed(mention);
                (mention.figure.span.clone(), format!("`{printed}`, where the text has {usual} elsewhere"))
            }));
        }
        found
    },
};
