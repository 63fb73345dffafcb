//! All cases as modules of one crate, compiled and documented without a warning, and a program in it that runs their examples and has all
//! calls that their documentation shows.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith_codegen::options::{Layout, Options, Runtime};
use oasmith_codegen::output::compare;
use oasmith_codegen::pipeline::calls::calls;

/// What the crate of all cases begins with; one of them says that its types need the limit.
const HEAD: &str =
    "//! All cases.\n#![recursion_limit = \"1024\"]\n#![deny(warnings)]\n#![deny(unreachable_pub, rust_2018_idioms)]\n";

#[test]
fn all_cases_compile_and_read_their_examples() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-cases");
    let krate = folder.join("crate");
    fs::create_dir_all(krate.join("src")).unwrap();
    let mut library = HEAD.to_owned();
    let mut calls = String::from("#![allow(unused, deprecated)]\n");
    let mut wanted = Vec::new();
    let cases = super::cases();
    for case in &cases {
        let module = case.module();
        let mut options = Options::default();
        options.layout = Layout::Module(module.clone());
        options.runtime = Runtime::Registry;
        let mut run = case.run(&options);
        assert!(!run.generated.files.is_empty(), "{}/{}: {:?}", case.area, case.name, run.findings());
        // A module may be used in part, so it allows what is unused. A crate may not, and here all of it is public.
        for file in run.generated.files.iter_mut().filter(|file| file.path == "mod.rs") {
            let lines = file.text.lines().filter(|line| !is_allowance(line));
            file.text = lines.map(|line| format!("{line}\n")).collect();
        }
        compare(&krate.join("src").join(&module), &run.generated.files).unwrap().apply().unwrap();
        let _ = write!(library, "/// `{}/{}`.\npub mod {module};\n", case.area, case.name);
        let _ = write!(calls, "mod {module} {{\n{}}}\n", documented_calls(case, &module));
        wanted.push(module);
    }
    for old in super::listing(&krate.join("src")) {
        if old.is_dir() && !wanted.iter().any(|module| old.ends_with(module)) {
            fs::remove_dir_all(old).unwrap();
        }
    }
    let root = super::common::root();
    write(&krate.join("src/lib.rs"), &library);
    write(&krate.join("src/main.rs"), &super::exercise::program(&cases));
    write(&krate.join("src/calls.rs"), &calls);
    write(&krate.join("src/checks.rs"), include_str!("checks.rs"));
    let manifest = format!(
        "[package]\nname = \"all-cases\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         oasmith-runtime = {{ path = {:?}, default-features = false, features = [\"patterns\"] }}\nserde = \"1\"\nserde_json = \"1\"\n\n\
         [profile.dev]\ndebug = false\n",
        root.join("runtime")
    );
    fs::write(krate.join("Cargo.toml"), manifest).unwrap();
    // The versions of the workspace, which are known to be there.
    fs::copy(root.join("Cargo.lock"), krate.join("Cargo.lock")).unwrap();

    fs::write(krate.join("drawn.txt"), super::drawn::values(&cases)).unwrap();

    cargo(&krate, &folder, &["run"]);
    cargo(&krate, &folder, &["doc", "--no-deps"]);
}

/// The examples in the documentation of a case's operations. A module has none, so they are those of a crate, moved into the module.
fn documented_calls(case: &super::Case, module: &str) -> String {
    let mut options = Options::default();
    options.package.name = Some("all-cases".to_owned());
    calls(&case.run(&options).generated.files).replace("use all_cases::", &format!("use all_cases::{module}::"))
}

/// Writes the crate of a run, with the versions of the workspace, which are known to be there.
pub(crate) fn put(krate: &Path, run: &super::common::Run) {
    fs::create_dir_all(krate).unwrap();
    compare(krate, &run.generated.files).unwrap().apply().unwrap();
    fs::copy(super::common::root().join("Cargo.lock"), krate.join("Cargo.lock")).unwrap();
}

/// Only what changed, so that nothing is compiled in vain.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}

fn is_allowance(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("#[allow(") && (line.contains("unused_imports") || line.contains("dead_code"))
}

pub(crate) fn cargo(krate: &Path, folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--offline", "--quiet", "--color=never"]).current_dir(krate);
    command.env("CARGO_TARGET_DIR", folder.join("target"));
    command.env("CARGO_PROFILE_DEV_DEBUG", "false");
    command.env("RUSTDOCFLAGS", "-D warnings").env_remove("RUSTFLAGS").env_remove("CARGO_BUILD_TARGET");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "cargo {arguments:?} in {}:\n{said}", krate.display());
}
