//! The transport over `reqwest`.
//!
//! Takes a request, gives a response whose body comes in pieces. Redirects and cookies of reqwest stay off. Its
//! retries stay at their default: they are for what HTTP/2 itself reports as not processed, and nothing else.

use std::error::Error as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io};

use reqwest::Url;

use crate::auth::Secret;
use crate::body::Body;
use crate::platform::{BoxError, BoxFuture};
use crate::transport::{Identity, Tls, Transport, TransportError};

/// Sends requests with a [`reqwest::Client`]. Clones share its connections.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    origins: Arc<Origins>,
}

impl ReqwestTransport {
    /// With the settings that this crate needs: no redirects, 10 seconds to connect, TLS with the roots of the platform.
    ///
    /// # Errors
    /// What stands against it, such as a platform without root certificates.
    pub fn new() -> Result<Self, BoxError> {
        Self::with_tls(Tls::default())
    }

    /// The same, with a client certificate for mutual TLS: in PEM, as [`Builder::client_certificate`](crate::Builder) takes it.
    ///
    /// # Errors
    /// What stands against it, such as a text that is no certificate, or a key that does not belong to it.
    pub fn with_certificate(certificates: impl Into<String>, key: impl Into<Secret>) -> Result<Self, BoxError> {
        let identity = Identity { certificates: certificates.into(), key: key.into() };
        Self::with_tls(Tls { identity: Some(identity), ..Tls::default() })
    }

    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn with_tls(tls: Tls) -> Result<Self, BoxError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(std::time::Duration::from_secs(10))
            .tls_backend_preconfigured(configure(tls)?)
            .build()?;
        Ok(Self::with_client(client))
    }

    #[cfg(target_family = "wasm")]
    pub(crate) fn with_tls(tls: Tls) -> Result<Self, BoxError> {
        if !tls.is_default() {
            return Err("the browser chooses certificates".into());
        }
        Ok(Self::with_client(reqwest::Client::builder().build()?))
    }

    /// With a client of your own (proxies, client certificates, other roots). Build it with
    /// `redirect(Policy::none())`: a client that follows redirects by itself knows nothing of API keys in headers.
    #[must_use]
    pub fn with_client(client: reqwest::Client) -> Self {
        Self { client, origins: Arc::default() }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let url = self.origins.url(&parts.uri)?;
            let mut request = reqwest::Request::new(parts.method, url);
            *request.headers_mut() = parts.headers;
            #[cfg(not(target_family = "wasm"))]
            let body = to_reqwest(body);
            // Browsers take bytes only.
            #[cfg(target_family = "wasm")]
            let body = Some(body.bytes().await?.into());
            *request.body_mut() = body;
            let mut response = self.client.execute(request).await.map_err(|error| failed(error, true))?;
            let mut answer = http::Response::new(Body::empty());
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            #[cfg(not(target_family = "wasm"))]
            let body = from_reqwest(response);
            #[cfg(all(feature = "gzip", not(target_family = "wasm")))]
            let body = super::coding::decoded(answer.headers_mut(), body);
            #[cfg(target_family = "wasm")]
            let body = response.bytes().await.map_err(|error| failed(error, false))?.into();
            *answer.body_mut() = body;
            Ok(answer)
        })
    }
}

/// The last origin that was called: scheme, authority, and the URL of its root. A client calls one server nearly always, and most of
/// what it costs to parse a URL is for the host.
#[derive(Default)]
struct Origins(Mutex<Option<(String, String, Url)>>);

impl Origins {
    fn url(&self, uri: &http::Uri) -> Result<Url, TransportError> {
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", http::uri::Authority::as_str);
        let mut url = self.root(scheme, authority)?;
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }

    fn root(&self, scheme: &str, authority: &str) -> Result<Url, TransportError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((known, host, root)) if known == scheme && host == authority => Ok(root.clone()),
            _ => {
                let root = Url::parse(&format!("{scheme}://{authority}/")).map_err(TransportError::connect)?;
                *last = Some((scheme.to_owned(), authority.to_owned(), root.clone()));
                Ok(root)
            }
        }
    }
}

/// Without the authority, which may hold a password.
impl fmt::Debug for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Origins(..)")
    }
}

/// TLS 1.2 and 1.3 by the provider that the program has installed, else by ring; nothing global is touched.
#[cfg(not(target_family = "wasm"))]
fn configure(tls: Tls) -> Result<rustls::ClientConfig, BoxError> {
    use rustls::crypto::{CryptoProvider, ring};
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    use rustls_platform_verifier::Verifier;
    let provider =
        CryptoProvider::get_default().cloned().unwrap_or_else(|| std::sync::Arc::new(ring::default_provider()));
    let config = rustls::ClientConfig::builder_with_provider(std::sync::Arc::clone(&provider));
    let config = config.with_safe_default_protocol_versions()?;
    let verifier = match tls.roots.as_slice() {
        [] => Verifier::new(provider)?,
        pems => {
            let roots = pems.iter().flat_map(|pem| CertificateDer::pem_slice_iter(pem.as_bytes()));
            let roots = roots.collect::<Result<Vec<_>, _>>().map_err(|_| "the root certificates are no PEM")?;
            Verifier::new_with_extra_roots(roots, provider)?
        }
    };
    let config = config.dangerous().with_custom_certificate_verifier(std::sync::Arc::new(verifier));
    let mut config = match tls.identity {
        None => config.with_no_client_auth(),
        Some(Identity { certificates, key }) => {
            let chain = CertificateDer::pem_slice_iter(certificates.as_bytes()).collect::<Result<Vec<_>, _>>();
            let chain = chain.map_err(|_| "the client certificate is no PEM")?;
            let key = PrivateKeyDer::from_pem_slice(key.expose().as_bytes());
            let key = key.map_err(|_| "the key of the client certificate is no private key in PEM")?;
            config.with_client_auth_cert(chain, key)?
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// The error without the URL, whose query may hold secrets.
fn failed(error: reqwest::Error, sending: bool) -> TransportError {
    let error = error.without_url();
    #[cfg(not(target_family = "wasm"))]
    let connecting = error.is_connect();
    #[cfg(target_family = "wasm")]
    let connecting = false;
    if connecting || error.is_builder() {
        TransportError::connect(error)
    } else if sending {
        TransportError::io(error)
    } else if is_coding(&error) {
        TransportError::coding(error)
    } else {
        TransportError::body(error)
    }
}

/// Whether a body cannot be decompressed: what does that fails with an `io::Error` of its own, below those of reqwest. One that misses
/// its end is a connection that broke.
fn is_coding(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause.filter(|cause| cause.is::<reqwest::Error>()) {
        cause = inner.source();
    }
    cause
        .and_then(|cause| cause.downcast_ref::<io::Error>())
        .is_some_and(|error| error.kind() != io::ErrorKind::UnexpectedEof)
}

/// Bytes go as bytes, so that reqwest can send them again where HTTP/2 says that nothing was done.
#[cfg(not(target_family = "wasm"))]
fn to_reqwest(body: Body) -> Option<reqwest::Body> {
    if body.is_empty() {
        return None;
    }
    Some(match body.into_whole() {
        Ok(bytes) => bytes.into(),
        Err(stream) => reqwest::Body::wrap(stream),
    })
}

#[cfg(not(target_family = "wasm"))]
fn from_reqwest(response: reqwest::Response) -> Body {
    use http_body::Body as _;
    let body = reqwest::Body::from(response);
    let left = body.size_hint().exact();
    Body::received(Box::pin(answer::Answer(body)), left)
}

#[cfg(not(target_family = "wasm"))]
mod answer {
    use std::pin::Pin;
    use std::task::{Context, Poll, ready};

    use bytes::Bytes;
    use futures_core::Stream;
    use http_body::Body as _;

    use crate::transport::TransportError;

    /// The body of a response, with errors that name no URL. Trailers are left out.
    pub(super) struct Answer(pub(super) reqwest::Body);

    impl Stream for Answer {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            loop {
                match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                    None => return Poll::Ready(None),
                    Some(Err(error)) => return Poll::Ready(Some(Err(super::failed(error, false)))),
                    Some(Ok(frame)) => {
                        if let Ok(data) = frame.into_data() {
                            return Poll::Ready(Some(Ok(data)));
                        }
                    }
                }
            }
        }
    }
}
