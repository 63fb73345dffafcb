//! From the plan to the text of files, in parallel.
//!
//! Takes a [`Plan`], gives files. Must not decide anything: an `if` about OpenAPI in here means that the plan lacks a field.

mod api;
mod client;
mod enums;
mod handles;
mod manifest;
mod root;
mod scope;
mod structs;
mod tokens;
mod unions;
mod wire_api;
mod wire_files;
mod wire_models;

pub(crate) use wire_files::wire_path;

use crate::base::each;
use crate::format::{SourceFile, format};
use crate::names::bare;
use crate::plan::Plan;
use crate::plan::ir::{ApiFile, HeaderFile, ModelFile};
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
    let jobs = jobs(plan);
    let mut files = each(&jobs, |job| job.run(plan));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn jobs(plan: &Plan) -> Vec<Job<'_>> {
    let mut jobs = vec![Job::Root, Job::Client];
    if plan.package.manifest {
        jobs.extend([Job::Manifest, Job::Readme]);
    }
    if plan.root.has_models {
        jobs.push(Job::Models);
        jobs.extend(wire_files(plan).into_iter().map(Job::WireModels));
    }
    if plan.root.has_api {
        jobs.extend([Job::Apis, Job::Handles, Job::WireApis]);
    }
    if plan.root.has_models || plan.root.has_api {
        jobs.push(Job::Wire);
    }
    jobs.extend(plan.models.iter().map(Job::Model));
    jobs.extend(plan.headers.iter().flat_map(|file| [Job::Headers(file), Job::WireHeaders(file)]));
    jobs.extend(plan.apis.iter().flat_map(|file| [Job::Api(file), Job::Handle(file), Job::WireApi(file)]));
    jobs
}

impl Job<'_> {
    fn run(&self, plan: &Plan) -> File {
        match self {
            Job::Manifest => manifest::emit_manifest(&plan.package),
            Job::Readme => manifest::emit_readme(plan),
            Job::Root => source("src/lib.rs".to_owned(), root::emit_root(plan)),
            Job::Client => source("src/client.rs".to_owned(), client::emit_client(&plan.client)),
            Job::Models => source("src/models/mod.rs".to_owned(), root::emit_models(plan)),
            Job::Model(file) => source(path("models", &file.module), structs::emit_model(plan, file)),
            Job::Apis => source("src/api/mod.rs".to_owned(), root::emit_apis(plan)),
            Job::Api(file) => source(path("api", &file.module), api::emit_api(plan, file)),
            Job::Headers(file) => source(path("api", &file.module), api::emit_header_file(plan, file)),
            Job::WireHeaders(file) => source(path("wire/api", &file.module), wire_api::emit_wire_headers(file)),
            Job::Handles => source("src/api/handles/mod.rs".to_owned(), root::emit_handles(plan)),
            Job::Handle(file) => source(path("api/handles", &file.module), handles::emit_handle(plan, file)),
            Job::Wire => source("src/wire/mod.rs".to_owned(), root::emit_wire(plan)),
            Job::WireModels(file) => source(file.path.clone(), wire_files::emit_wire_file(plan, file)),
            Job::WireApis => source("src/wire/api/mod.rs".to_owned(), root::emit_wire_apis(plan)),
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
