//! What cargo tells a build script.
//!
//! Takes environment variables, gives what follows from them. Must be the only place of the library that reads them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

/// What cargo tells a build script.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment {
    /// `CI`
    pub(super) ci: Option<OsString>,
    /// `OUT_DIR`
    pub(super) out_dir: Option<PathBuf>,
}

impl Environment {
    pub(super) fn read() -> Self {
        Self { ci: env::var_os("CI"), out_dir: env::var_os("OUT_DIR").map(PathBuf::from) }
    }

    /// Whether committed files are only compared: `CI` is set, and neither empty nor `0` nor `false`.
    pub(super) fn is_ci(&self) -> bool {
        self.ci.as_ref().is_some_and(|value| !value.is_empty() && value != "0" && !value.eq_ignore_ascii_case("false"))
    }

    /// When cargo started this script, by the file that it compares its outputs with. A file with this time counts as older
    /// than the run, so that cargo does not run the script once more for what the script itself wrote.
    pub(super) fn started(&self) -> Option<SystemTime> {
        let stamp = self.out_dir.as_ref()?.parent()?.join("invoked.timestamp");
        fs::metadata(stamp).and_then(|found| found.modified()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ci_is_on_unless_it_says_no() {
        let is_ci = |value: &str| Environment { ci: Some(value.into()), out_dir: None }.is_ci();
        assert!(is_ci("true") && is_ci("1") && is_ci("yes") && is_ci("woodpecker"));
        assert!(!is_ci("") && !is_ci("0") && !is_ci("false") && !is_ci("False"));
        assert!(!Environment::default().is_ci());
    }
}
