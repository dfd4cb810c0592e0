//! A chart on a page: the picture, its caption, and its data as a table for those who cannot see it.

use crate::ledger::{ChartCell, ChartEntry};
use crate::render::escape::html;
use crate::render::labels::Labels;

/// Returns the figure element; `picture` is the SVG. Notes and source are drawn in the picture.
pub(super) fn figure(chart: &ChartEntry, picture: &str, labels: &Labels) -> String {
    let number = labels.chart_number(chart.number);
    format!(
        "<figure class=\"chart\" id=\"{}\">\n{picture}\n<figcaption><span class=\"number\">{}</span> {}{}\n{}</figcaption>\n</figure>\n",
        html(&chart.stem),
        html(&number),
        html(&chart.title),
        super::table::download(labels, &chart.stem, &number),
        data(chart, &number, labels),
    )
}

/// The values as they are printed in the picture, a row a category, folded away.
fn data(chart: &ChartEntry, number: &str, labels: &Labels) -> String {
    let heads = chart.series.iter().map(|series| format!("<th scope=\"col\">{}</th>", html(&series.name)));
    let rows = chart.categories.iter().enumerate().map(|(index, category)| {
        let cells = chart.series.iter().map(|series| format!("<td>{}</td>", cell(series.cells.get(index))));
        format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", html(category), cells.collect::<String>())
    });
    format!(
        "<details class=\"chart-data\">\n<summary>{} {}</summary>\n<table>\n<thead><tr><td></td>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</details>\n",
        html(number),
        labels.chart_table,
        heads.collect::<String>(),
        rows.collect::<String>(),
    )
}

/// The printed token, or why there is none.
fn cell(cell: Option<&ChartCell>) -> String {
    match cell {
        Some(ChartCell { figure: Some(figure), .. }) => html(&figure.print.token),
        Some(ChartCell { reason: Some(reason), .. }) => format!("（{}）", html(reason)),
        _ => String::new(),
    }
}
