//! A document as several crates: the same sources elsewhere, the same API, compiled with any features without a warning, and a call.

use std::collections::BTreeMap;
use std::path::Path;

use oasmith_codegen::budget::count;
use oasmith_codegen::diff::Side;
use oasmith_codegen::diff::rust::{usage, verdict};
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Options, Runtime};
use oasmith_codegen::source::parse_text;

use super::common::{Run, root, run_with};
use super::compile::{cargo, put};
use super::features::DOCUMENT;

/// Calls through a crate below the one that is depended on; a double and a handle are of the same trait.
const PROGRAM: &str = r#"//! A call.
use std::future::Future;
use std::task::{Context, Poll, Waker};

use subject::{
    AApi, Body, BoxFuture, Client, HttpRequest, HttpResponse, Response, Transport, TransportError, api, models,
};

/// Answers what it is asked.
struct Double;

impl Transport for Double {
    fn send(&self, request: HttpRequest<Body>) -> BoxFuture<'_, Result<HttpResponse<Body>, TransportError>> {
        let uri = request.uri().to_string();
        assert_eq!(uri, "http://localhost/a?kind=x");
        let agent = request.headers()["user-agent"].to_str().unwrap().to_owned();
        let mut answer = HttpResponse::new(Body::from(format!("{{\"inner\":{{\"b\":\"{agent}\",\"back\":{{}}}}}}")));
        answer.headers_mut().insert("content-type", "application/json".parse().unwrap());
        answer.headers_mut().insert("x-level", "high".parse().unwrap());
        Box::pin(std::future::ready(Ok(answer)))
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it is not done"),
    }
}

fn main() {
    let client = Client::builder().base_url("http://localhost").transport(Double).build().unwrap();
    let handle = api::AnyAApi::new(client.clone());
    for answer in [call(&client), call(&handle)] {
        let inner = answer.inner.as_ref().unwrap();
        assert_eq!(inner.b.as_deref(), Some("split-subject/0.1.0"));
        assert_eq!(**inner.back.as_ref().unwrap(), models::A::default());
        assert_eq!(answer.headers().x_level, Some(models::Level::High));
    }
}

fn call(api: &impl AApi) -> Response<models::A, api::LevelHeaders> {
    now(api.get_a(api::GetAParams::default().kind(models::AKind::X))).unwrap()
}
"#;

fn options(split: bool, tag_features: bool) -> Options {
    let mut options = Options::default();
    options.package.name = Some("split-subject".to_owned());
    options.package.tag_features = Some(tag_features);
    options.package.split = split;
    options.package.split_weight = Some(25);
    options.runtime = Runtime::Path(root().join("runtime"));
    options
}

fn run(options: &Options) -> Run {
    run_with("split.yaml", DOCUMENT, options, &Lock::default())
}

/// Code that uses all that is public, as it is without a split.
fn everything() -> String {
    let tree = parse_text("split.yaml", DOCUMENT).tree;
    let options = options(false, true);
    let side = || Side { tree: &tree, options: &options, lock: None };
    usage(&verdict(&side(), &side()).old.surface).text(&|_| false).0
}

#[test]
fn a_split_crate_is_used_like_one() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-cases");
    let (krate, user) = (folder.join("split"), folder.join("split-user"));
    let split = run(&options(true, true));
    put(&krate, &split);
    for features in ["", "api-a", "api-b", "api-cd", "other-types", "all-apis", "dyn", "dyn,api-b"] {
        cargo(&krate, &folder, &["check", "--no-default-features", "--features", features]);
    }
    cargo(&krate, &folder, &["check", "--workspace", "--no-default-features", "--features", "all-apis,dyn"]);
    cargo(&krate, &folder, &["doc", "--no-deps", "--no-default-features", "--features", "all-apis,dyn"]);

    let manifest = "[package]\nname = \"split-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         serde = \"1\"\nsubject = { package = \"split-subject\", path = \"../split\", default-features = false, \
         features = [\"all-apis\", \"dyn\"] }\n";
    std::fs::create_dir_all(user.join("src")).unwrap();
    for (path, text) in [("Cargo.toml", manifest), ("src/lib.rs", &everything()), ("src/main.rs", PROGRAM)] {
        std::fs::write(user.join(path), text).unwrap();
    }
    std::fs::copy(root().join("Cargo.lock"), user.join("Cargo.lock")).unwrap();
    cargo(&user, &folder, &["run"]);
}

#[test]
fn without_features_for_tags_all_crates_are_always_there() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-cases");
    let krate = folder.join("split-whole");
    put(&krate, &run(&options(true, false)));
    for features in ["", "dyn"] {
        cargo(&krate, &folder, &["check", "--workspace", "--no-default-features", "--features", features]);
    }
}

/// The files of a run below `folder` of any crate, `mod.rs` left out: their texts by their paths in that crate.
fn below<'r>(run: &'r Run, folder: &str) -> BTreeMap<&'r str, &'r str> {
    let mut found = BTreeMap::new();
    for file in &run.generated.files {
        let start = file.path.find("src/").unwrap_or_default();
        let path = &file.path[start..];
        if path.starts_with(folder) && !path.ends_with("mod.rs") {
            assert_eq!(found.insert(path, file.text.as_str()), None, "{} is there twice", file.path);
        }
    }
    found
}

#[test]
fn files_are_the_same_and_each_is_in_one_crate() {
    let (whole, split) = (run(&options(false, true)), run(&options(true, true)));
    for folder in ["src/models/", "src/api/", "src/wire/api/"] {
        assert_eq!(below(&whole, folder), below(&split, folder));
        assert!(!below(&whole, folder).is_empty());
    }
    let members = |start: &str| {
        split.paths().iter().filter(|path| path.starts_with(start) && path.ends_with("src/lib.rs")).count()
    };
    assert!(members("crates/models-") > 1 && members("crates/api-") > 1, "{:?}", split.paths());
    assert_eq!((members("crates/core"), members("src/")), (1, 1));
    // What the user's crate has of its own is a list.
    let own: Vec<&str> = split.paths().into_iter().filter(|path| path.starts_with("src/")).collect();
    assert_eq!(own, ["src/api/mod.rs", "src/lib.rs", "src/models/mod.rs"]);
    assert_eq!(whole.generated.lock, split.generated.lock);
}

#[test]
fn what_needs_a_file_is_told_wherever_it_is() {
    let (whole, split) = (run(&options(false, true)), run(&options(true, true)));
    let owners = |run: &Run| {
        let files = run.generated.report.files.iter().filter(|file| !file.path.contains("src/wire/models"));
        let owned =
            files.filter_map(|file| Some((file.path[file.path.find("src/")?..].to_owned(), file.needed_by.clone()?)));
        owned.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(owners(&whole), owners(&split));
    let types = |run: &Run| count(&run.generated.files, &run.generated.report).total().types;
    assert_eq!(types(&whole), types(&split));
}

#[test]
fn an_embedded_runtime_is_a_crate_of_its_own() {
    let mut options = options(true, true);
    options.runtime = Runtime::Embed;
    let run = run(&options);
    let dependency =
        "oasmith-runtime = { package = \"split-subject-runtime\", version = \"=0.1.0\", path = \"crates/runtime\"";
    assert!(run.file("Cargo.toml").contains(dependency));
    assert!(run.file("crates/runtime/Cargo.toml").contains("name = \"split-subject-runtime\""));
    assert!(run.file("crates/runtime/src/lib.rs").contains("pub mod generated;"));
    assert!(!run.paths().iter().any(|path| path.starts_with("src/runtime") || path.ends_with("tests.rs")));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-cases");
    let krate = folder.join("split-embedded");
    put(&krate, &run);
    cargo(&krate, &folder, &["check", "--no-default-features", "--features", "all-apis"]);
}
