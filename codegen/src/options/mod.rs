//! What a user can choose: read from `oasmith.toml` or built by a build script.
//!
//! Takes a text or nothing, gives one plain struct to all of the pipeline. Must not read files.

mod foreign;
mod limits;
mod package;
mod pagination;
mod pattern;
mod read;
mod selector;
pub(crate) mod table;

use std::path::PathBuf;

pub use limits::Limits;
pub use package::check_package_name;
pub use pagination::{ListRule, ListStyle, PaginationOptions, PagingOption};
pub use pattern::{Candidate, Glob, Pattern};
pub use selector::Selector;

use crate::base::OrderedMap;
use crate::diag::{Code, Diagnostic, Diagnostics, Position};

/// The name of the configuration file beside a document.
pub const FILE_NAME: &str = "oasmith.toml";

/// The name of the name lock beside a document, unless the configuration says another one.
pub const LOCK_NAME: &str = "oasmith.lock";

/// Everything that can be chosen. `Options::default()` is what the command does without flags.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The generated package.
    pub package: Package,
    /// Where the generated crate takes the runtime from.
    pub runtime: Runtime,
    /// What is generated around the sources.
    pub layout: Layout,
    /// Kinds of security schemes that the document uses without defining them, or defines wrongly; by name.
    pub security: OrderedMap<String, SecurityOption>,
    /// How the client behaves.
    pub client: ClientOptions,
    /// Lists that come in pages.
    pub pagination: PaginationOptions,
    /// The name lock.
    pub lock: Lock,
    /// How the document is read.
    pub source: SourceOptions,
    /// What a run may use.
    pub limits: Limits,
    /// Which part of the document is generated.
    pub select: Select,
    /// Which values are checked against the limits of the document.
    pub check: Check,
    /// Whether texts are matched against `pattern` where values are checked. Needs the feature `patterns` of the runtime.
    pub patterns: bool,
    /// What numbers are whose size or precision the document does not say.
    pub numbers: Numbers,
    /// Types of other crates in the place of generated ones: a `format`, or the pointer of a schema, with a Rust path.
    pub types: OrderedMap<String, String>,
    /// What the generated manifest depends on beside what it needs anyway: names with the right sides of their lines.
    pub dependencies: OrderedMap<String, String>,
    /// Findings that make the run fail.
    pub deny: Vec<Selector>,
    /// Findings that are not shown; what is denied is shown nevertheless.
    pub allow: Vec<Selector>,
    /// Where entries of `allow`, `select` and `security`, and `split`, stand in the file, by their names there.
    pub(crate) places: OrderedMap<String, Position>,
}

impl Options {
    /// Reads the text of an `oasmith.toml`; `file` is its name in messages.
    ///
    /// # Errors
    /// All that is wrong with it, each with line and column: text that is no TOML, unknown keys (with the key that was
    /// probably meant), values of a wrong type or out of range.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        read::read_options(file, text)
    }

    /// Settings that had nothing to do in a run: entries of `allow` that match no finding, and schemes of `security` that are not
    /// among those `in_use`.
    #[must_use]
    pub fn unused(&self, findings: &Diagnostics, in_use: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let idle = self.allow.iter().filter(|selector| !findings.iter().any(|finding| selector.matches(finding)));
        let idle = idle
            .map(|selector| (selector.to_string(), format!("`allow` names `{selector}`, but nothing of it was found")));
        let unknown = self.security.keys().filter(|name| !in_use(name)).map(|name| {
            let message = format!("the document has no security scheme `{}`", name.escape_debug());
            (format!("security.{name}"), message)
        });
        idle.chain(unknown).map(|(place, message)| self.idle(&place, message)).collect()
    }

    /// Whether there are several crates. A module of another crate cannot be.
    pub(crate) fn is_split(&self) -> bool {
        self.package.split && self.layout == Layout::Crate
    }

    /// Settings that cannot be had together.
    #[must_use]
    pub fn conflict(&self) -> Option<Diagnostic> {
        let written = match &self.layout {
            Layout::Crate => return None,
            Layout::Sources => "the sources of one crate are written, whose manifest is not",
            Layout::Module(_) => "a module of another crate is written",
        };
        let message = format!("`split` in `[package]` makes several crates, and here {written}");
        let help =
            "leave it out, or have `oasmith generate` write the crates and depend on the one in the output folder";
        self.package.split.then(|| self.about("package.split", Code::InvalidConfiguration, message).help(help))
    }

    /// A finding about a setting that has no effect.
    pub(crate) fn idle(&self, place: &str, message: String) -> Diagnostic {
        self.about(place, Code::UnusedSetting, message)
    }

    /// A finding about a setting, with its place if it was read from a file.
    fn about(&self, place: &str, code: Code, message: String) -> Diagnostic {
        let finding = Diagnostic::new(code, message);
        match self.places.get(place) {
            Some(position) => finding.position(position.clone()),
            None => finding,
        }
    }

    /// Whether this finding makes the run fail.
    #[must_use]
    pub fn denies(&self, finding: &Diagnostic) -> bool {
        self.deny.iter().any(|selector| selector.matches(finding))
    }

    /// Whether this finding is shown: unless it is allowed and neither fatal nor denied.
    #[must_use]
    pub fn shows(&self, finding: &Diagnostic) -> bool {
        finding.severity == crate::diag::Severity::Fatal
            || self.denies(finding)
            || !self.allow.iter().any(|selector| selector.matches(finding))
    }
}

/// The manifest of the generated crate.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Package {
    /// Its name; without it, one is made from the document's title.
    pub name: Option<String>,
    /// Its version; without it, `0.1.0` (a document's version is about the API, not about the crate).
    pub version: Option<String>,
    /// Whether each tag has a Cargo feature; without it, a crate of 100 operations and more has them.
    pub tag_features: Option<bool>,
    /// Whether it is made of several crates, which are compiled beside each other. Users depend on one of them, and name the same
    /// things as if it were the only one.
    pub split: bool,
    /// How much of it goes into each of these, in functions that the compiler has to check; for tests, whose documents are small.
    #[doc(hidden)]
    pub split_weight: Option<usize>,
}

/// Where the generated crate takes the runtime from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// Its source is written into the crate as a private module: the crate stands alone.
    #[default]
    Embed,
    /// A path dependency on the folder of the runtime crate, written into the manifest as it is here.
    Path(PathBuf),
    /// A dependency from the registry.
    Registry,
}

/// Which values are checked against the lengths, ranges and counts of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// None.
    Nothing,
    /// Bodies, before they are sent; their types can be checked on request.
    #[default]
    Requests,
    /// Like [`Check::Requests`], and the types of what is received can be checked on request.
    All,
}

/// What `integer` and `number` are in Rust where neither a format nor bounds say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// `i64` and `f64`. An integer beyond 64 bits is an error of the response; digits beyond double precision are rounded.
    #[default]
    Native,
    /// `Number`, which keeps every digit.
    Exact,
}

/// What is generated around the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A whole crate: manifest, README, `src/`.
    #[default]
    Crate,
    /// Only `src/`: manifest and README are written by hand.
    Sources,
    /// The content of `src/` with `mod.rs` in place of `lib.rs`: a module of a crate that is written by hand, also
    /// by `include!` from `OUT_DIR`. With the module's path below that crate's root: `api`, `clients::iam`,
    /// empty for the root itself.
    Module(String),
}

/// How a credential travels, said by configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecurityOption {
    /// HTTP basic (RFC 7617).
    Basic,
    /// HTTP bearer (RFC 6750).
    Bearer,
    /// HTTP with another scheme.
    Http(String),
    /// A key in a header of this name.
    Header(String),
    /// A key in a query parameter of this name.
    Query(String),
    /// A key in a cookie of this name.
    Cookie(String),
    /// OAuth 2.0, with the URL of the token endpoint if the client-credentials grant is to be offered.
    OAuth2(Option<String>),
    /// OpenID Connect: tokens, sent as HTTP bearer.
    OpenIdConnect,
    /// Mutual TLS.
    MutualTls,
}

/// How the client behaves where the document says nothing of it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ClientOptions {
    /// The header for idempotency keys, if the server knows one.
    pub idempotency_header: Option<String>,
    /// What the server's reset header holds; without it, that is told by the size of the number.
    pub rate_limit_reset: Option<RateLimitReset>,
}

/// What the header `RateLimit-Reset` or `X-RateLimit-Reset` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RateLimitReset {
    /// Seconds from now.
    Seconds,
    /// Seconds since the Unix epoch.
    Epoch,
    /// Milliseconds since the Unix epoch.
    EpochMillis,
}

/// The name lock: which Rust path each place of the document has.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Lock {
    /// Its file, relative to the configuration; without it, [`LOCK_NAME`] beside the document.
    pub file: Option<PathBuf>,
}

/// Which part of the document is generated. Names are given to the whole document, so that a selection renames nothing.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Select {
    /// If there are any: only what these are about, with all that it needs.
    pub include: Vec<Pattern>,
    /// What is left out, also of what is included.
    pub exclude: Vec<Pattern>,
}

impl Select {
    /// Whether it leaves anything to be decided.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// How the document is read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SourceOptions {
    /// Whether a `$ref` may lead to a file outside of the document's folder.
    pub allow_outside_root: bool,
}
