//! From the plan to the text of files, in parallel.
//!
//! Takes a [`Plan`], gives files. Must not decide anything: an `if` about OpenAPI in here means that the plan lacks a field.

mod api;
mod client;
mod enums;
mod handles;
mod krate;
mod manifest;
mod members;
mod root;
mod scope;
mod split_manifest;
mod structs;
mod tokens;
mod unions;
mod wire_api;
mod wire_files;
mod wire_models;

pub(crate) use split_manifest::RUNTIME_FOLDER;
pub(crate) use wire_files::wire_path;

use crate::base::each;
use crate::format::{SourceFile, format};
use crate::names::bare;
use crate::plan::Plan;
use crate::plan::ir::{ApiFile, HeaderFile, ModelFile};
use krate::{Krate, crates};
use wire_files::{WireFile, wire_files};

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the crate's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A file that has not been written yet.
enum Job<'p> {
    Manifest,
    Readme,
    RuntimeManifest(&'p str),
    Root,
    Client,
    Models,
    Model(&'p ModelFile),
    Apis,
    Api(&'p ApiFile),
    Headers(&'p HeaderFile),
    WireHeaders(&'p HeaderFile),
    Handles,
    Handle(&'p ApiFile),
    Wire,
    WireModels(WireFile<'p>),
    WireApis,
    WireApi(&'p ApiFile),
}

/// Writes all files of the crate, in the order of their paths.
#[must_use]
pub fn emit(plan: &Plan) -> Vec<File> {
    let crates = crates(plan);
    let jobs: Vec<_> = crates.iter().flat_map(|krate| jobs(krate).into_iter().map(move |job| (krate, job))).collect();
    let mut files = each(&jobs, |(krate, job)| {
        let File { path, text } = job.run(krate);
        File { path: krate.start() + &path, text }
    });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn jobs<'p>(krate: &'p Krate<'p>) -> Vec<Job<'p>> {
    let plan = krate.plan;
    let mut jobs = vec![Job::Root];
    if krate.has_client() {
        jobs.push(Job::Client);
    }
    if plan.package.manifest {
        jobs.push(Job::Manifest);
        if krate.member.is_none() {
            jobs.push(Job::Readme);
            jobs.extend(split_manifest::runtime_member(&plan.package).map(Job::RuntimeManifest));
        }
    }
    if krate.has_models() {
        jobs.push(Job::Models);
    }
    if krate.has_api() {
        jobs.push(Job::Apis);
    }
    if krate.has_wire() {
        jobs.push(Job::Wire);
    }
    if krate.has_own_models() {
        jobs.extend(wire_files(krate).into_iter().map(Job::WireModels));
    }
    if krate.has_own_api() {
        jobs.push(Job::WireApis);
    }
    if !krate.apis.is_empty() {
        jobs.push(Job::Handles);
    }
    jobs.extend(krate.models.iter().map(|file| Job::Model(file)));
    jobs.extend(krate.headers.iter().flat_map(|file| [Job::Headers(file), Job::WireHeaders(file)]));
    jobs.extend(krate.apis.iter().flat_map(|file| [Job::Api(file), Job::Handle(file), Job::WireApi(file)]));
    jobs
}

impl Job<'_> {
    fn run(&self, krate: &Krate<'_>) -> File {
        let plan = krate.plan;
        match self {
            Job::Manifest => match krate.member {
                None => manifest::emit_manifest(plan),
                Some(member) => split_manifest::emit_member_manifest(plan, member),
            },
            Job::Readme => manifest::emit_readme(plan),
            Job::RuntimeManifest(name) => split_manifest::emit_runtime_manifest(&plan.package, name),
            Job::Root => source("src/lib.rs".to_owned(), root::emit_root(krate)),
            Job::Client => source("src/client.rs".to_owned(), client::emit_client(plan)),
            Job::Models => source("src/models/mod.rs".to_owned(), root::emit_models(krate)),
            Job::Model(file) => source(path("models", &file.module), structs::emit_model(plan, file)),
            Job::Apis => source("src/api/mod.rs".to_owned(), root::emit_apis(krate)),
            Job::Api(file) => source(path("api", &file.module), api::emit_api(plan, file)),
            Job::Headers(file) => source(path("api", &file.module), api::emit_header_file(plan, file)),
            Job::WireHeaders(file) => source(path("wire/api", &file.module), wire_api::emit_wire_headers(file)),
            Job::Handles => source("src/api/handles/mod.rs".to_owned(), root::emit_handles(krate)),
            Job::Handle(file) => source(path("api/handles", &file.module), handles::emit_handle(plan, file)),
            Job::Wire => source("src/wire/mod.rs".to_owned(), root::emit_wire(krate)),
            Job::WireModels(file) => source(file.path.clone(), wire_files::emit_wire_file(plan, file)),
            Job::WireApis => source("src/wire/api/mod.rs".to_owned(), root::emit_wire_apis(krate)),
            Job::WireApi(file) => source(path("wire/api", &file.module), wire_api::emit_wire_api(plan, file)),
        }
    }
}

fn source(path: String, file: SourceFile) -> File {
    File { path, text: format(file) }
}

/// The file of a module below one of the folders of the crate.
pub(crate) fn path(folder: &str, module: &str) -> String {
    format!("src/{folder}/{}.rs", bare(module))
}
