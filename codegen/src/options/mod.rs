//! What a user can choose: read from `oasmith.toml` or built by a build script.
//!
//! Takes nothing from the pipeline, gives one plain struct to all of it. Must not read files.

use std::path::PathBuf;

use crate::base::OrderedMap;

/// Everything that can be chosen. `Options::default()` is what the command does without flags.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The generated package.
    pub package: Package,
    /// Where the generated crate takes the runtime from.
    pub runtime: Runtime,
    /// Kinds of security schemes that the document uses without defining them, or defines wrongly; by name.
    pub security: OrderedMap<String, SecurityOption>,
}

/// The manifest of the generated crate.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Package {
    /// Its name; without it, one is made from the document's title.
    pub name: Option<String>,
    /// Its version; without it, `0.1.0` (a document's version is about the API, not about the crate).
    pub version: Option<String>,
}

/// Where the generated crate takes the runtime from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// Its source is written into the crate as a private module: the crate stands alone.
    #[default]
    Embed,
    /// A path dependency on the folder of the runtime crate.
    Path(PathBuf),
    /// A dependency from the registry.
    Registry,
}

/// How a credential travels, said by configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecurityOption {
    /// HTTP basic (RFC 7617).
    Basic,
    /// HTTP bearer (RFC 6750).
    Bearer,
    /// A key in a header of this name.
    Header(String),
    /// A key in a query parameter of this name.
    Query(String),
    /// A key in a cookie of this name.
    Cookie(String),
}
