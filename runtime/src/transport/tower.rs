//! The transport over a service of `tower`: any HTTP client that is one, or a server that runs in the same process.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tower_service::Service;

use crate::body::Body;
use crate::platform::{BoxError, BoxFuture, MaybeSend};
use crate::transport::{Transport, TransportError};

/// Sends requests with a service. Each request goes to a clone of it, which is asked first whether it is ready.
#[derive(Debug)]
pub struct TowerTransport<S> {
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// Takes the service.
    #[must_use]
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(service) }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + MaybeSend + 'static,
    S::Future: MaybeSend,
    S::Error: Into<BoxError>,
    B: http_body::Body + MaybeSend + 'static,
    B::Data: Into<Bytes>,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            // A service that is not ready has sent nothing.
            poll_fn(|context| service.poll_ready(context)).await.map_err(TransportError::connect)?;
            let response = service.call(request).await.map_err(TransportError::io)?;
            Ok(response.map(Body::from_http))
        })
    }
}
