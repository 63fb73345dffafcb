//! `cargo build` of a package whose build script generates, killed with all that it started.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use oasmith_codegen::Build;

use crate::folder::{Folder, Output, output};
use crate::{Files, assert_whole, documents, files, moment, ours, times};

/// Where the package is, for the program that its build script becomes.
const PACKAGE: &str = "OASMITH_TEST_PACKAGE";

/// Becomes this program, which has the library in it already: nothing has to be compiled for it.
const SCRIPT: &str = r#"
use std::os::unix::process::CommandExt;
fn main() {
    let mut command = std::process::Command::new(std::env::var_os("OASMITH_TEST_PROGRAM").unwrap());
    panic!("{}", command.args(["--exact", "build_script::as_build_script", "--ignored"]).exec());
}
"#;

#[test]
#[ignore = "run by the build script of the other test"]
fn as_build_script() {
    let package = std::env::var_os(PACKAGE).unwrap();
    std::env::set_current_dir(package).unwrap();
    Build::new("api.yaml").out_dir("out").run().unwrap();
}

fn cargo(folder: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--offline", "--quiet"]).current_dir(folder.path("")).stdin(Stdio::null());
    command.env("CARGO_TARGET_DIR", folder.path("target")).env(PACKAGE, folder.path(""));
    command.env("OASMITH_TEST_PROGRAM", std::env::current_exe().unwrap()).env_remove("CI").env_remove("RUSTFLAGS");
    command
}

fn build(folder: &Folder) -> Output {
    output(cargo(folder).output().unwrap())
}

/// A package with files of others, and what the two documents give there: files and locks.
fn prepared() -> (Folder, [Files; 2], [String; 2]) {
    let folder = Folder::new();
    folder.write("Cargo.toml", "[package]\nname = 'built'\nversion = '0.0.0'\nedition = '2024'\n[workspace]\n");
    folder.write("build.rs", SCRIPT);
    folder.write("src/lib.rs", "");
    let mut locks = [String::new(), String::new()];
    let expected = [0, 1].map(|which: usize| {
        let _ = fs::remove_dir_all(folder.path("out"));
        let _ = fs::remove_file(folder.path("oasmith.lock"));
        folder.write("api.yaml", &documents()[which]);
        let run = build(&folder);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        locks[which] = folder.read("oasmith.lock");
        files(&folder)
    });
    folder.write("out/src/notes.txt", "mine");
    folder.write("out/mine/notes.rs", "mine");
    folder.write("beside.txt", "mine");
    (folder, expected, locks)
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_repairs() {
    let (folder, expected, locks) = prepared();
    let documents = documents();
    folder.write("api.yaml", &documents[0]);
    let started = Instant::now();
    assert_eq!(build(&folder).code, Some(0));
    let whole = started.elapsed();
    let kills = times("OASMITH_KILLS", 20).div_ceil(2);
    let mut were_running = 0;
    for kill in 0..kills {
        let which = (kill as usize + 1) % 2;
        folder.write("api.yaml", &documents[which]);
        let mut command = cargo(&folder);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).spawn().unwrap();
        std::thread::sleep(moment(kill, kills, whole));
        were_running += u32::from(child.try_wait().unwrap().is_none());
        // With the build script, as an interrupt at the terminal does.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status();
        child.wait().unwrap();
        let when = format!("kill {kill}");
        assert_whole(&folder, &expected, &when);
        let lock = folder.read("oasmith.lock");
        assert!(lock.lines().count() > 10 && lock.ends_with('\n'), "{when}: the lock is torn");
        // Names of both documents are kept by now; without them, each gives what it gave at first.
        fs::write(folder.path("oasmith.lock"), &locks[which]).unwrap();
        let run = build(&folder);
        assert_eq!(run.code, Some(0), "{when}: {}", run.stderr);
        let (found, wanted) = (ours(&folder), &expected[which]);
        let differing = found.keys().chain(wanted.keys()).filter(|path| found.get(*path) != wanted.get(*path));
        assert_eq!(differing.collect::<Vec<_>>(), [""; 0], "{when}");
        let compared = output(cargo(&folder).env("CI", "true").output().unwrap());
        assert_eq!(compared.code, Some(0), "{when}: {}", compared.stderr);
    }
    println!("{kills} kills, {were_running} of a running build, 0 torn files");
}
