//! What data staff read: the messages of bad files.

use super::*;

fn messages(text: &str) -> String {
    told(&read(dataset("d.csv"), text).1).join("\n")
}

#[test]
fn of_columns() {
    let text = "indicator,area,year,vlaue,statsu,序号,unit,\nfund,平江县,2016,1,A,1,万元,\n";
    insta::assert_snapshot!(messages(text), @"
    D012 d.csv row 1, column vlaue: column `vlaue` is none of ours and is not read (did you mean `value`?)
    D012 d.csv row 1, column statsu: column `statsu` is none of ours and is not read (did you mean `status`?)
    D032 d.csv row 1, column 序号: column `序号` is none of ours and is not read
    D011 d.csv row 1: no column holds the value (the nearest header is `vlaue`: correct it, or map it under `columns`)
    ");
}

#[test]
fn of_cells() {
    let text = "indicator,area,year,value,unit,unit,status,qualifier\n\
                fund,平江,2016,1,万元,,A,\n\
                fund,平江县,二零一六,1,万元,,A,\n\
                fund,平江县,1999,1,万元,,A,\n\
                fund,平江县,2011,1.2.3,万元,,A,\n\
                fund,平江县,2012,12,公倾,,X,\n\
                fund,平江县,2013,约12,万元,,A,近\n\
                fund,平江县,2014,12,万元,,O,\n\
                fund,平江县,2014,13,万元,,A,\n\
                fund,平江县,2015,|,万元,,A,\n\
                fund,平江县,2016,1,人,,A,\n\
                fund,平江县,2017,1亿元,万元,,A,\n\
                fund,平江县,2018\n";
    insta::assert_snapshot!(messages(text), @"
    D010 d.csv row 13: expected 8 cells as in the header, found 3; the row is not read (look for a lost separator; empty cells need theirs too)
    D013 d.csv row 1, column unit: two columns have the header `unit` (rename or remove one of them; the first is read)
    D007 d.csv row 2, column area: unknown area `平江` (did you mean `平江县`? otherwise list it under `areas` in yearbook.yaml)
    D005 d.csv row 3, column year: expected a year, found `二零一六` (write a year such as 2016, or a span such as 2016—2020; anything else belongs in the note)
    D006 d.csv row 4, column year: year 1999 lies outside the book's years 2010—2020 (correct the year, or widen `years` in yearbook.yaml)
    D001 d.csv row 5, column value: `1.2.3` has a decimal point in the wrong place (write one decimal point with digits on its right, such as `1283.4`)
    D009 d.csv row 6, column status: unknown status `X` (write A normal, B break, E estimated, I imputed, M cannot exist, O missing, P provisional or V unvalidated)
    D002 d.csv row 6, column unit: unknown unit `公倾` (did you mean `公斤` or `公里` or `公顷`? otherwise declare it under `units` in yearbook.yaml)
    D025 d.csv row 7, column qualifier: `约12` carries the qualifier 约, and the row states 近 (keep one of the two)
    D030 d.csv row 8, column status: status O says that there is no value, found `12` (correct the status, or empty the value)
    D024 d.csv row 10, column value: `|` marks a break in the series and is no value (a break between two observations is status `B` of the later one; leave the value blank if there is none)
    D008 d.csv row 11, column unit: `fund` is measured in `人` here, and in `万元` at data/indicators/a.yaml (correct the unit, or make two indicators of it)
    D023 d.csv row 12, column value: `1亿元` carries the unit `亿元`, and the row states `万元` (keep one of the two)
    D004 d.csv row 9, column value: `fund` of 平江县 for 2014 stands twice with different values: `13` 万元 here, `12` 万元 at d.csv row 8, column value (keep the right one; the first is used)
    ");
}
