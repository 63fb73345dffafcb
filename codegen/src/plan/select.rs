//! Which part of the document is generated.
//!
//! Takes the model and the patterns of the options, gives what is left out. Names were given to the whole document before, so that
//! a selection renames nothing. Must not decide how anything is generated.

use crate::base::{NodeId, Table};
use crate::diag::Diagnostics;
use crate::model::{Api, Operation, OperationId};
use crate::options::{Candidate, Options, Pattern, Select};

/// Why an operation that is left out is not generated.
pub(super) const NOT_SELECTED: &str = "not selected";

/// What is left out. By default, nothing.
#[derive(Debug, Default)]
pub struct Selection {
    excluded: Table<Operation, ()>,
    /// Where excluded operations are declared, sorted; those that could not be read, too.
    origins: Vec<NodeId>,
    /// Only what is reached from an included operation or schema is generated.
    only_included: bool,
    /// Those that are about schemas.
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
}

impl Selection {
    /// Whether an operation is generated.
    #[must_use]
    pub fn has(&self, operation: OperationId) -> bool {
        !self.excluded.contains(operation)
    }

    /// Whether nothing is left out.
    pub(super) fn is_everything(&self) -> bool {
        self.excluded.is_empty() && !self.only_included && self.exclude.is_empty()
    }

    /// Whether only what is asked for is generated.
    pub(super) fn is_narrow(&self) -> bool {
        self.only_included
    }

    /// Whether a schema of `components` is generated even if no operation reaches it.
    pub(super) fn keeps_schema(&self, name: &str) -> bool {
        let among = |patterns: &[Pattern]| patterns.iter().any(|one| one.matches_schema(name));
        (!self.only_included || among(&self.include)) && !among(&self.exclude)
    }

    /// Whether a place lies within an excluded operation. `path` are the nodes from the root to the place.
    #[must_use]
    pub fn excludes_place(&self, path: &[NodeId]) -> bool {
        path.iter().any(|node| self.origins.binary_search(node).is_ok())
    }
}

/// Applies the patterns to all operations, those that could not be read included; a pattern that is about nothing is told.
#[must_use]
pub fn select(api: &mut Api, options: &Options, diags: &mut Diagnostics) -> Selection {
    let mut selection = Selection::default();
    let (all, options) = (options, &options.select);
    if options.is_everything() {
        return selection;
    }
    let mut used = Used::new(options);
    for (id, operation) in api.operations.iter() {
        let candidate = Candidate {
            method: operation.method.as_str(),
            path: &operation.path,
            operation_id: operation.operation_id.as_deref(),
            tags: &operation.tags,
            deprecated: operation.deprecated,
        };
        if !used.is_wanted(candidate) {
            selection.excluded.insert(id, ());
            selection.origins.push(operation.origin);
        }
    }
    for skipped in &mut api.skipped {
        let candidate = Candidate {
            method: &skipped.method,
            path: &skipped.path,
            operation_id: skipped.operation_id.as_deref(),
            tags: &skipped.tags,
            deprecated: skipped.deprecated,
        };
        if !used.is_wanted(candidate) {
            selection.origins.push(skipped.origin);
            skipped.reason = NOT_SELECTED.to_owned();
        }
    }
    selection.origins.sort_unstable();
    used.try_schemas(api);
    used.tell(all, diags);
    let about_schemas =
        |patterns: &[Pattern]| patterns.iter().filter(|one| matches!(one, Pattern::Schema(_))).cloned().collect();
    selection.only_included = !options.include.is_empty();
    selection.include = about_schemas(&options.include);
    selection.exclude = about_schemas(&options.exclude);
    selection
}

/// Patterns, and which of them are about something.
struct Used<'a> {
    include: Vec<(&'a Pattern, bool)>,
    exclude: Vec<(&'a Pattern, bool)>,
}

impl<'a> Used<'a> {
    fn new(options: &'a Select) -> Self {
        let unused = |patterns: &'a [Pattern]| patterns.iter().map(|pattern| (pattern, false)).collect();
        Self { include: unused(&options.include), exclude: unused(&options.exclude) }
    }

    /// Asks every pattern, so that each that is about the operation counts as used.
    fn is_wanted(&mut self, candidate: Candidate<'_>) -> bool {
        let about = |patterns: &mut [(&Pattern, bool)]| {
            let mut any = false;
            for (pattern, used) in patterns {
                let matches = pattern.matches_operation(candidate);
                *used |= matches;
                any |= matches;
            }
            any
        };
        let included = about(&mut self.include) || self.include.is_empty();
        !about(&mut self.exclude) && included
    }

    fn try_schemas(&mut self, api: &Api) {
        for (pattern, used) in self.include.iter_mut().chain(&mut self.exclude) {
            *used |= api.components.iter().any(|(name, _)| pattern.matches_schema(name));
        }
    }

    fn tell(&self, options: &Options, diags: &mut Diagnostics) {
        for (key, patterns) in [("include", &self.include), ("exclude", &self.exclude)] {
            for (pattern, _) in patterns.iter().filter(|(_, used)| !used) {
                let message = format!("`{key}` has `{pattern}`, which is about nothing in the document");
                diags.push(options.idle(&pattern.to_string(), message));
            }
        }
    }
}
