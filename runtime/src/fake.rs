//! A transport that plays a script, and a clock that moves only when somebody waits: for unit tests.

use std::collections::VecDeque;
use std::future::{Future, pending};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::body::Body;
use crate::builder::Builder;
use crate::platform::BoxFuture;
use crate::timer::Timer;
use crate::transport::{Transport, TransportError};

/// The value of a future that waits for nothing but the fakes.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits for something that never comes"),
    }
}

/// What happens to one request.
pub(crate) enum Step {
    Answer(u16, Vec<(&'static str, &'static str)>, &'static str),
    Fail(TransportError),
    /// No answer, ever.
    Hang,
}

pub(crate) fn answer(code: u16, headers: &[(&'static str, &'static str)]) -> Step {
    Step::Answer(code, headers.to_vec(), "")
}

/// A request as it was sent.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Step>,
    sent: Vec<Sent>,
    slept: Vec<Duration>,
    now: Duration,
}

/// Both fakes; clones share their state.
#[derive(Clone, Default)]
pub(crate) struct Fake(Arc<Mutex<State>>);

impl Fake {
    pub(crate) fn new(script: impl IntoIterator<Item = Step>) -> Self {
        let fake = Self::default();
        fake.0.lock().unwrap().script.extend(script);
        fake
    }

    /// A builder on these fakes, without jitter, for `https://api.example/v1`.
    pub(crate) fn builder(&self) -> Builder {
        let policy = crate::retry::RetryPolicy::new().jitter(false);
        Builder::new(Some("https://api.example/v1/")).transport(self.clone()).timer(self.clone()).retry(policy)
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.0.lock().unwrap().sent)
    }

    /// Method and URL of each request.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.sent().into_iter().map(|sent| sent.line).collect()
    }

    /// The waits, in whole seconds.
    pub(crate) fn slept(&self) -> Vec<u64> {
        self.0.lock().unwrap().slept.iter().map(Duration::as_secs).collect()
    }
}

impl Transport for Fake {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let body = body.as_bytes().unwrap().to_vec();
        let mut state = self.0.lock().unwrap();
        state.sent.push(Sent { line: format!("{} {}", head.method, head.uri), headers: head.headers, body });
        match state.script.pop_front().expect("one request more than the script has answers") {
            Step::Hang => Box::pin(pending()),
            Step::Fail(error) => Box::pin(async { Err(error) }),
            Step::Answer(code, headers, body) => {
                let mut response = http::Response::new(Body::from(body.as_bytes().to_vec()));
                *response.status_mut() = code.try_into().unwrap();
                for (name, value) in headers {
                    response.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static(value));
                }
                Box::pin(async { Ok(response) })
            }
        }
    }
}

impl Timer for Fake {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let state = Arc::clone(&self.0);
        // The time passes when the future is polled: a limit that nobody runs into costs none.
        Box::pin(async move {
            let mut state = state.lock().unwrap();
            state.now += duration;
            state.slept.push(duration);
        })
    }

    fn now(&self) -> Duration {
        self.0.lock().unwrap().now
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(1_700_000_000) + self.now()
    }
}
