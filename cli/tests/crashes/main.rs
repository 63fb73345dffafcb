//! What goes wrong while files are written: each file is the old one or the new one, the next run repairs, and nothing else is touched.
//!
//! `OASMITH_KILLS=500` and `OASMITH_RACES=200` set how often runs are killed or run at once; without them it is a few times.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test that cannot set up its folder has failed

#[path = "../command/folder.rs"]
#[allow(dead_code)] // this program uses a part of it
mod folder;

mod build_script;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use folder::{Folder, output};

fn times(variable: &str, default: u32) -> u32 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Two versions of a document whose crates differ in every file, in files that only one has, and in the lock.
fn documents() -> [String; 2] {
    let version = |which: &str, count: usize| {
        let mut text =
            format!("openapi: 3.0.3\ninfo: {{title: Files, version: '1', description: '{which}'}}\npaths:\n");
        for at in 0..count {
            text.push_str(&format!(
                "  /{which}{at}: {{get: {{operationId: {which}{at}, tags: [t{at}], description: {which}, responses: {{'200': {{description: {which}, \
                 content: {{application/json: {{schema: {{$ref: '#/components/schemas/M{at}'}}}}}}}}}}}}}}\n"
            ));
        }
        text.push_str("components:\n  schemas:\n");
        for at in 0..count {
            text.push_str(&format!(
                "    M{at}: {{type: object, description: {which}, properties: {{{which}: {{type: string}}}}}}\n"
            ));
        }
        text
    };
    [version("first", 12), version("second", 15)]
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The files below `out`, without the list of them.
fn files(folder: &Folder) -> Files {
    let root = folder.path("out");
    let all =
        folder.files("out").into_iter().map(|(path, (text, _))| (path.strip_prefix(&root).unwrap().to_owned(), text));
    all.filter(|(path, _)| !path.ends_with(".oasmith-files")).collect()
}

/// Those of them that are not of others.
fn ours(folder: &Folder) -> Files {
    let mut found = files(folder);
    found.retain(|_, text| text != b"mine");
    found
}

const GENERATE: &[&str] = &["generate", "api.yaml", "-o", "out", "--lock", "oasmith.lock", "--runtime", "registry"];

/// A folder with files of others, and what the two documents give there: files and locks.
fn prepared() -> (Folder, [Files; 2], [String; 2]) {
    let folder = Folder::new();
    let documents = documents();
    let mut locks = [String::new(), String::new()];
    let expected = [0, 1].map(|which: usize| {
        let _ = fs::remove_dir_all(folder.path("out"));
        let _ = fs::remove_file(folder.path("oasmith.lock"));
        folder.write("api.yaml", &documents[which]);
        assert_eq!(folder.run(GENERATE).code, Some(0));
        locks[which] = folder.read("oasmith.lock");
        files(&folder)
    });
    fs::remove_file(folder.path("oasmith.lock")).unwrap();
    folder.write("out/src/notes.txt", "mine");
    folder.write("out/mine/notes.rs", "mine");
    folder.write("beside.txt", "mine");
    (folder, expected, locks)
}

/// The same, where the crate of the first document is there, and the document is the second one.
fn about_to_change() -> (Folder, [Files; 2]) {
    let (folder, expected, _) = prepared();
    let [first, second] = documents();
    folder.write("api.yaml", &first);
    assert_eq!(folder.run(GENERATE).code, Some(0));
    folder.write("api.yaml", &second);
    (folder, expected)
}

/// Each file is whole: one of ours as one of the documents gives it, or one of others as it was.
#[track_caller]
fn assert_whole(folder: &Folder, expected: &[Files; 2], when: &str) {
    for (path, text) in files(folder) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with(".oasmith-") && name.ends_with(".tmp") {
            continue;
        }
        let is_ours = expected.iter().any(|files| files.get(&path) == Some(&text));
        assert!(is_ours || text == b"mine", "{when}: {} is torn", path.display());
    }
    for path in ["out/src/notes.txt", "out/mine/notes.rs", "beside.txt"] {
        assert_eq!(folder.read(path), "mine", "{when}: {path}");
    }
}

/// The next run makes it what it should be, and leaves nothing behind.
#[track_caller]
fn assert_repaired(folder: &Folder, expected: &Files, when: &str) {
    let run = folder.run(GENERATE);
    assert_eq!(run.code, Some(0), "{when}: {}", run.stderr);
    let found = ours(folder);
    assert!(
        found == *expected,
        "{when}: {:?}",
        found.keys().filter(|path| !expected.contains_key(*path)).collect::<Vec<_>>()
    );
    assert_eq!(folder.run(&[GENERATE, &["--check"]].concat()).code, Some(0), "{when}");
    let left: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 5, "{when}: {left:?}");
}

/// Which of some kills come when: spread over the time that a run takes, each at another moment.
fn moment(index: u32, all: u32, whole: Duration) -> Duration {
    whole.mul_f64(f64::from(index) / f64::from(all) * 1.1)
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_one_repairs() {
    let (folder, expected, locks) = prepared();
    let documents = documents();
    let kills = times("OASMITH_KILLS", 20);
    folder.write("api.yaml", &documents[0]);
    let started = Instant::now();
    assert_repaired(&folder, &expected[0], "the first run");
    let whole = started.elapsed() / 2;
    let mut were_running = 0;
    for kill in 0..kills {
        let which = (kill as usize + 1) % 2;
        folder.write("api.yaml", &documents[which]);
        // Every fifth only compares.
        let check = kill % 5 == 4;
        let before = files(&folder);
        let mut command = folder.command(GENERATE);
        if check {
            command.arg("--check");
        }
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment(kill, kills, whole));
        were_running += u32::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        let when = format!("kill {kill}");
        assert_whole(&folder, &expected, &when);
        let lock = folder.read("oasmith.lock");
        assert!(lock.lines().count() > 10 && (lock.ends_with('\n')), "{when}: the lock is torn");
        if check {
            assert!(files(&folder) == before, "{when}: `--check` wrote");
        }
        // Names of both documents are kept by now; without them, each gives what it gave at first.
        fs::write(folder.path("oasmith.lock"), &locks[which]).unwrap();
        assert_repaired(&folder, &expected[which], &when);
    }
    println!("{kills} kills, {were_running} of a running process, 0 torn files");
}

#[test]
fn two_runs_at_once_leave_whole_files() {
    let (folder, expected, _) = prepared();
    let documents = documents();
    folder.write("first.yaml", &documents[0]);
    folder.write("second.yaml", &documents[1]);
    let races = times("OASMITH_RACES", 10);
    for race in 0..races {
        // Half of them do the same, as two builds of one checkout do.
        let names = if race % 2 == 0 { ["first.yaml", "second.yaml"] } else { ["second.yaml", "second.yaml"] };
        let children = names.map(|name| {
            let mut command = folder.command(&["generate", name, "-o", "out", "--runtime", "registry"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        });
        let runs = children.map(|child| output(child.wait_with_output().unwrap()));
        let when = format!("race {race}");
        assert_whole(&folder, &expected, &when);
        if names[0] == names[1] {
            assert!(runs.iter().all(|run| run.code == Some(0)), "{when}: {runs:?}");
        }
        let run = folder.run(&["generate", "second.yaml", "-o", "out", "--runtime", "registry"]);
        assert_eq!(run.code, Some(0), "{when}: {}", run.stderr);
        assert!(ours(&folder) == expected[1], "{when}");
    }
    println!("{races} times two at once, 0 torn files");
}

#[test]
fn without_space_nothing_is_torn() {
    let (folder, expected) = about_to_change();
    // No file may grow beyond so many blocks of 512 bytes, as on a disk that has no more: some files fit, others do not.
    for blocks in [0, 1, 2, 4, 8] {
        let mut command = Command::new("sh");
        // The signal that comes with it would only kill, which is tested above.
        command.args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""),
            env!("CARGO_BIN_EXE_oasmith"),
        ]);
        let run = output(command.args(GENERATE).current_dir(folder.path("")).output().unwrap());
        assert_whole(&folder, &expected, &format!("{blocks} blocks"));
        assert!(run.code == Some(0) || run.code == Some(2) || run.code.is_none(), "{run:?}");
        if blocks == 0 {
            assert_eq!(run.code, Some(2), "{run:?}");
        }
    }
    fs::remove_file(folder.path("oasmith.lock")).unwrap();
    assert_repaired(&folder, &expected[1], "afterwards");
}

#[test]
fn a_folder_that_nobody_may_write_to_stays_as_it_is() {
    let (folder, expected) = about_to_change();
    let before = files(&folder);
    let set = |mode| {
        for path in ["out/src/models", "out/src/api", "out/src", "out"] {
            fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o555);
    // Whoever may do everything can write all the same: then somebody else runs it.
    let may_write = fs::write(folder.path("out/probe"), "").is_ok();
    let mut command = folder.command(GENERATE);
    if may_write {
        fs::remove_file(folder.path("out/probe")).unwrap();
        command = as_somebody_else(&folder);
    }
    let run = output(command.output().unwrap());
    let after = files(&folder);
    set(0o755);
    let _ = fs::remove_file(folder.path("oasmith"));
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("out") && run.stderr.contains("denied"), "{}", run.stderr);
    assert!(after == before);
    fs::remove_file(folder.path("oasmith.lock")).unwrap();
    assert_repaired(&folder, &expected[1], "afterwards");
}

/// The same run by a user who owns the folder and nothing else, with a program that this user can reach.
fn as_somebody_else(folder: &Folder) -> Command {
    const NOBODY: u32 = 65_534;
    fn give(path: &Path) {
        std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        for entry in path.is_dir().then(|| fs::read_dir(path).unwrap()).into_iter().flatten() {
            give(&entry.unwrap().path());
        }
    }
    fs::copy(env!("CARGO_BIN_EXE_oasmith"), folder.path("oasmith")).unwrap();
    give(&folder.path(""));
    let mut command = Command::new(folder.path("oasmith"));
    command.args(GENERATE).current_dir(folder.path("")).stdin(Stdio::null()).uid(NOBODY).gid(NOBODY);
    command
}
