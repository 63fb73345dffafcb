//! `src/client.rs`: `Client` and `ClientBuilder`.
//!
//! Takes the planned client, gives its tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{docs, ident};
use crate::format::SourceFile;
use crate::plan::ir::{Client, Setter, SetterKind};

/// The client and its builder.
pub(super) fn emit_client(client: &Client) -> SourceFile {
    let mut out = SourceFile::spaced();
    out.group(vec![
        quote!(
            use std::time::Duration;
        ),
        quote!(
            use crate::rt;
        ),
    ]);
    let lines = docs(&client.docs);
    out.item(quote! {
        #lines
        #[derive(Clone, Debug)]
        pub struct Client { pub(crate) core: rt::Core }
    });
    out.item(emit_inherent(client));
    out.item(quote! {
        /// Makes a [`Client`].
        #[derive(Debug)]
        #[must_use]
        pub struct ClientBuilder { inner: rt::Builder }
    });
    let setters = client.setters.iter().map(emit_setter);
    let common = emit_common(client);
    out.item(quote!(impl ClientBuilder { #(#setters)* #common }));
    out
}

fn emit_inherent(client: &Client) -> TokenStream {
    let default = match client.default_server.as_deref() {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let servers = (client.servers.len() > 1).then(|| {
        let urls = client.servers.iter().map(|url| &**url);
        quote! {
            /// The servers that the description names; the first one is used unless another is chosen.
            pub const SERVERS: &'static [&'static str] = &[#(#urls),*];
        }
    });
    quote! {
        impl Client {
            #servers
            /// Starts a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder {
                    inner: rt::Builder::new(#default)
                        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))),
                }
            }

            /// Where requests go.
            pub fn base_url(&self) -> &str { self.core.base_url() }
        }
    }
}

fn emit_setter(setter: &Setter) -> TokenStream {
    let (lines, name, scheme) = (docs(&setter.docs), ident(&setter.ident), &*setter.scheme);
    match &setter.kind {
        SetterKind::Basic => quote! {
            #lines
            pub fn #name(mut self, user: impl Into<String>, password: impl Into<rt::Secret>) -> Self {
                self.inner = self.inner.basic(#scheme, user, password);
                self
            }
        },
        SetterKind::Bearer { provider } => {
            let (provider, doc) = (
                ident(provider),
                format!(" Like [`Self::{name}`], with a source that is asked for a token before each attempt."),
            );
            quote! {
                #lines
                pub fn #name(mut self, token: impl Into<rt::Secret>) -> Self {
                    self.inner = self.inner.bearer(#scheme, token);
                    self
                }

                #[doc = #doc]
                pub fn #provider(mut self, provider: impl rt::TokenProvider) -> Self {
                    self.inner = self.inner.token_provider(#scheme, provider);
                    self
                }
            }
        }
        SetterKind::ApiKey { place, name: key } => {
            let (place, key) = (ident(place), &**key);
            quote! {
                #lines
                pub fn #name(mut self, key: impl Into<rt::Secret>) -> Self {
                    self.inner = self.inner.api_key(#scheme, rt::In::#place, #key, key);
                    self
                }
            }
        }
        SetterKind::Any => quote! {
            #lines
            pub fn #name(mut self, credential: rt::Credential) -> Self {
                self.inner = self.inner.credential(#scheme, credential);
                self
            }
        },
    }
}

/// What every builder has.
fn emit_common(client: &Client) -> TokenStream {
    let server_docs = docs(&client.server_docs);
    quote! {
        #server_docs
        pub fn base_url(mut self, url: impl Into<String>) -> Self {
            self.inner = self.inner.base_url(url);
            self
        }

        /// How long a call may take, retries included.
        pub fn timeout(mut self, timeout: Duration) -> Self {
            self.inner = self.inner.timeout(timeout);
            self
        }

        /// How long one attempt of a call may take.
        pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
            self.inner = self.inner.attempt_timeout(timeout);
            self
        }

        /// Which failures are tried again, how often and after how long.
        pub fn retry(mut self, policy: rt::RetryPolicy) -> Self {
            self.inner = self.inner.retry(policy);
            self
        }

        /// The header `User-Agent`; name and version of this crate unless it is set.
        pub fn user_agent(mut self, text: impl Into<String>) -> Self {
            self.inner = self.inner.user_agent(text);
            self
        }

        /// A header that every request carries unless the call sets it.
        pub fn default_header(mut self, name: &str, value: impl Into<String>) -> Self {
            self.inner = self.inner.default_header(name, value);
            self
        }

        /// How many redirects a call follows.
        pub fn max_redirects(mut self, count: u32) -> Self {
            self.inner = self.inner.max_redirects(count);
            self
        }

        /// How large the body of a response may be.
        pub fn max_response_bytes(mut self, bytes: u64) -> Self {
            self.inner = self.inner.max_response_bytes(bytes);
            self
        }

        /// What sends the requests, in place of reqwest.
        pub fn transport(mut self, transport: impl rt::Transport) -> Self {
            self.inner = self.inner.transport(transport);
            self
        }

        /// What waits between attempts, in place of tokio.
        pub fn timer(mut self, timer: impl rt::Timer) -> Self {
            self.inner = self.inner.timer(timer);
            self
        }

        /// The client.
        ///
        /// # Errors
        /// A base URL, a header or a credential that cannot be used, or nothing to send requests with.
        pub fn build(self) -> Result<Client, rt::BuildError> { Ok(Client { core: self.inner.build()? }) }
    }
}
