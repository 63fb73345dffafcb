//! Spans of `tracing` around attempts, with the attributes of OpenTelemetry's conventions for HTTP clients.
//!
//! Takes what is known of an attempt, gives a span; without the feature `tracing` all of it is nothing. No value of a parameter, a
//! header or a body may get into a span: the URL is told by its template.

use std::future::Future;

use crate::error::{Context, Failure};
use crate::response::RawResponse;

/// The span of one attempt.
#[cfg(feature = "tracing")]
pub(crate) struct Span(tracing::Span);

/// The span of one attempt.
#[cfg(not(feature = "tracing"))]
pub(crate) struct Span;

#[cfg(feature = "tracing")]
impl Span {
    pub(crate) fn new(context: &Context, url: &str) -> Self {
        use tracing::field::Empty;
        let operation = context.operation;
        let url = url.parse::<http::Uri>().unwrap_or_default();
        let resends = (context.attempts > 1).then(|| context.attempts - 1);
        let port = url.port_u16().or_else(|| url.scheme_str().map(|scheme| if scheme == "http" { 80 } else { 443 }));
        Self(tracing::info_span!(
            "request",
            otel.kind = "client",
            otel.name = format_args!("{} {}", operation.method(), operation.path),
            http.request.method = operation.method().as_str(),
            http.request.resend_count = resends,
            http.response.status_code = Empty,
            url.template = operation.path,
            url.scheme = url.scheme_str(),
            server.address = url.host(),
            server.port = port,
            error.r#type = Empty,
            rpc.method = operation.id,
        ))
    }

    pub(crate) fn around<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(attempt, self.0.clone())
    }

    pub(crate) fn end(&self, outcome: &Result<RawResponse, Failure>) {
        match outcome {
            Ok(response) => {
                self.0.record("http.response.status_code", response.code());
                if response.code() >= 400 {
                    self.0.record("error.type", response.status().as_str());
                }
            }
            Err(failure) => drop(self.0.record("error.type", kind(failure))),
        }
    }
}

/// A word for each kind of failure, few enough for metrics.
#[cfg(feature = "tracing")]
fn kind(failure: &Failure) -> &'static str {
    use crate::transport::TransportErrorKind;
    match failure {
        Failure::Request(_) => "request",
        Failure::Credential(_) => "credential",
        Failure::Timeout(_) => "timeout",
        Failure::Transport(error) => match error.kind() {
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Io | TransportErrorKind::Body => "connection",
            TransportErrorKind::Silent => "timeout",
            TransportErrorKind::TooLarge | TransportErrorKind::Headers => "too_large",
            TransportErrorKind::Redirects => "redirects",
            TransportErrorKind::Coding => "content coding",
        },
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) const fn new(_: &Context, _: &str) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "the other one has something to say")]
    pub(crate) fn around<F: Future>(&self, attempt: F) -> F {
        attempt
    }

    #[expect(clippy::unused_self, reason = "the other one has something to say")]
    pub(crate) const fn end(&self, _: &Result<RawResponse, Failure>) {}
}
