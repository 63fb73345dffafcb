//! Lines and columns of nodes, found on demand.
use super::tree::{FileId, Tree};
use crate::base::NodeId;
use crate::diag::Target;

/// x
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// x
    pub file: FileId,
    /// x
    pub line: u32,
    /// x
    pub column: u32,
}

/// x
#[must_use]
pub fn positions(_tree: &Tree, _wanted: &[(NodeId, Target)]) -> Vec<Place> {
    Vec::new()
}
