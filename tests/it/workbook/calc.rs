//! LibreOffice as a calculator: files in, recalculated cells out. And the few cuts into a workbook that tests need.
//!
//! Must not know what is tested.

#![expect(clippy::disallowed_methods, reason = "hands files to LibreOffice")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, DataType, Range, Reader, Xlsx};

use crate::browser::tool;

/// Recalculates everything on loading; usually what a file has cached is kept.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// The cells of a figure that count.
#[derive(Clone, Debug)]
pub(super) struct FigureRow {
    pub(super) rounded: Option<f64>,
    pub(super) check: String,
}

/// A workbook after LibreOffice has computed it.
pub(super) struct Recalculated {
    /// How many rows the figures take.
    pub(super) rows: usize,
    /// By id; two lines through the same data have cells of the same id.
    pub(super) figures: BTreeMap<String, FigureRow>,
    about: Vec<(String, Option<f64>)>,
}

impl Recalculated {
    /// The number beside a label of the first sheet.
    pub(super) fn about(&self, label: &str) -> Option<f64> {
        self.about.iter().find(|(own, _)| own == label).and_then(|(_, number)| *number)
    }

    fn read(file: &[u8]) -> Self {
        let rounded = |row: &[Data]| row.get(17).and_then(DataType::get_float);
        let rows = sheet(file, "数字");
        let figures = rows.rows().skip(1).map(|row| {
            let check = row.get(19).map(ToString::to_string).unwrap_or_default();
            (row.last().map(ToString::to_string).unwrap_or_default(), FigureRow { rounded: rounded(row), check })
        });
        let about = sheet(file, "说明");
        let about = about.rows().map(|row| (row[0].to_string(), row.get(1).and_then(DataType::get_float)));
        Self { rows: rows.height() - 1, figures: figures.collect(), about: about.collect() }
    }
}

/// Has LibreOffice compute workbooks again.
pub(super) fn recalculate(files: &[Vec<u8>]) -> Vec<Recalculated> {
    let soffice = tool("YEARBOOK_SOFFICE", "/usr/bin/soffice", "apt-get install libreoffice-calc-nogui");
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("profile/user")).expect("writable");
    std::fs::write(at("profile/user/registrymodifications.xcu"), PROFILE).expect("writable");
    let paths: Vec<_> = (0..files.len()).map(|n| at(&format!("{n}.xlsx"))).collect();
    for (path, file) in paths.iter().zip(files) {
        std::fs::write(path, file).expect("writable");
    }
    let done = Command::new(soffice)
        .arg(format!("-env:UserInstallation=file://{}", at("profile").display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(at("out"))
        .args(&paths)
        .output()
        .expect("LibreOffice runs");
    let computed = |path: &std::path::PathBuf| {
        let path = at("out").join(Path::new(path).file_name().expect("a name"));
        let file = std::fs::read(&path);
        Recalculated::read(&file.unwrap_or_else(|error| panic!("{}: {error}\n{done:?}", path.display())))
    };
    paths.iter().map(computed).collect()
}

/// An observation as the workbook has it.
#[derive(Debug)]
pub(super) struct ObservationRow {
    pub(super) row: usize,
    pub(super) indicator: String,
    pub(super) area: String,
    pub(super) period: String,
    pub(super) text: String,
    pub(super) number: Option<f64>,
}

pub(super) fn observation_rows(file: &[u8]) -> Vec<ObservationRow> {
    let rows = sheet(file, "数据");
    let row = |(index, row): (usize, &[Data])| ObservationRow {
        row: index + 1,
        indicator: row[0].to_string(),
        area: row[2].to_string(),
        period: row[3].to_string(),
        text: row[4].to_string(),
        number: row[5].get_float(),
    };
    rows.rows().enumerate().skip(1).map(row).collect()
}

fn sheet(file: &[u8], name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).expect("a workbook");
    workbook.worksheet_range(name).expect("the sheet")
}

/// Returns the workbook with another number in a row of the observations, and all else as it was.
pub(super) fn with_number(file: &[u8], row: usize, number: f64) -> Vec<u8> {
    let path = sheet_path(file, "数据");
    let xml = member(file, &path);
    let start = xml.find(&format!("<c r=\"F{row}\"")).expect("the cell");
    let from = start + xml[start..].find("<v>").expect("a number") + 3;
    let to = from + xml[from..].find("</v>").expect("a number");
    let changed = format!("{}{number}{}", &xml[..from], &xml[to..]);
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a file");
        let name = entry.name().expect("UTF-8").into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("readable");
        if name == path {
            bytes = changed.clone().into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("writable");
        out.write_all(&bytes).expect("writable");
    }
    out.finish().expect("writable").into_inner()
}

/// The XML of a sheet.
pub(super) fn sheet_xml(file: &[u8], name: &str) -> String {
    member(file, &sheet_path(file, name))
}

/// All texts of a workbook.
pub(super) fn texts(file: &[u8]) -> Vec<String> {
    let names = ["数字", "数据", "计算", "检查"];
    let cells = names.into_iter().flat_map(|name| sheet(file, name).rows().map(<[Data]>::to_vec).collect::<Vec<_>>());
    cells.flatten().filter_map(|cell| cell.get_string().map(str::to_owned)).collect()
}

fn sheet_path(file: &[u8], name: &str) -> String {
    let workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).expect("a workbook");
    let index = workbook.sheet_names().iter().position(|own| own == name).expect("the sheet");
    format!("xl/worksheets/sheet{}.xml", index + 1)
}

fn member(file: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut text = String::new();
    archive.by_name(path).expect("the file").read_to_string(&mut text).expect("UTF-8");
    text
}
