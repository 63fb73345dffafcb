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

/// Git on Windows gives all files of a checkout other line ends: they are up to date nevertheless, and are left as they are.
#[test]
fn other_line_ends_are_no_difference() {
    let folder = Folder::new();
    let arguments = ["generate", "things.yaml", "-o", "out", "--lock", "names.lock", "--runtime", "registry"];
    assert_eq!(folder.run(&arguments).code, Some(0));
    let with_ends_of_windows = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap().replace('\n', "\r\n");
        std::fs::write(path, text).unwrap();
    };
    folder.files("out").keys().for_each(with_ends_of_windows);
    with_ends_of_windows(&folder.path("names.lock"));
    with_ends_of_windows(&folder.path("things.yaml"));
    let before = (bytes(&folder, "out"), folder.read("names.lock"));
    let checked = folder.run(&[&arguments[..], &["--check"]].concat());
    assert_eq!(checked.code, Some(0), "{}", checked.stderr);
    assert!(folder.run(&arguments).stderr.contains("; nothing to write; "));
    assert!((bytes(&folder, "out"), folder.read("names.lock")) == before);
    // What was edited is told without the line ends, and only that is written.
    folder.write("out/src/lib.rs", &folder.read("out/src/lib.rs").replacen("//!", "//! Edited.", 1));
    let checked = folder.run(&[&arguments[..], &["--check"]].concat());
    assert_eq!((checked.code, checked.stderr.matches(": differs").count()), (Some(1), 1), "{}", checked.stderr);
    assert!(folder.run(&arguments).stderr.contains("1 file written"));
}
