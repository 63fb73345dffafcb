//! The seam for what every request of a client should go through: other headers, signatures, metrics, logs.
//!
//! A hook stands above the credentials (it does not see them) or below them (it sees what is sent). It must not send anything
//! through the client that it belongs to.

use std::fmt;
use std::future::ready;
use std::sync::Arc;

use http::{Request, response};

use crate::body::Body;
use crate::operation::Operation;
use crate::platform::{ApiBase, BoxError, BoxFuture};

/// Looks at each request before it is sent, and at each response when its headers have come: once per attempt, and for each
/// redirect. Both methods do nothing by default.
pub trait Hook: ApiBase + 'static {
    /// Can change the request, whose URI is absolute, or refuse it: the call then ends in
    /// [`RequestErrorKind::Hook`](crate::RequestErrorKind::Hook).
    fn on_request<'a>(
        &'a self,
        operation: &'a Operation,
        request: &'a mut Request<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let _ = (operation, request);
        Box::pin(ready(Ok(())))
    }

    /// Can change status and headers before anybody else sees them.
    fn on_response(&self, operation: &Operation, response: &mut response::Parts) {
        let _ = (operation, response);
    }
}

/// The hooks of a client, in the order in which they were given.
#[derive(Clone, Default)]
pub(crate) struct Hooks(Vec<Arc<dyn Hook>>);

impl Hooks {
    pub(crate) fn push(&mut self, hook: impl Hook) {
        self.0.push(Arc::new(hook));
    }

    pub(crate) async fn on_request(&self, operation: &Operation, request: &mut Request<Body>) -> Result<(), BoxError> {
        for hook in &self.0 {
            hook.on_request(operation, request).await?;
        }
        Ok(())
    }

    /// In the opposite order: the hook that saw the request last sees the response first.
    pub(crate) fn on_response(&self, operation: &Operation, response: &mut response::Parts) {
        for hook in self.0.iter().rev() {
            hook.on_response(operation, response);
        }
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} hooks", self.0.len())
    }
}
