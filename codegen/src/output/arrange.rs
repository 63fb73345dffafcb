//! What is generated around the sources.
//!
//! Takes the files of a whole crate, gives those that the options ask for. Must not change what the sources say.

use crate::options::{Layout, Options, Runtime};

use super::GeneratedFile;
use super::embed::{embed_runtime, into_module, runtime_crate};
use crate::emit::RUNTIME_FOLDER;

/// Adds the runtime when it is to be embedded, leaves out what is written by hand, and moves paths when the output is a module
/// of a crate. In the order of the paths. `runtime` is the source of the runtime: each file's path below `src`, and its text.
#[must_use]
pub fn arrange(mut files: Vec<GeneratedFile>, options: &Options, runtime: &[(&str, &str)]) -> Vec<GeneratedFile> {
    match (&options.runtime, options.is_split()) {
        (Runtime::Embed, false) => files.extend(embed_runtime(runtime)),
        (Runtime::Embed, true) => files.extend(runtime_crate(runtime, RUNTIME_FOLDER)),
        _ => {}
    }
    match &options.layout {
        Layout::Crate => {}
        Layout::Sources => files.retain(|file| file.path.starts_with("src/")),
        Layout::Module(module) => files = into_module(files, module),
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(runtime: Runtime, layout: Layout) -> Vec<String> {
        let files = ["README.md", "Cargo.toml", "src/lib.rs"].map(|path| GeneratedFile::new(path, ""));
        let options = Options { runtime, layout, ..Options::default() };
        let sources = [("lib.rs", "#[cfg(test)]\nmod tests;\nmod json;\n"), ("json.rs", ""), ("tests.rs", "")];
        arrange(files.into(), &options, &sources).into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn layouts_differ_in_what_they_leave_to_the_user() {
        assert_eq!(paths(Runtime::Registry, Layout::Crate), ["Cargo.toml", "README.md", "src/lib.rs"]);
        assert_eq!(paths(Runtime::Registry, Layout::Sources), ["src/lib.rs"]);
        assert_eq!(paths(Runtime::Registry, Layout::Module("api".into())), ["mod.rs"]);
    }

    #[test]
    fn the_runtime_is_embedded_on_demand() {
        assert_eq!(paths(Runtime::Embed, Layout::Sources), ["src/lib.rs", "src/runtime/json.rs", "src/runtime/mod.rs"]);
        assert_eq!(paths(Runtime::Embed, Layout::Module("a".into())), ["mod.rs", "runtime/json.rs", "runtime/mod.rs"]);
    }
}
