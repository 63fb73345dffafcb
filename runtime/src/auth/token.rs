//! Bearer tokens: where they come from, how long they live, and that they are fetched once for all calls.
//!
//! Takes a provider, gives a token that is valid now. A call that is dropped while it fetches hands the work on to the next
//! one. No secret may reach `Debug` or an error.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::auth::Secret;
use crate::platform::{ApiBase, BoxError, BoxFuture, MaybeSend};
use crate::timer::Timer;
use crate::transport::Transport;

/// A bearer token, and how long it can be used.
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    secret: Secret,
    life: Life,
}

#[derive(Clone, Copy, Debug)]
enum Life {
    /// For one attempt: the provider is asked before each.
    Once,
    /// From when it was fetched.
    For(Duration),
    UntilRefused,
}

impl Token {
    /// A token that is used until a server refuses it (status 401).
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), life: Life::UntilRefused }
    }

    /// How long it is valid from now on. A new one is fetched a little earlier: when a tenth of the time is left, at most a
    /// minute before the end.
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.life = Life::For(time);
        self
    }
}

/// A token for one attempt: the provider does its own keeping, and is asked before each attempt.
impl From<Secret> for Token {
    fn from(secret: Secret) -> Self {
        Self { secret, life: Life::Once }
    }
}

/// What a provider can fetch tokens with: the transport and the clock of the client that asks.
#[derive(Clone, Copy)]
pub struct TokenContext<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) timer: Option<&'a dyn Timer>,
}

impl<'a> TokenContext<'a> {
    /// What the client sends its requests with. It adds no credentials and follows no redirects.
    #[must_use]
    pub fn transport(&self) -> &'a dyn Transport {
        self.transport
    }

    fn now(&self) -> Option<Duration> {
        self.timer.map(Timer::now)
    }
}

impl fmt::Debug for TokenContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenContext(..)")
    }
}

/// A source of bearer tokens, such as an OAuth 2.0 token endpoint ([`OAuth2`](crate::OAuth2) is one).
///
/// The client keeps a token as long as it is valid, fetches the next one before it expires, and once more when a server
/// refuses it with 401; any number of concurrent calls share one fetch. A closure that gives a future is a provider:
/// `|| async { Ok(Token::new("...").expires_in(Duration::from_secs(3600))) }`.
pub trait TokenProvider: ApiBase + 'static {
    /// A new token.
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Token, BoxError>>;
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + ApiBase + 'static,
    T: Future<Output = Result<Token, BoxError>> + MaybeSend + 'static,
{
    fn token<'a>(&'a self, _: TokenContext<'a>) -> BoxFuture<'a, Result<Token, BoxError>> {
        Box::pin(self())
    }
}

/// A provider with the token that it gave last.
pub(crate) struct Tokens {
    provider: Arc<dyn TokenProvider>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// The provider gives tokens for one attempt: nothing is kept, nobody waits.
    unshared: bool,
    /// Somebody fetches.
    busy: bool,
    /// How many fetches have ended.
    ended: u64,
    /// The last fetch that failed, by its number.
    failed: Option<(u64, SharedError)>,
    waiting: Vec<Waker>,
}

/// What a call finds.
enum Look {
    Found(Result<Secret, BoxError>),
    Unshared,
    /// Nothing, after so many fetches.
    Missing(u64),
}

struct Held {
    secret: Secret,
    /// When the next one is to be fetched, by the client's clock.
    until: Option<Duration>,
}

impl State {
    fn valid(&self, now: Option<Duration>) -> Option<Secret> {
        let held = self.held.as_ref()?;
        let expired = held.until.zip(now).is_some_and(|(until, now)| now >= until);
        (!expired).then(|| held.secret.clone())
    }

    /// What a fetch gave; its end is counted.
    fn take_in(&mut self, fetched: Result<Token, BoxError>, now: Option<Duration>) -> Result<Secret, BoxError> {
        const EARLY: Duration = Duration::from_secs(60);
        self.ended += 1;
        let token = fetched.map_err(|error| {
            let error = SharedError(error.into());
            self.failed = Some((self.ended, error.clone()));
            BoxError::from(error)
        })?;
        let until = match token.life {
            Life::For(time) => now.map(|now| now.saturating_add(time.saturating_sub(EARLY.min(time / 10)))),
            Life::Once | Life::UntilRefused => None,
        };
        self.unshared = matches!(token.life, Life::Once);
        self.held = (!self.unshared).then(|| Held { secret: token.secret.clone(), until });
        Ok(token.secret)
    }
}

impl Tokens {
    pub(crate) fn new(provider: Arc<dyn TokenProvider>) -> Self {
        Self { provider, state: Mutex::default() }
    }

    /// A token that is valid now.
    pub(crate) async fn get(&self, context: TokenContext<'_>) -> Result<Secret, BoxError> {
        let seen = match self.look(context, u64::MAX) {
            Look::Found(answer) => return answer,
            Look::Unshared => return self.provider.token(context).await.map(|token| token.secret),
            Look::Missing(ended) => ended,
        };
        let turn = self.turn().await;
        match self.look(context, seen) {
            Look::Found(answer) => answer,
            Look::Unshared => {
                drop(turn);
                self.provider.token(context).await.map(|token| token.secret)
            }
            Look::Missing(_) => {
                let fetched = self.provider.token(context).await;
                self.lock().take_in(fetched, context.now())
            }
        }
    }

    /// What is there: a valid token, or the failure of a fetch that ended after `seen` others, since the next one would fail as well.
    fn look(&self, context: TokenContext<'_>, seen: u64) -> Look {
        let state = self.lock();
        if let Some(secret) = state.valid(context.now()) {
            return Look::Found(Ok(secret));
        }
        match &state.failed {
            Some((number, error)) if *number > seen => Look::Found(Err(error.clone().into())),
            _ if state.unshared => Look::Unshared,
            _ => Look::Missing(state.ended),
        }
    }

    /// A server has refused this token: it is not used again.
    pub(crate) fn refuse(&self, secret: &Secret) {
        let mut state = self.lock();
        if state.held.as_ref().is_some_and(|held| held.secret.expose() == secret.expose()) {
            state.held = None;
        }
    }

    /// Waits until nobody else fetches.
    async fn turn(&self) -> Turn<'_> {
        poll_fn(|context| {
            let mut state = self.lock();
            if state.busy {
                state.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            state.busy = true;
            Poll::Ready(Turn(self))
        })
        .await
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to fetch; whoever waits is woken when it ends, also by cancellation.
struct Turn<'a>(&'a Tokens);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.lock();
            state.busy = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// An error that several calls end in.
#[derive(Clone, Debug)]
pub(crate) struct SharedError(pub(crate) Arc<dyn StdError + Send + Sync>);

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for SharedError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
