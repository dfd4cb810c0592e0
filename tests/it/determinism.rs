//! The same bytes whatever the machine does: threads, time zone, locale, working directory, order of calls.

#![expect(clippy::disallowed_methods, reason = "runs the program in other surroundings")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::sample::root;

fn build(out: &Path, surroundings: &[(&str, &str)], directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yearbook"));
    command.args(["-C".as_ref(), root().as_os_str(), "build".as_ref(), "--out".as_ref(), out.as_os_str()]);
    let output = command.envs(surroundings.iter().copied()).current_dir(directory).output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = BTreeMap::new();
    collect(out, out, &mut files);
    files
}

fn collect(base: &Path, folder: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("built") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(base, &path, into);
        } else {
            let name = path.strip_prefix(base).expect("inside").display().to_string();
            into.insert(name, std::fs::read(&path).expect("readable"));
        }
    }
}

#[test]
fn surroundings_do_not_reach_the_output() {
    let scratch = tempfile::tempdir().expect("a folder");
    let usual = build(&scratch.path().join("usual"), &[], root());
    assert!(usual.len() > 5);
    for (name, surroundings, directory) in [
        ("one", &[("RAYON_NUM_THREADS", "1"), ("POLARS_MAX_THREADS", "1")][..], Path::new("/")),
        ("many", &[("RAYON_NUM_THREADS", "7"), ("POLARS_MAX_THREADS", "5")], scratch.path()),
        (
            "elsewhere",
            &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "ar_EG"), ("HOME", "/nowhere")],
            root(),
        ),
    ] {
        let other = build(&scratch.path().join(name), surroundings, directory);
        let differing: Vec<_> =
            usual.iter().filter(|(path, bytes)| other.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
        assert!(differing.is_empty() && other.len() == usual.len(), "{name}: {differing:?}");
    }
}
