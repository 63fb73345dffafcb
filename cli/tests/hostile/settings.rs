//! What a checkout has beside a document, and what names a version of it: configuration, lock, settings of `diff`, revisions. Who proposes
//! a change writes them, and a build or a check reads them.

use std::fmt::Write as _;
use std::process::Command;

use crate::folder::{Folder, THINGS};
use crate::{bounded, generate};

/// What reads them, with the files that it reads.
const COMMANDS: &[(&[&str], &[&str])] = &[
    (&["check", "things.yaml"], &["oasmith.toml"]),
    (&["generate", "things.yaml", "-o", "out"], &["oasmith.toml", "oasmith.lock"]),
    (&["why", "things.yaml", "Thing"], &["oasmith.toml", "oasmith.lock"]),
    (&["budget", "things.yaml"], &["oasmith.toml", "oasmith.lock"]),
    (&["diff", "things.yaml", "things.yaml"], &["oasmith.toml", "oasmith.lock"]),
];

/// Every command that reads the file refuses it, and says which and why.
#[track_caller]
fn refused(put: &dyn Fn(&Folder, &str), why: &str) {
    for (command, files) in COMMANDS {
        for file in *files {
            let folder = Folder::new();
            put(&folder, file);
            let run = bounded(&folder, command);
            assert_eq!(run.code, Some(2), "{command:?} with {file}: {}", run.stderr);
            let said = run.stderr.get(..4000).unwrap_or(&run.stderr);
            assert!(said.contains(file) && said.contains(why), "{command:?} with {file}: no `{why}` in {said}");
            assert!(run.stderr.len() < 100_000 && !folder.path("out").exists(), "{command:?} with {file}");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_read() {
    use std::os::unix::fs::symlink;
    refused(&|folder, file| symlink("/dev/zero", folder.path(file)).unwrap(), "it is not a file");
    let pipe = |folder: &Folder, file: &str| {
        assert!(Command::new("mkfifo").arg(folder.path(file)).status().is_ok_and(|status| status.success()));
    };
    refused(&pipe, "it is not a file");
    // Those of `diff`: what is no file is no settings.
    for put in [&pipe as &dyn Fn(&Folder, &str), &|folder, file| symlink("/dev/zero", folder.path(file)).unwrap()] {
        let folder = Folder::new();
        put(&folder, "oasmith-diff.toml");
        assert_eq!(bounded(&folder, &["diff", "things.yaml", "things.yaml"]).code, Some(0));
    }
}

#[test]
fn what_is_no_file_or_no_text_is_refused_with_its_name() {
    refused(&|folder, file| std::fs::create_dir(folder.path(file)).unwrap(), "it is not a file");
    // A gigabyte that takes no space.
    let large =
        |folder: &Folder, file: &str| std::fs::File::create(folder.path(file)).unwrap().set_len(1 << 30).unwrap();
    refused(&large, "larger than 104857600 bytes");
    refused(&|folder, file| std::fs::write(folder.path(file), b"a = \xff\xfe").unwrap(), "byte 4 is invalid");
    refused(&|folder, file| folder.write(file, "\0"), "invalid-");
    refused(&|folder, file| folder.write(file, &"\u{202e}".repeat(10_000)), "invalid-");
    refused(&|folder, file| folder.write(file, &format!("a = {}", "[".repeat(100_000))), "invalid-");
    refused(&|folder, file| folder.write(file, &"x".repeat(1_000_000)), "invalid-");
}

#[test]
fn settings_of_diff_of_every_shape_are_refused() {
    let texts = [
        "\0".to_owned(),
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}1{}", "{a = ".repeat(100_000), "}".repeat(100_000)),
        "x".repeat(1_000_000),
        "[unknown]\na = 1\n".to_owned(),
    ];
    for text in texts {
        let folder = Folder::new();
        folder.write("oasmith-diff.toml", &text);
        let run = bounded(&folder, &["diff", "things.yaml", "things.yaml"]);
        assert_eq!(run.code, Some(2), "{}", run.stderr.get(..2000).unwrap_or(&run.stderr));
        assert!(run.stderr.contains("oasmith-diff.toml") && run.stderr.len() < 100_000, "{}", run.stderr.len());
    }
}

/// Entries of places that are not there (any more), of members by the thousand, twice over: they are kept or dropped, and name nothing.
#[test]
fn a_long_lock_is_only_long() {
    let folder = Folder::new();
    let mut lock = String::new();
    for index in 0..20_000 {
        let _ = writeln!(lock, "#/components/schemas/Gone{index} = models::Gone{index}(id)");
    }
    folder.write("oasmith.lock", &lock);
    let said = generate(&folder, "things.yaml", 0);
    assert!(said.contains("2 operations generated") && said.len() < 10_000, "{said}");
    // A type of many required members, whose order the lock keeps: the second run looks up each of them.
    let names: Vec<String> = (0..5000).map(|name| format!("p{name}")).collect();
    let properties: Vec<String> = names.iter().map(|name| format!("{name}: {{type: string}}")).collect();
    let text = format!(
        "{}paths: {{/a: {{get: {{operationId: a, responses: {{'200': {{description: x, content: {{application/json: {{schema: \
         {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}}}\ncomponents: {{schemas: {{A: {{type: object, required: [{}], properties: {{{}}}}}}}}}\n",
        crate::HEAD,
        names.join(", "),
        properties.join(", ")
    );
    folder.write("many.yaml", &text);
    for _ in 0..2 {
        generate(&folder, "many.yaml", 0);
    }
}

/// A folder whose files are a version in git; nothing where git is not.
fn in_git(folder: &Folder) -> bool {
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@a.test"];
        Command::new("git").current_dir(folder.path("")).args(identity).args(arguments).output()
    };
    if !git(&["init", "-q"]).is_ok_and(|output| output.status.success()) {
        eprintln!("git is not here: versions in git are not tested");
        return false;
    }
    assert!(git(&["add", "."]).is_ok() && git(&["commit", "-q", "-m", "things"]).is_ok());
    true
}

#[test]
fn a_version_in_git_keeps_within_the_limits() {
    let folder = Folder::new();
    folder.write("large/things.yaml", &format!("{THINGS}# {}\n", "x".repeat(5_000)));
    folder.write("large/oasmith.toml", "[limits]\nfile-bytes = 5000\n");
    if !in_git(&folder) {
        return;
    }
    let run = bounded(&folder, &["check", "HEAD:large/things.yaml"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("more than 5000 bytes; `file-bytes`"), "{}", run.stderr);
    assert_eq!(bounded(&folder, &["check", "HEAD:things.yaml"]).code, Some(0));
}

/// `REVISION:PATH` is data to git, whatever it looks like.
#[test]
fn no_revision_is_an_option_or_a_command() {
    let folder = Folder::new();
    if !in_git(&folder) {
        return;
    }
    assert_eq!(folder.run(&["diff", "HEAD:things.yaml", "things.yaml"]).code, Some(0));
    let before: Vec<_> = folder.files("").into_keys().filter(|path| !path.starts_with(folder.path(".git"))).collect();
    let long = format!("{}:things.yaml", "x".repeat(100_000));
    for spec in [
        "--output=pwned:things.yaml",
        "-h:things.yaml",
        "--upload-pack=touch pwned:things.yaml",
        "ext::sh -c 'touch pwned':things.yaml",
        "$(touch pwned):things.yaml",
        "`touch pwned`:things.yaml",
        "HEAD;touch pwned:things.yaml",
        "HEAD --output=pwned:things.yaml",
        "HEAD:things.yaml --output=pwned",
        "HEAD:../things.yaml",
        "HEAD:/etc/passwd",
        "HEAD:",
        "HEAD:\n",
        "HEAD^{/(a+)+$}:things.yaml",
        "HEAD~99999999999999999999:things.yaml",
        ":things.yaml ",
        ":",
        "",
        &long,
    ] {
        let run = bounded(&folder, &["diff", "--", spec, "things.yaml"]);
        assert_eq!(run.code, Some(2), "{spec:.100}: {}", run.stderr);
        assert!(run.stderr.len() < 500_000, "{spec:.100}: {}", run.stderr);
        assert!(!folder.path("pwned").exists(), "{spec:.100}");
    }
    let after: Vec<_> = folder.files("").into_keys().filter(|path| !path.starts_with(folder.path(".git"))).collect();
    assert_eq!(before, after);
}
