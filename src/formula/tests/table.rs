//! The table of functions is what the parser reads and what the guide prints: it must be whole.

use super::super::{FUNCTIONS, Node, function, parse};

#[test]
fn every_function_is_read_in_its_shortest_and_its_longest_form() {
    for row in FUNCTIONS {
        let option = |required: bool| {
            let options = row.options.iter().filter(move |option| !required || option.required);
            options.map(|option| match option.name {
                "order" => "order: ascending".to_owned(),
                "areas" => "areas: [东, 西]".to_owned(),
                "missing" => "missing: leave_out".to_owned(),
                year => format!("{year}: 2012"),
            })
        };
        for (operands, required) in [(row.operands.0, true), (row.operands.1, false)] {
            let given = (0..operands).map(|index| format!("x{index}")).chain(option(required));
            let text = format!("{}({})", row.name, given.collect::<Vec<_>>().join(", "));
            let expr = parse(&text).expect(&text);
            let Node::Call(read, _) = &expr.node else { panic!("{text} is no call") };
            assert_eq!(read.name(), row.name);
            assert_eq!(parse(&expr.to_string()).expect("canonical").to_string(), expr.to_string());
        }
        assert!(row.signature.starts_with(&format!("{}(", row.name)), "{}", row.signature);
        for text in [row.meaning, row.definition, row.unit, row.method] {
            assert!(!text.is_empty(), "{}", row.name);
        }
    }
}

#[test]
fn names_are_unique_and_found() {
    for row in FUNCTIONS {
        assert_eq!(function(row.name).map(|found| found.signature), Some(row.signature));
        assert_eq!(FUNCTIONS.iter().filter(|other| other.name == row.name).count(), 1);
    }
    assert!(function("no_such").is_none());
}
