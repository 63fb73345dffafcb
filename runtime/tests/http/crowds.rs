//! Many calls at once: a server with a limit, and tokens that expire. Time passes only when nobody has anything else to do.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::Method;
use oasmith_runtime::{
    BoxFuture, Builder, Core, Error, OAuth2, Operation, RateLimiter, RawResponse, Request, Response, Timer,
};

use crate::server::{Server, header};

static ITEMS: Operation = Operation::new("items", Method::GET, "/items").security(&[&["oauth"]]);

fn decode(raw: RawResponse) -> Result<Response<()>, Error> {
    if raw.code() == 200 { raw.success_empty() } else { raw.failed() }
}

/// A clock that a test moves.
#[derive(Clone, Default)]
struct Clock(Arc<Mutex<Time>>);

#[derive(Default)]
struct Time {
    now: Duration,
    /// Who waits, and until when.
    waiting: Vec<(Duration, Waker)>,
}

/// Limits of attempts: they are never reached.
const NEVER: Duration = Duration::from_secs(1_000_000);

impl Clock {
    fn now(&self) -> Duration {
        self.0.lock().unwrap().now
    }

    /// Moves on to when the first of those who wait goes on; only when `count` calls do.
    fn advance(&self, count: usize) -> bool {
        let mut time = self.0.lock().unwrap();
        if time.waiting.len() < count {
            return false;
        }
        let Some(next) = time.waiting.iter().map(|(until, _)| *until).min() else { return false };
        time.now = next;
        let (ready, later) = std::mem::take(&mut time.waiting).into_iter().partition(|(until, _)| *until <= next);
        time.waiting = later;
        drop(time);
        let ready: Vec<(Duration, Waker)> = ready;
        ready.into_iter().for_each(|(_, waker)| waker.wake());
        true
    }
}

struct Sleep(Clock, Duration, bool);

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        let mut time = this.0.0.lock().unwrap();
        if time.now >= this.1 {
            return Poll::Ready(());
        }
        if !std::mem::replace(&mut this.2, true) {
            time.waiting.push((this.1, context.waker().clone()));
        }
        Poll::Pending
    }
}

impl Timer for Clock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration == NEVER {
            return Box::pin(std::future::pending());
        }
        Box::pin(Sleep(self.clone(), self.now() + duration, false))
    }

    fn now(&self) -> Duration {
        Clock::now(self)
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(1_700_000_000) + Clock::now(self)
    }
}

fn client(server: &Server, clock: &Clock) -> Builder {
    Builder::new(None).base_url(&server.url).timer(clock.clone()).attempt_timeout(NEVER)
}

/// Makes calls at once and lets time pass; gives how many succeeded.
async fn crowd(core: &Core, clock: &Clock, count: usize) -> usize {
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..count {
        calls.spawn(core.call(Request::new(&ITEMS), decode));
    }
    let (mut ended, mut succeeded) = (0, 0);
    while ended < count {
        while let Some(done) = calls.try_join_next() {
            ended += 1;
            succeeded += usize::from(done.unwrap().is_ok());
        }
        clock.advance((count - ended).max(1));
        tokio::task::yield_now().await;
    }
    succeeded
}

/// A server that takes ten requests in each window of ten seconds. Counts what it took and what it refused.
async fn limited(clock: &Clock, headers: &'static str) -> (Server, Arc<Mutex<(usize, usize)>>) {
    let counts = Arc::new(Mutex::new((0, 0)));
    let (clock, shared) = (clock.clone(), Arc::clone(&counts));
    let window = Mutex::new((0, 0));
    let server = Server::answering(move |_| {
        let now = clock.now().as_secs();
        let mut window = window.lock().unwrap();
        if window.0 != now / 10 {
            *window = (now / 10, 0);
        }
        let mut counts = shared.lock().unwrap();
        let left = 10 - now % 10;
        let headers = headers.replace("LEFT", &left.to_string());
        if window.1 < 10 {
            window.1 += 1;
            counts.0 += 1;
            return format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n");
        }
        counts.1 += 1;
        format!(
            "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: {left}\r\n{headers}\r\n"
        )
    });
    (server.await, counts)
}

#[tokio::test]
async fn a_hundred_calls_keep_to_a_configured_rate() {
    let clock = Clock::default();
    let (server, counts) = limited(&clock, "").await;
    let core =
        client(&server, &clock).rate_limiter(RateLimiter::with_rate(10, Duration::from_secs(10))).build().unwrap();
    assert_eq!(crowd(&core, &clock, 100).await, 100);
    // Taken, refused.
    assert_eq!(*counts.lock().unwrap(), (100, 0));
    assert_eq!(clock.now(), Duration::from_secs(90));
}

/// Nobody knows the limit before the first answer; afterwards nothing is sent in vain, and everybody succeeds.
#[tokio::test]
async fn a_storm_of_429_is_weathered() {
    let headers = ["", "X-RateLimit-Limit: 10\r\n", "RateLimit-Limit: 10\r\nRateLimit-Reset: LEFT\r\n"];
    for headers in headers {
        let clock = Clock::default();
        let (server, counts) = limited(&clock, headers).await;
        let core = client(&server, &clock).build().unwrap();
        assert_eq!(crowd(&core, &clock, 100).await, 100, "{headers}");
        assert_eq!(*counts.lock().unwrap(), (100, 90), "{headers}");
        assert_eq!(clock.now(), Duration::from_secs(90), "{headers}");
    }
}

/// A token endpoint and an API that takes only the last token. Counts what the endpoint gave.
async fn guarded() -> (Server, Arc<Mutex<usize>>) {
    let given = Arc::new(Mutex::new(0));
    let shared = Arc::clone(&given);
    let server = Server::answering(move |request| {
        let mut given = shared.lock().unwrap();
        if request.starts_with("POST /token ") {
            *given += 1;
            let body = format!(r#"{{"access_token": "t{given}", "expires_in": 100}}"#);
            return format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        }
        let status = match header(request, "authorization") {
            Some(value) if value == format!("Bearer t{given}") => "200 OK",
            _ => "401 Unauthorized",
        };
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    });
    (server.await, given)
}

fn with_tokens(server: &Server, clock: &Clock) -> Core {
    let grant = OAuth2::client_credentials(format!("{}/token", server.url), "id", "s3cret");
    client(server, clock).token_provider("oauth", grant).build().unwrap()
}

#[tokio::test]
async fn fifty_calls_share_one_token() {
    let clock = Clock::default();
    let (server, given) = guarded().await;
    let core = with_tokens(&server, &clock);
    assert_eq!(crowd(&core, &clock, 50).await, 50);
    assert_eq!(*given.lock().unwrap(), 1);
    // It is renewed before it expires.
    clock.0.lock().unwrap().now = Duration::from_secs(95);
    assert_eq!(crowd(&core, &clock, 50).await, 50);
    assert_eq!(*given.lock().unwrap(), 2);
}

#[tokio::test]
async fn fifty_calls_renew_a_refused_token_once() {
    let clock = Clock::default();
    let (server, given) = guarded().await;
    let core = with_tokens(&server, &clock);
    assert_eq!(crowd(&core, &clock, 1).await, 1);
    // The server forgets the token: it takes only the next one.
    let other = with_tokens(&server, &clock);
    assert_eq!(crowd(&other, &clock, 1).await, 1);
    assert_eq!(crowd(&core, &clock, 50).await, 50);
    assert_eq!(*given.lock().unwrap(), 3);
}
