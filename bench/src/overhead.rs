//! What a generated call costs beside the same call written by hand with reqwest and serde: requests per second and CPU time.
//!
//! Both run in turns in one process, against a server on loopback in a process of its own, so that only the client's CPU time counts.
//! The CPU time is read from `/proc`, so this runs on Linux only. `overhead SIDE COUNT` makes that many calls of one side and measures nothing: for
//! tools that count instructions. Of two runs, the difference is what the calls cost.

use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use confluent_iam::{Client, InvitationsApi as _};
use serde::Deserialize;

use crate::server::Server;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How often each side takes its turn, and for how many calls.
const ROUNDS: usize = 10;
const CALLS: u32 = 4000;

const BODY: &str = r#"{"api_version":"iam/v2","kind":"Invitation","id":"i-4xr8q","metadata":{"self":"https://api.confluent.cloud/iam/v2/invitations/i-4xr8q","resource_name":"crn://confluent.cloud/invitation=i-4xr8q","created_at":"2023-04-01T10:00:00Z","updated_at":"2023-04-02T10:00:00Z"},"email":"johndoe@example.com","auth_type":"AUTH_TYPE_SSO","status":"INVITE_STATUS_SENT","accepted_at":null,"expires_at":"2023-05-01T10:00:00Z","user":{"id":"u-1","related":"https://api.confluent.cloud/iam/v2/users/u-1","resource_name":"crn://confluent.cloud/user=u-1"},"creator":{"id":"u-2","related":"https://api.confluent.cloud/iam/v2/users/u-2","resource_name":"crn://confluent.cloud/user=u-2"}}"#;

/// Answers every request of a connection with the same invitation.
pub(crate) fn answer(mut connection: TcpStream) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    let text = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: 1\r\nX-RateLimit-Limit: 100\r\n\
         X-RateLimit-Remaining: 99\r\nX-RateLimit-Reset: 1\r\nContent-Length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    let (mut buffer, mut request) = ([0; 4096], Vec::new());
    loop {
        let count = connection.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        request.extend_from_slice(buffer.get(..count).unwrap_or_default());
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            connection.write_all(text.as_bytes())?;
        }
    }
}

/// Both clients, and what runs them.
struct Bench {
    runtime: tokio::runtime::Runtime,
    server: Server,
    generated: Client,
    hand: reqwest::Client,
}

impl Bench {
    fn new() -> Result<Self> {
        let server = Server::start("serve")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let generated = Client::builder().cloud_api_key("key", "secret").base_url(&server.url).build()?;
        // The features of the workspace leave it to the program. That there is one already is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let hand = reqwest::Client::builder().timeout(Duration::from_secs(60)).build()?;
        Ok(Self { runtime, server, generated, hand })
    }

    fn call_generated(&self, count: u32) -> Result<()> {
        self.runtime.block_on(call_generated(&self.generated, count))
    }

    fn call_by_hand(&self, count: u32) -> Result<()> {
        self.runtime.block_on(call_by_hand(&self.hand, &self.server.url, count))
    }
}

/// Makes calls of one side.
pub(crate) fn call(side: &str, count: &str) -> Result<()> {
    let (bench, count) = (Bench::new()?, count.parse()?);
    match side {
        "generated" => bench.call_generated(count),
        "hand" => bench.call_by_hand(count),
        _ => Err("the sides are: generated, hand".into()),
    }
}

/// Measures and prints.
pub(crate) fn print() -> Result<()> {
    let bench = Bench::new()?;
    let mut sums = [Sum::default(), Sum::default()];
    for round in 0..=ROUNDS {
        let made = measure(|| bench.call_generated(CALLS))?;
        let by_hand = measure(|| bench.call_by_hand(CALLS))?;
        // The first round opens connections and warms up.
        if round > 0 {
            sums = [sums[0].plus(made), sums[1].plus(by_hand)];
        }
    }
    let calls = f64::from(CALLS) * ROUNDS as f64;
    for (name, sum) in ["generated", "by hand"].iter().zip(sums) {
        println!("{name}: {:.0} requests/s, {:.1} us of CPU each", calls / sum.wall, sum.cpu * 1e6 / calls);
    }
    println!("ratio of CPU: {:.3}", sums[0].cpu / sums[1].cpu);
    Ok(())
}

async fn call_generated(client: &Client, count: u32) -> Result<()> {
    for _ in 0..count {
        let invitation = client.get_iam_v2_invitation("i-4xr8q").await?;
        assert_eq!(invitation.email, "johndoe@example.com");
    }
    Ok(())
}

/// What somebody would write: the members as strings, no retries, one limit of time.
async fn call_by_hand(client: &reqwest::Client, url: &str, count: u32) -> Result<()> {
    for _ in 0..count {
        let request = client.get(format!("{url}/iam/v2/invitations/i-4xr8q"));
        let request = request.basic_auth("key", Some("secret")).header("accept", "application/json");
        let response = request.send().await?.error_for_status()?;
        let invitation: Invitation = serde_json::from_slice(&response.bytes().await?)?;
        assert_eq!(invitation.email, "johndoe@example.com");
        std::hint::black_box(invitation);
    }
    Ok(())
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read costs, whether it is used or not")]
struct Invitation {
    api_version: String,
    kind: String,
    id: String,
    metadata: Metadata,
    email: String,
    auth_type: Option<String>,
    status: Option<String>,
    accepted_at: Option<String>,
    expires_at: Option<String>,
    user: Option<Reference>,
    creator: Option<Reference>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read costs, whether it is used or not")]
struct Metadata {
    #[serde(rename = "self")]
    this: String,
    resource_name: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read costs, whether it is used or not")]
struct Reference {
    id: String,
    related: Option<String>,
    resource_name: Option<String>,
}

/// Seconds.
#[derive(Clone, Copy, Default)]
struct Sum {
    wall: f64,
    cpu: f64,
}

impl Sum {
    fn plus(self, other: Self) -> Self {
        Self { wall: self.wall + other.wall, cpu: self.cpu + other.cpu }
    }
}

fn measure(work: impl FnOnce() -> Result<()>) -> Result<Sum> {
    let (cpu, start) = (cpu_time()?, Instant::now());
    work()?;
    Ok(Sum { wall: start.elapsed().as_secs_f64(), cpu: cpu_time()? - cpu })
}

/// CPU time of this process, in seconds: run time of all its threads in nanoseconds, from `/proc/self/task/*/schedstat`.
fn cpu_time() -> Result<f64> {
    let mut nanoseconds = 0_u64;
    for thread in std::fs::read_dir("/proc/self/task")? {
        let text = std::fs::read_to_string(thread?.path().join("schedstat"))?;
        nanoseconds += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
    }
    Ok(nanoseconds as f64 / 1e9)
}
