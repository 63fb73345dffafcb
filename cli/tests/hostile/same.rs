//! The same document gives the same bytes, whatever the machine is like.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;

use crate::folder::{Folder, THINGS, output};

/// What is in the folder of a run: paths relative to it, with their bytes.
fn bytes(folder: &Folder, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let root = folder.path(name);
    let files = folder.files(name).into_iter();
    files.map(|(path, (text, _))| (path.strip_prefix(&root).unwrap().to_owned(), text)).collect()
}

/// Generates in a folder of its own below `below`, in an environment; gives crate, lock and report, and what was said.
fn run(
    below: &str,
    document: &str,
    environment: &[(&str, &str)],
    before: &str,
) -> (BTreeMap<PathBuf, Vec<u8>>, String) {
    let folder = Folder::new();
    folder.write(&format!("{below}/api.yaml"), document);
    let mut command = std::process::Command::new("sh");
    let script = format!("{before} exec \"$0\" \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_oasmith")]);
    command.args([
        "generate",
        "api.yaml",
        "-o",
        "out",
        "--lock",
        "out/names.lock",
        "--report",
        "out/report.json",
        "--message-format",
        "json",
    ]);
    command.current_dir(folder.path(below)).envs(environment.iter().copied()).stdin(Stdio::null());
    let said = output(command.output().unwrap());
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    (bytes(&folder, &format!("{below}/out")), said.stdout)
}

#[cfg(unix)]
#[test]
fn nothing_about_the_machine_is_in_the_output() {
    // With findings, and with names that are sorted and folded differently in other languages.
    let document = THINGS
        .replace("name: {type: string}", "name: {type: strnig}, İd: {type: string}, ß: {type: string}, z: {}, ä: {}");
    let expected = run("a", &document, &[], "");
    assert!(expected.0.len() > 10 && !expected.1.is_empty());
    let environments: &[&[(&str, &str)]] = &[
        &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")],
        &[("LC_ALL", "C"), ("TZ", "Pacific/Kiritimati")],
        &[("TZ", "America/New_York"), ("HOME", "/nonexistent"), ("USER", "somebody"), ("COLUMNS", "20")],
        &[("SOURCE_DATE_EPOCH", "1"), ("RUST_BACKTRACE", "1"), ("NO_COLOR", "1"), ("CI", "true")],
        &[("RAYON_NUM_THREADS", "1"), ("TMPDIR", "/nonexistent")],
    ];
    for environment in environments {
        assert!(run("a", &document, environment, "") == expected, "{environment:?}");
    }
    assert!(run("somewhere/else and deeper/ü", &document, &[], "") == expected, "another folder");
    for umask in ["umask 077;", "umask 000;"] {
        assert!(run("a", &document, &[], umask) == expected, "{umask}");
    }
    if std::process::Command::new("taskset").arg("-V").output().is_ok() {
        assert!(run("a", &document, &[], "taskset -p -c 0 $$ >/dev/null;") == expected, "one processor");
    }
    // Line ends of Windows: the same crate; the report tells the same places.
    assert!(run("a", &document.replace('\n', "\r\n"), &[], "") == expected, "other line ends");
}
