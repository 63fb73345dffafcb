//! `src/client.rs`: `Client` and `ClientBuilder`.
//!
//! Takes the planned client, gives its tokens.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::tokens::ident;
use crate::format::{SourceFile, docs};
use crate::plan::Plan;
use crate::plan::ir::{Client, Setter, SetterKind};

/// The client and its builder.
pub(super) fn emit_client(plan: &Plan) -> SourceFile {
    let client = &plan.client;
    let mut out = SourceFile::spaced();
    out.group(vec![quote!(
        use crate::rt;
    )]);
    let lines = docs(&client.docs);
    // Where traits are in other crates, so are the calls that need it.
    let visible = if plan.split.is_some() { quote!(#[doc(hidden)] pub) } else { quote!(pub(crate)) };
    out.item(quote! {
        #lines
        #[derive(Clone, Debug)]
        pub struct Client { #visible core: rt::Core }
    });
    out.item(emit_inherent(plan));
    out.item(quote! {
        /// Makes a [`Client`].
        #[derive(Debug)]
        #[must_use]
        pub struct ClientBuilder { inner: rt::Builder }
    });
    let setters = client.setters.iter().map(emit_setter);
    let server = emit_server(client);
    out.item(quote!(impl ClientBuilder { #(#setters)* #server }));
    out.item(quote!(rt::setters!(ClientBuilder -> Client);));
    out
}

fn emit_inherent(plan: &Plan) -> TokenStream {
    let client = &plan.client;
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
    let idempotency = client.idempotency_header.as_deref().map(|name| quote!(.idempotency_header(#name)));
    let reset = client.rate_limit_reset.map(|reset| {
        let reset = ident(reset);
        quote!(.rate_limiter(rt::RateLimiter::new().reset(rt::RateLimitReset::#reset)))
    });
    let all = client.authenticate_all.then(|| quote!(.authenticate_all()));
    // What calls is the crate that users know.
    let name = match &plan.split {
        None => quote!(env!("CARGO_PKG_NAME")),
        Some(_) => plan.package.name.to_token_stream(),
    };
    quote! {
        impl Client {
            #servers
            /// Starts a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder {
                    inner: rt::Builder::new(#default)
                        .user_agent(concat!(#name, "/", env!("CARGO_PKG_VERSION")))
                        #idempotency #reset #all,
                }
            }

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
        SetterKind::Bearer { provider, client } => {
            let (provider, doc) = (
                ident(provider),
                format!(" Like [`Self::{name}`], with a source of tokens, which are kept as long as they are valid."),
            );
            let client = client.iter().map(|(client, url)| {
                let (client, url) = (ident(client), &**url);
                let doc = format!(" Like [`Self::{name}`], with tokens from `{url}` for the client itself (OAuth 2.0, client credentials).");
                quote! {
                    #[doc = #doc]
                    pub fn #client(self, id: impl Into<String>, secret: impl Into<rt::Secret>) -> Self {
                        self.#provider(rt::OAuth2::client_credentials(#url, id, secret))
                    }
                }
            });
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

                #(#client)*
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
        SetterKind::Authorization { scheme: word } => {
            let word = &**word;
            quote! {
                #lines
                pub fn #name(mut self, value: impl Into<rt::Secret>) -> Self {
                    self.inner = self.inner.authorization(#scheme, #word, value);
                    self
                }
            }
        }
        SetterKind::Certificate => quote! {
            #lines
            pub fn #name(mut self, certificates: impl Into<String>, key: impl Into<rt::Secret>) -> Self {
                self.inner = self.inner.client_certificate(certificates, key);
                self
            }
        },
        SetterKind::Any => quote! {
            #lines
            pub fn #name(mut self, credential: rt::Credential) -> Self {
                self.inner = self.inner.credential(#scheme, credential);
                self
            }
        },
    }
}

/// Where the API is.
fn emit_server(client: &Client) -> TokenStream {
    let server_docs = docs(&client.server_docs);
    quote! {
        #server_docs
        pub fn base_url(mut self, url: impl Into<String>) -> Self {
            self.inner = self.inner.base_url(url);
            self
        }
    }
}
