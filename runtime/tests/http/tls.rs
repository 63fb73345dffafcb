//! TLS on loopback: roots of one's own, and client certificates.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;

use oasmith_runtime::{BuildError, Builder, RetryPolicy};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::server::{Server, say};
use crate::{GET, call};

/// Valid for a hundred years; the key of the root is gone.
const ROOT: &str = include_str!("certificates/root.pem");
const SERVER: (&str, &str) = (include_str!("certificates/server.pem"), include_str!("certificates/server.key"));
const CLIENT: (&str, &str) = (include_str!("certificates/client.pem"), include_str!("certificates/client.key"));

fn certificates(pem: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<_, _>>().unwrap()
}

/// A server for one request from somebody with a certificate of our root; gives who that was, as the certificate in DER.
fn start() -> (String, JoinHandle<Option<Vec<u8>>>) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates(ROOT));
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().unwrap();
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let key = PrivateKeyDer::from_pem_slice(SERVER.1.as_bytes()).unwrap();
    let config = config.with_client_cert_verifier(verifier).with_single_cert(certificates(SERVER.0), key).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let (socket, _) = listener.accept().unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), socket);
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if stream.read(&mut byte).ok()? == 0 {
                return None;
            }
            request.extend_from_slice(&byte);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n7").ok()?;
        stream.conn.send_close_notify();
        stream.flush().ok()?;
        stream.conn.peer_certificates().and_then(|chain| chain.first()).map(|first| first.to_vec())
    });
    (url, served)
}

fn client(url: &str) -> Builder {
    Builder::new(None).base_url(url).retry(RetryPolicy::none())
}

#[tokio::test]
async fn a_client_certificate_is_shown_to_a_server_of_ones_own_root() {
    let (url, served) = start();
    let builder = client(&url).root_certificates(ROOT).client_certificate(CLIENT.0, CLIENT.1);
    assert_eq!(*call(builder, &GET).await.unwrap(), 7);
    assert_eq!(served.join().unwrap().as_deref(), certificates(CLIENT.0).first().map(AsRef::as_ref));
}

#[tokio::test]
async fn without_its_root_a_server_and_without_its_certificate_a_client_is_not_trusted() {
    let (url, served) = start();
    let error = call(client(&url).client_certificate(CLIENT.0, CLIENT.1), &GET).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(served.join().unwrap(), None);
    let (url, served) = start();
    // TLS 1.3 lets the server say so after the handshake only, so the request is on its way already.
    let error = call(client(&url).root_certificates(ROOT), &GET).await.unwrap_err();
    assert!(matches!(error, oasmith_runtime::Error::Transport(_)), "{error:?}");
    assert_eq!(served.join().unwrap(), None);
}

#[tokio::test]
async fn certificates_that_are_none_are_told_when_the_client_is_made() {
    let none = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    for builder in [
        client("https://h").root_certificates(none),
        client("https://h").client_certificate(none, CLIENT.1),
        client("https://h").client_certificate(CLIENT.0, "no key"),
        client("https://h").client_certificate(CLIENT.0, SERVER.1),
    ] {
        assert!(matches!(builder.build(), Err(BuildError::Transport(_))));
    }
    let server = Server::start(vec![say("200 OK", &[], "1")]).await;
    let own = oasmith_runtime::ReqwestTransport::new().unwrap();
    let builder = client(&server.url).root_certificates(ROOT).transport(own);
    assert!(matches!(builder.build(), Err(BuildError::Certificate)));
}
