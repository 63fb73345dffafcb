//! Checks of operations, security, servers and tags.
//!
//! Gives one row for each: id, level on the wire, who sends it, area, what was done, and the ids of the same change the other way round.

use super::{is, row, waived};
use crate::diff::check::Action::*;
use crate::diff::check::Area::*;
use crate::diff::check::Check;
use crate::diff::check::Direction::*;
use crate::diff::check::Level::*;

/// The rows, by id.
#[rustfmt::skip] // one row a line
pub(super) const TABLE: &[Check] = &[
    row("api-deprecated-sunset-missing", Error, Both, Endpoints, Change, is(&["endpoint-reactivated"])),
    row("api-deprecated-sunset-parse", Error, Both, Endpoints, Change, waived("a date that cannot be read is told wherever it stands")),
    row("api-global-security-added", Info, Both, Endpoints, Add, is(&["api-global-security-removed"])),
    row("api-global-security-removed", Info, Both, Endpoints, Remove, is(&["api-global-security-added"])),
    row("api-global-security-scope-added", Info, Both, Endpoints, Add, is(&["api-global-security-scope-removed"])),
    row("api-global-security-scope-removed", Info, Both, Endpoints, Remove, is(&["api-global-security-scope-added"])),
    row("api-invalid-stability-level", Error, Both, Endpoints, Change, waived("a level that is none is told wherever it stands")),
    row("api-operation-id-added", Info, Both, Endpoints, Add, is(&["api-operation-id-removed"])),
    row("api-operation-id-removed", Info, Both, Endpoints, Remove, is(&["api-operation-id-added", "api-operation-id-removed"])),
    row("api-path-removed-before-sunset", Error, Both, Endpoints, Remove, is(&["endpoint-added"])),
    row("api-path-removed-with-deprecation", Info, Both, Endpoints, Remove, is(&["endpoint-added"])),
    row("api-path-removed-without-deprecation", Error, Both, Endpoints, Remove, is(&["endpoint-added"])),
    row("api-path-sunset-parse", Error, Both, Endpoints, Change, waived("a date that cannot be read is told wherever it stands")),
    row("api-removed-before-sunset", Error, Both, Endpoints, Remove, is(&["endpoint-added"])),
    row("api-removed-with-deprecation", Info, Both, Endpoints, Remove, is(&["endpoint-added"])),
    row("api-removed-without-deprecation", Error, Both, Endpoints, Remove, is(&["endpoint-added"])),
    row("api-schema-added", Info, Both, Document, Add, is(&["api-schema-removed"])),
    row("api-schema-removed", Info, Both, Document, Remove, is(&["api-schema-added"])),
    row("api-security-added", Info, Both, Security, Add, is(&["api-security-removed"])),
    row("api-security-component-added", Info, Both, Security, Add, is(&["api-security-component-removed"])),
    row("api-security-component-bearer-format-changed", Info, Both, Security, Change, is(&["api-security-component-bearer-format-changed"])),
    row("api-security-component-location-changed", Error, Both, Security, Change, is(&["api-security-component-location-changed"])),
    row("api-security-component-name-changed", Error, Both, Security, Change, is(&["api-security-component-name-changed"])),
    row("api-security-component-oauth-flow-added", Info, Both, Security, Add, is(&["api-security-component-oauth-flow-removed"])),
    row("api-security-component-oauth-flow-removed", Error, Both, Security, Remove, is(&["api-security-component-oauth-flow-added"])),
    row("api-security-component-oauth-refresh-url-changed", Info, Both, Security, Change, is(&["api-security-component-oauth-refresh-url-changed"])),
    row("api-security-component-oauth-scope-added", Info, Both, Security, Add, is(&["api-security-component-oauth-scope-removed"])),
    row("api-security-component-oauth-scope-changed", Info, Both, Security, Change, is(&["api-security-component-oauth-scope-changed"])),
    row("api-security-component-oauth-scope-removed", Info, Both, Security, Remove, is(&["api-security-component-oauth-scope-added"])),
    row("api-security-component-oauth-token-url-changed", Info, Both, Security, Change, is(&["api-security-component-oauth-token-url-changed"])),
    row("api-security-component-oauth-url-changed", Info, Both, Security, Change, is(&["api-security-component-oauth-url-changed"])),
    row("api-security-component-open-id-url-changed", Error, Both, Security, Change, is(&["api-security-component-open-id-url-changed"])),
    row("api-security-component-removed", Info, Both, Security, Remove, is(&["api-security-component-added"])),
    row("api-security-component-scheme-changed", Error, Both, Security, Change, is(&["api-security-component-scheme-changed"])),
    row("api-security-component-type-changed", Info, Both, Security, Change, is(&["api-security-component-type-changed"])),
    row("api-security-removed", Info, Both, Security, Remove, is(&["api-security-added"])),
    row("api-security-scope-added", Info, Both, Security, Add, is(&["api-security-scope-removed"])),
    row("api-security-scope-removed", Info, Both, Security, Remove, is(&["api-security-scope-added"])),
    row("api-server-added", Info, Both, Document, Add, is(&["api-server-removed"])),
    row("api-server-removed", Warning, Both, Document, Remove, is(&["api-server-added"])),
    row("api-server-variable-added", Warning, Both, Document, Add, is(&["api-server-variable-removed"])),
    row("api-server-variable-default-changed", Warning, Both, Document, Change, is(&["api-server-variable-default-changed"])),
    row("api-server-variable-removed", Warning, Both, Document, Remove, is(&["api-server-variable-added"])),
    row("api-server-variable-value-added", Info, Both, Document, Add, is(&["api-server-variable-value-removed"])),
    row("api-server-variable-value-removed", Warning, Both, Document, Remove, is(&["api-server-variable-value-added"])),
    row("api-stability-decreased", Error, Both, Endpoints, Change, is(&["api-stability-increased"])),
    row("api-stability-increased", Info, Both, Endpoints, Change, is(&["api-stability-decreased"])),
    row("api-sunset-added", Info, Both, Endpoints, Add, is(&["sunset-deleted"])),
    row("api-sunset-date-changed", Info, Both, Endpoints, Change, is(&["api-sunset-date-changed", "api-sunset-date-changed-too-small"])),
    row("api-sunset-date-changed-too-small", Error, Both, Endpoints, Change, is(&["api-sunset-date-changed"])),
    row("api-sunset-date-too-small", Error, Both, Endpoints, Change, is(&["endpoint-reactivated"])),
    row("api-tag-added", Info, Both, Document, Add, is(&["api-tag-removed"])),
    row("api-tag-removed", Info, Both, Document, Remove, is(&["api-tag-added"])),
    row("callback-added", Info, Both, Endpoints, Add, is(&["callback-removed"])),
    row("callback-removed", Error, Both, Endpoints, Remove, is(&["callback-added"])),
    row("endpoint-added", Info, Both, Endpoints, Add, is(&["api-path-removed-without-deprecation", "api-path-removed-with-deprecation", "api-path-removed-before-sunset", "api-removed-without-deprecation", "api-removed-with-deprecation", "api-removed-before-sunset"])),
    row("endpoint-deprecated", Info, Both, Endpoints, Change, is(&["endpoint-reactivated"])),
    row("endpoint-deprecated-with-sunset", Info, Both, Endpoints, Change, is(&["endpoint-reactivated"])),
    row("endpoint-reactivated", Info, Both, Endpoints, Change, is(&["endpoint-deprecated", "endpoint-deprecated-with-sunset", "api-deprecated-sunset-missing", "api-sunset-date-too-small", "api-deprecated-sunset-parse"])),
    row("sunset-deleted", Error, Both, Endpoints, Remove, is(&["api-sunset-added"])),
    row("webhook-added", Info, Both, Endpoints, Add, is(&["webhook-removed"])),
    row("webhook-removed", Error, Both, Endpoints, Remove, is(&["webhook-added"])),
];
