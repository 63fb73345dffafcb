//! Documents that were written to do harm: whatever is in them, the command ends in bounded time and memory with a finding that says
//! why, writes nothing outside of its folder, and nothing of them becomes code.
#![allow(clippy::unwrap_used)] // a test that cannot set up its folder has failed

#[path = "../command/folder.rs"]
#[allow(dead_code)] // this program uses a part of it
mod folder;

mod documents;
mod limits;
mod names;
mod references;
mod same;
mod settings;
mod texts;

use std::process::{Command, Stdio};

use folder::{Folder, Output, output};

/// The beginning of a document in YAML.
const HEAD: &str = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\n";

/// Names that are paths, devices, nothing, too long, or something else than they look like.
fn odd_names() -> Vec<String> {
    let odd = [
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "CON",
        "nul.txt",
        "",
        " ",
        ".",
        "..",
        "a/b\\c",
        "~1",
        "%2e%2e",
        "self",
        "Self",
        "crate",
        "super",
        "_",
        "__",
        "r#type",
        "fn",
        "\u{202e}txt.rs",
        "\u{430}dmin",
        "admin",
        "a\0b",
        "a\nb",
        "\u{1f980}",
        "a\u{301}",
        "á",
        "\u{200b}",
        "\u{feff}",
        "٣",
        "-",
        "1",
        "\"",
        "'",
        "\\",
        "`",
        "{}",
        "${x}",
        "{{x}}",
        "<script>",
        "//",
        "/*",
        "*/",
        "#",
        "]]>",
        "\"#",
        "#![x]",
        "\r\n",
    ];
    odd.iter().map(|name| (*name).to_owned()).chain(["x".repeat(10_000)]).collect()
}

/// Runs the command with a minute of computing and 4 GB of memory: neither depends on what else runs.
fn bounded(folder: &Folder, arguments: &[&str]) -> Output {
    if !cfg!(unix) {
        return folder.run(arguments);
    }
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -t 60 && ulimit -v 4000000 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_oasmith")]);
    command.args(arguments).current_dir(folder.path("")).stdin(Stdio::null());
    output(command.output().unwrap())
}

/// Generates a document into `out`; gives what was said.
#[track_caller]
fn generate(folder: &Folder, name: &str, expected: i32) -> String {
    let run = bounded(folder, &["generate", name, "-o", "out", "--runtime", "registry"]);
    assert_eq!(run.code, Some(expected), "{name}: {}", run.stderr.get(..2000).unwrap_or(&run.stderr));
    assert!(run.stderr.len() < 4_000_000, "{name}: {} bytes of findings", run.stderr.len());
    assert_eq!(folder.path("out/src/lib.rs").exists(), expected == 0, "{name}");
    run.stderr
}
