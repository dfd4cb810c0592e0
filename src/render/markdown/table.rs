//! Tables of the ledger as HTML and as GFM: heads, stub, cells with their marks, notes, source, data.
//!
//! Must not know: how a cell was computed or worded.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::ledger::{Figure, Label, TableCell, TableColumn, TableEntry, TableRow};
use crate::render::decimal::decimal;
use crate::render::escape::{self, fragment, markdown};
use crate::render::labels::Labels;

use super::html::{class_name, element_id, source_id};

/// From so many columns on, a table may be wider than the text.
const WIDE: usize = 7;
/// A table of so many rows is kept on one page in print.
const ONE_PAGE: usize = 25;
/// Heads of so many characters are not broken anywhere.
const SHORT: usize = 10;
/// Marks up to this number are one circled character.
const MOST_CIRCLED: usize = 50;

/// Writes a table, in parts where it is split.
pub(super) fn html(labels: &Labels, table: &TableEntry) -> String {
    let parts = table.parts();
    let last = parts.len().saturating_sub(1);
    let part = |(index, range): (usize, &Range<usize>)| {
        let tail = if index == last { foot(labels, table) } else { String::new() };
        part(labels, table, (index, range.clone()), &tail)
    };
    parts.iter().enumerate().map(part).collect()
}

fn part(labels: &Labels, table: &TableEntry, (index, range): (usize, Range<usize>), tail: &str) -> String {
    let text = escape::html;
    let id = if index == 0 { table.stem.clone() } else { format!("{}-part-{}", table.stem, index + 1) };
    let number = if index == 0 { labels.table_number(table.number) } else { labels.continued(table.number) };
    let english = table.title.english.as_ref().filter(|_| index == 0);
    let english =
        english.map_or_else(String::new, |title| format!("<span class=\"en\" lang=\"en\">{}</span>", text(title)));
    let unit = table.unit.as_ref().map_or_else(String::new, |unit| {
        format!("<span class=\"unit\">{}{}{}</span>", labels.unit, labels.colon, text(unit))
    });
    let rows: String = table.rows().iter().map(|row| html_row(labels, table, row, &range)).collect();
    let wide = if range.len() >= WIDE { " wide" } else { "" };
    let whole = if table.height() <= ONE_PAGE { " whole" } else { "" };
    format!(
        "<figure class=\"statistics{wide}{whole}\" id=\"{id}\"{account}>\n\
         <figcaption id=\"{id}-title\"><span class=\"title\"><span class=\"number\">{number}</span> {title}</span>{english}{unit}</figcaption>\n\
         <div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}-title\">\n\
         <table aria-labelledby=\"{id}-title\">\n<thead>\n{head}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{tail}</figure>\n",
        id = text(&id),
        account = if table.is_large() { columns_of(table, &range) } else { String::new() },
        number = text(&number),
        title = text(&table.title.text),
        head = html_head(labels, table, &range),
    )
}

/// Of a large table: where its one account stands, and of what the cells of each column are, by which a click on a cell finds
/// its own rows there.
fn columns_of(table: &TableEntry, range: &Range<usize>) -> String {
    let columns: Vec<_> = range
        .clone()
        .map(|column| {
            let figures = table.rows().iter().filter_map(|row| row.cells.get(column)?.figure.as_ref());
            let function = figures.clone().next().map(|figure| figure.function.name());
            let (indicator, area, period) = common(figures);
            serde_json::json!([indicator, area, period, function])
        })
        .collect();
    let text = escape::html;
    let columns = serde_json::Value::from(columns).to_string();
    format!(" data-account=\"{}\" data-columns=\"{}\"", text(&table_source_id(table)), text(&columns))
}

/// The indicator, the area and the period that all of some figures have.
fn common<'f>(mut figures: impl Iterator<Item = &'f Figure>) -> (Option<&'f str>, Option<&'f str>, Option<String>) {
    let Some(first) = figures.next() else { return (None, None, None) };
    let (mut indicator, mut area, mut period) = (true, true, true);
    for figure in figures {
        indicator &= figure.indicator == first.indicator;
        area &= figure.area == first.area;
        period &= figure.period == first.period;
    }
    (indicator.then_some(&*first.indicator), area.then_some(&*first.area), period.then(|| first.period.to_string()))
}

/// What all cells of a row of a large table are of.
fn row_of(table: &TableEntry, row: &TableRow) -> String {
    if !table.is_large() {
        return String::new();
    }
    let (indicator, area, period) = common(row.cells.iter().filter_map(|cell| cell.figure.as_ref()));
    let attribute = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| format!(" data-{name}=\"{}\"", escape::html(value)))
    };
    [attribute("indicator", indicator), attribute("area", area), attribute("period", period.as_deref())].concat()
}

/// Heads over heads: equal neighbours are one cell, and a head with nothing below it reaches down.
fn html_head(labels: &Labels, table: &TableEntry, range: &Range<usize>) -> String {
    let columns = &table.columns[range.clone()];
    let levels = columns.first().map_or(0, |column| column.path.len());
    let mut rows = vec![String::new(); levels.max(1)];
    let down = if levels > 1 { format!(" rowspan=\"{levels}\"") } else { String::new() };
    rows[0].push_str(&format!("<th scope=\"col\"{down}>{}</th>", html_label(&table.stub)));
    if has_units(table) {
        rows[0].push_str(&format!("<th scope=\"col\"{down}>{}</th>", labels.unit));
    }
    for (level, row) in rows.iter_mut().enumerate() {
        let mut at = 0;
        while at < columns.len() {
            let path = &columns[at].path;
            let same = |other: &TableColumn| other.path[..=level] == path[..=level];
            let is_last = path[level + 1..].iter().all(|label| label.text.is_empty());
            let count = if is_last { 1 } else { columns[at..].iter().take_while(|other| same(other)).count() };
            if !path[level].text.is_empty() {
                row.push_str(&html_head_cell(labels, table, &columns[at], (level, count, is_last)));
            }
            at += count;
        }
    }
    rows.iter().map(|row| format!("<tr>{row}</tr>\n")).collect()
}

fn html_head_cell(
    labels: &Labels,
    table: &TableEntry,
    column: &TableColumn,
    (level, count, is_last): (usize, usize, bool),
) -> String {
    let label = &column.path[level];
    let short = label.text.chars().count() <= SHORT;
    let own = escape::html(&label.text);
    let own = if short { breaking(&own) } else { own };
    let english = html_english(label);
    if !is_last {
        let across = if count > 1 { format!(" colspan=\"{count}\"") } else { String::new() };
        return format!("<th scope=\"colgroup\" class=\"group\"{across}>{own}{english}</th>");
    }
    let below = column.path.len() - level;
    let down = if below > 1 { format!(" rowspan=\"{below}\"") } else { String::new() };
    let unit = column.unit.as_ref().map_or_else(String::new, |unit| {
        format!("<span class=\"unit\">{}</span>", escape::html(&labels.in_brackets(unit)))
    });
    let class = if short { " class=\"short\"" } else { "" };
    format!("<th scope=\"col\"{class}{down}>{own}{unit}{}{english}</th>", html_marks(table, &column.marks))
}

fn html_label(label: &Label) -> String {
    format!("{}{}", escape::html(&label.text), html_english(label))
}

fn html_english(label: &Label) -> String {
    let english = label.english.as_ref();
    english.map_or_else(String::new, |text| format!("<span class=\"en\" lang=\"en\">{}</span>", escape::html(text)))
}

/// A short head breaks only behind 年: 2019年|比上年|增减.
fn breaking(text: &str) -> String {
    let broken = text.replace('年', "年<wbr>");
    broken.strip_suffix("<wbr>").unwrap_or(&broken).to_owned()
}

fn html_row(labels: &Labels, table: &TableEntry, row: &TableRow, range: &Range<usize>) -> String {
    let of_which = if row.of_which { labels.of_which } else { "" };
    // Deeper levels of a tree look alike: a yearbook has three.
    let depth = match row.depth {
        0 => "",
        1 => " class=\"part\"",
        _ => " class=\"part-of-part\"",
    };
    let class = if row.total { " class=\"total\"" } else { "" };
    let unit = if has_units(table) {
        format!("<td class=\"unit\">{}</td>", escape::html(row.unit.as_deref().unwrap_or_default()))
    } else {
        String::new()
    };
    let label = format!("{of_which}{}{}", html_label(&row.label), html_marks(table, &row.marks));
    let cells: String = row.cells[range.clone()].iter().map(|cell| html_cell(table, cell)).collect();
    let of = row_of(table, row);
    format!("<tr{class}{of}><th scope=\"row\"{depth}>{label}</th>{unit}{cells}</tr>\n")
}

fn html_cell(table: &TableEntry, cell: &TableCell) -> String {
    let marks = html_marks(table, &cell.marks);
    match &cell.figure {
        // What a large table says of its cells stands in its one account.
        Some(figure) if table.is_large() => format!("<td>{}{marks}</td>", escape::html(&figure.print.text())),
        Some(figure) => format!("<td>{}{marks}</td>", html_figure(figure)),
        None => {
            let reason = cell.reason.as_ref().map(|reason| format!(" title=\"{}\"", escape::html(reason)));
            format!("<td{}>{}{marks}</td>", reason.unwrap_or_default(), escape::html(cell.gap.sign()))
        }
    }
}

fn html_figure(figure: &Figure) -> String {
    let text = figure.print.text();
    let value = figure.value().map_or_else(|| text.clone(), decimal);
    format!(
        "<data class=\"figure\" id=\"{}\" value=\"{}\" data-class=\"{}\" data-figure=\"{}\"><a href=\"{}\">{}</a></data>",
        escape::html(&element_id(figure)),
        escape::html(&value),
        class_name(figure.class),
        escape::html(&figure.id),
        escape::html(&fragment(&source_id(figure))),
        escape::html(&text),
    )
}

fn html_marks(table: &TableEntry, marks: &[usize]) -> String {
    let mark = |mark: &usize| {
        let note = table.notes.get(*mark).map(String::as_str).unwrap_or_default();
        let (address, title) = (fragment(&note_id(table, *mark)), escape::html(note));
        format!("<a href=\"{}\" title=\"{title}\">{}</a>", escape::html(&address), circled(*mark))
    };
    if marks.is_empty() {
        return String::new();
    }
    format!("<sup class=\"mark\">{}</sup>", marks.iter().map(mark).collect::<String>())
}

fn note_id(table: &TableEntry, mark: usize) -> String {
    format!("{}-note-{}", table.stem, mark + 1)
}

/// ①, ②, … ㊿; then (51).
fn circled(mark: usize) -> String {
    let number = mark + 1;
    let start = match number {
        1..=20 => 0x2460 - 1,
        21..=35 => 0x3251 - 21,
        36..=MOST_CIRCLED => 0x32B1 - 36,
        _ => return format!("({number})"),
    };
    u32::try_from(start + number).ok().and_then(char::from_u32).map(String::from).unwrap_or_default()
}

/// Notes, remarks, the source line, and the way to the data.
fn foot(labels: &Labels, table: &TableEntry) -> String {
    let item = |text: &str| format!("<li>{}</li>\n", escape::html(&labels.sentence(text)));
    let notes = table.notes.iter().enumerate().map(|(mark, note)| {
        let note = escape::html(&labels.sentence(note));
        format!("<li id=\"{}\">{}{note}</li>\n", escape::html(&note_id(table, mark)), circled(mark))
    });
    let remarks = table.remarks.iter().map(|remark| item(remark));
    let items: String = remarks.chain(notes).chain(table.legend.iter().map(|legend| item(legend))).collect();
    let notes = if items.is_empty() {
        String::new()
    } else {
        format!("<div class=\"remarks\"><p>{}{}</p>\n<ul>\n{items}</ul>\n</div>\n", labels.notes, labels.colon)
    };
    let source = table.source.as_ref().map_or_else(String::new, |source| {
        format!("<p class=\"source\">{}{}{}</p>\n", labels.sources, labels.colon, escape::html(source))
    });
    format!(
        "{notes}{source}{}{}\n",
        account(labels, table),
        download(labels, &table.stem, &labels.table_number(table.number))
    )
}

/// The link to the account of a large table.
fn account(labels: &Labels, table: &TableEntry) -> String {
    if !table.is_large() {
        return String::new();
    }
    let (address, of) = (fragment(&table_source_id(table)), labels.table_number(table.number));
    let link = format!(
        "<a class=\"sources\" href=\"{}\">{}<span class=\"of\"> {}</span></a>",
        escape::html(&address),
        labels.provenance,
        escape::html(&of)
    );
    format!("<span class=\"data\">{link}</span>\n")
}

/// The element that tells where the figures of a large table come from.
pub(crate) fn table_source_id(table: &TableEntry) -> String {
    format!("source-{}", table.stem)
}

/// The link to the data of a chart or table.
pub(super) fn download(labels: &Labels, stem: &str, number: &str) -> String {
    let (stem, label, number) = (escape::html(stem), labels.download, escape::html(number));
    let link = format!("<a href=\"data/{stem}.csv\" download>{label}<span class=\"of\"> {number}</span>（CSV）</a>");
    format!("<span class=\"data\">{link}</span>")
}

fn has_units(table: &TableEntry) -> bool {
    table.rows().iter().any(|row| row.unit.is_some())
}

/// Writes a table as GFM: heads in one row, notes and source below, no HTML.
pub(super) fn plain(labels: &Labels, table: &TableEntry) -> String {
    let mut blocks = Vec::new();
    for (index, range) in table.parts().into_iter().enumerate() {
        let number = if index == 0 { labels.table_number(table.number) } else { labels.continued(table.number) };
        blocks.push(format!("**{}**", markdown(&format!("{number} {}", table.title.text))));
        blocks.extend(table.title.english.as_ref().filter(|_| index == 0).map(|title| markdown(title)));
        blocks.extend(table.unit.as_ref().map(|unit| format!("{}{}{}", labels.unit, labels.colon, markdown(unit))));
        blocks.push(plain_part(labels, table, &range));
    }
    let item = |text: &String| markdown(&labels.sentence(text));
    let notes = table.notes.iter().enumerate().map(|(mark, note)| format!("{}{}", circled(mark), item(note)));
    let lines = table.remarks.iter().map(item).chain(notes).chain(table.legend.iter().map(item)).collect::<Vec<_>>();
    if !lines.is_empty() {
        blocks.push(format!("{}{}{}", labels.notes, labels.colon, lines.join("\\\n")));
    }
    blocks
        .extend(table.source.as_ref().map(|source| format!("{}{}{}", labels.sources, labels.colon, markdown(source))));
    format!("{}{}", blocks.join("\n\n"), plain_download(labels, &table.stem))
}

fn plain_part(labels: &Labels, table: &TableEntry, range: &Range<usize>) -> String {
    let units = has_units(table);
    let columns = &table.columns[range.clone()];
    let mut head = vec![plain_label(&table.stub)];
    head.extend(units.then(|| labels.unit.to_owned()));
    head.extend(columns.iter().map(|column| {
        let path = column.path.iter().filter(|label| !label.text.is_empty()).map(plain_label).collect::<Vec<_>>();
        let unit = column.unit.as_ref().map(|unit| markdown(&labels.in_brackets(unit))).unwrap_or_default();
        format!("{}{unit}{}", path.join(" "), plain_marks(&column.marks))
    }));
    let mut rule = vec![":---".to_owned()];
    rule.extend(units.then(|| ":---:".to_owned()));
    rule.extend(columns.iter().map(|_| "---:".to_owned()));
    let mut lines = vec![line(&head), line(&rule)];
    for row in table.rows() {
        // An ideographic space keeps its width in a cell.
        let indent = "\u{3000}".repeat(row.depth);
        let of_which = if row.of_which { labels.of_which } else { "" };
        let mut cells = vec![format!("{indent}{of_which}{}{}", plain_label(&row.label), plain_marks(&row.marks))];
        cells.extend(units.then(|| markdown(row.unit.as_deref().unwrap_or_default())));
        cells.extend(
            row.cells[range.clone()].iter().map(|cell| format!("{}{}", inside(&cell.text()), plain_marks(&cell.marks))),
        );
        lines.push(line(&cells));
    }
    lines.join("\n")
}

/// Text that begins no block: a letter before it says so.
fn inside(text: &str) -> String {
    markdown(&format!("x{text}"))[1..].to_owned()
}

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn plain_label(label: &Label) -> String {
    let english = label.english.as_ref().map(|english| format!(" {}", inside(english)));
    format!("{}{}", inside(&label.text), english.unwrap_or_default())
}

fn plain_marks(marks: &[usize]) -> String {
    marks.iter().copied().collect::<BTreeSet<_>>().into_iter().map(circled).collect()
}

/// The link to the data of a chart or table, as a block of its own.
pub(super) fn plain_download(labels: &Labels, stem: &str) -> String {
    format!("\n\n[{}（CSV）](data/{stem}.csv)", labels.download)
}
