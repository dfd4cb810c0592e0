//! One sheet under a head that stays: texts are always written as texts, so that none becomes a formula.
//!
//! The only file that knows how the writer of workbooks is called, beside `mod.rs`.

use num_rational::BigRational;
use num_traits::ToPrimitive;
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, Formula, Worksheet, XlsxError,
};

use crate::quantity::Exact;
use crate::{Error, Result};

use super::formula::Piece;

/// The longest text that a cell takes.
const LONGEST: usize = 32_000;

/// The most rows of a sheet, its head included.
pub(super) const MOST_ROWS: usize = 1_048_576;

/// What a cell holds.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Empty,
    Text(String),
    Number(f64),
    /// A formula without `=`, and what it comes to, for viewers that do not calculate.
    Formula(String, String),
    /// The same, which leads somewhere.
    Link(String, String),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub(super) fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    pub(super) fn integer(number: u64) -> Self {
        number.to_f64().map_or(Self::Empty, Self::Number)
    }

    pub(super) fn exact(number: &Exact) -> Self {
        Self::Number(number.to_f64())
    }

    /// A number where it ends, else the quotient as a formula.
    pub(super) fn rational(number: &BigRational) -> Self {
        let value = Exact::from(number.clone());
        if value.to_string().ends_with('…') {
            return Self::computed(&format!("{}/{}", number.numer(), number.denom()), value.to_f64());
        }
        Self::exact(&value)
    }

    pub(super) fn computed(formula: &str, value: f64) -> Self {
        Self::Formula(formula.to_owned(), number(value))
    }

    pub(super) fn piece(piece: &Piece) -> Self {
        Self::computed(&piece.text, piece.value)
    }
}

/// A number as a cached result.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { "#NUM!".to_owned() }
}

/// A sheet that is written from the top down.
pub(super) struct Sheet {
    worksheet: Worksheet,
    row: u32,
    columns: u16,
    link: Format,
}

impl Sheet {
    /// A sheet with a head; `widths` are in characters, and `fixed` columns stay in sight.
    pub(super) fn new(name: &str, heads: &[&str], widths: &[u16], fixed: u16) -> Result<Self> {
        let mut sheet = Self::plain(name)?;
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00F3_EFE6));
        for (column, text) in (0..).zip(heads) {
            sheet.worksheet.write_string_with_format(0, column, *text, &head).map_err(fault)?;
        }
        sheet.columns = u16::try_from(heads.len()).unwrap_or(u16::MAX);
        sheet.widths(widths)?;
        sheet.worksheet.set_freeze_panes(1, fixed).map_err(fault)?;
        sheet.worksheet.set_repeat_rows(0, 0).map_err(fault)?;
        sheet.row = 1;
        Ok(sheet)
    }

    /// A sheet without a head.
    pub(super) fn plain(name: &str) -> Result<Self> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name).map_err(fault)?;
        worksheet.set_landscape().set_print_fit_to_pages(1, 0);
        Ok(Self { worksheet, row: 0, columns: 0, link: Format::new().set_hyperlink() })
    }

    pub(super) fn widths(&mut self, widths: &[u16]) -> Result<()> {
        for (column, width) in (0..).zip(widths) {
            self.worksheet.set_column_width(column, f64::from(*width)).map_err(fault)?;
        }
        Ok(())
    }

    /// The number of the next row, as a spreadsheet shows it.
    pub(super) fn next(&self) -> u32 {
        self.row + 1
    }

    /// Writes a row.
    pub(super) fn row(&mut self, values: Vec<Value>) -> Result<()> {
        self.write(values).map_err(fault)
    }

    fn write(&mut self, values: Vec<Value>) -> std::result::Result<(), XlsxError> {
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Empty => continue,
                Value::Text(text) => self.worksheet.write_string(self.row, column, shortened(text))?,
                Value::Number(number) if number.is_finite() => self.worksheet.write_number(self.row, column, number)?,
                Value::Number(_) => continue,
                Value::Formula(text, result) => {
                    let formula = Formula::new(format!("={text}")).set_result(result);
                    self.worksheet.write_formula(self.row, column, formula)?
                }
                Value::Link(text, result) => {
                    let formula = Formula::new(format!("={text}")).set_result(result);
                    self.worksheet.write_formula_with_format(self.row, column, formula, &self.link)?
                }
            };
        }
        self.row += 1;
        Ok(())
    }

    /// Writes a paragraph over the first columns, which are `width` characters wide together.
    pub(super) fn paragraph(&mut self, text: &str, columns: u16, width: usize) -> Result<()> {
        let letters: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let lines = u32::try_from(letters.div_ceil(width.max(1))).unwrap_or(1);
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        self.worksheet.merge_range(self.row, 0, self.row, columns - 1, text, &wrap).map_err(fault)?;
        self.worksheet.set_row_height(self.row, 16 * lines + 6).map_err(fault)?;
        self.row += 1;
        Ok(())
    }

    /// Writes a line in bold.
    pub(super) fn title(&mut self, text: &str) -> Result<()> {
        let bold = Format::new().set_bold().set_font_size(14);
        self.worksheet.write_string_with_format(self.row, 0, shortened(text.to_owned()), &bold).map_err(fault)?;
        self.row += 1;
        Ok(())
    }

    pub(super) fn skip(&mut self) {
        self.row += 1;
    }

    /// Colours the cells of a column that hold a text.
    pub(super) fn colour(&mut self, column: u16, text: &str, ink: u32, paper: u32) -> Result<()> {
        let format = Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper));
        let rule = ConditionalFormatCellRule::EqualTo(text.to_owned());
        let condition = ConditionalFormatCell::new().set_rule(rule).set_format(format);
        let last = self.row.max(2) - 1;
        self.worksheet.add_conditional_format(1, column, last, column, &condition).map_err(fault)?;
        Ok(())
    }

    /// Closes the sheet: its head filters.
    pub(super) fn finish(mut self) -> Result<Worksheet> {
        if self.columns > 0 {
            self.worksheet.autofilter(0, 0, self.row.max(2) - 1, self.columns - 1).map_err(fault)?;
        }
        Ok(self.worksheet)
    }
}

fn shortened(text: String) -> String {
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// What the writer refuses is a fault of the program: the texts are within its bounds.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(super) fn fault(error: XlsxError) -> Error {
    Error::internal(format!("the audit workbook could not be written: {error}"))
}
