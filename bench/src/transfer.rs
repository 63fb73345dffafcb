//! How much memory a large upload and a large download take: peaks of the resident set, on Linux only.
//!
//! The server is a process of its own, which throws away what it gets and makes up what it gives. The client is a generated one.

use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use oasmith_wire::api::{AnswersApi as _, BodiesApi as _, Body, Client, Stream};

use crate::server::Server;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// 1 GiB, in pieces.
const SIZE: u64 = 1 << 30;
const PIECE: usize = 64 << 10;

/// Takes what is uploaded, and gives a download.
pub(crate) fn answer(mut connection: TcpStream) -> std::io::Result<()> {
    let mut buffer = vec![0; PIECE];
    let mut request = Vec::new();
    let body = loop {
        if let Some(at) = request.windows(4).position(|window| window == b"\r\n\r\n") {
            break request.len() - at - 4;
        }
        let count = connection.read(&mut buffer)?;
        request.extend_from_slice(buffer.get(..count).unwrap_or_default());
    };
    if request.starts_with(b"PUT") {
        let mut left = SIZE.saturating_sub(body as u64);
        while left > 0 {
            left = left.saturating_sub(connection.read(&mut buffer)? as u64);
        }
        return connection.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    }
    write!(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {SIZE}\r\n\r\n")?;
    for _ in 0..SIZE / PIECE as u64 {
        connection.write_all(&buffer)?;
    }
    Ok(())
}

/// A file that is never in memory as a whole.
struct Pieces(u64);

impl Stream for Pieces {
    type Item = std::io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        self.0 -= PIECE as u64;
        Poll::Ready(Some(Ok(vec![0; PIECE])))
    }
}

/// Measures and prints.
pub(crate) fn print() -> Result<()> {
    let server = Server::start("serve-transfer")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = Client::builder().base_url(&server.url).build()?;
    println!("before: {:.1} MiB", peak()?);
    let start = Instant::now();
    let length = runtime.block_on(download(&client))?;
    println!("download of {length} bytes: peak {:.1} MiB, {:.1} s", peak()?, start.elapsed().as_secs_f64());
    let start = Instant::now();
    runtime.block_on(async { client.put_bytes(Body::sized(SIZE, Pieces(SIZE))).await })?;
    println!("upload of {SIZE} bytes: peak {:.1} MiB, {:.1} s", peak()?, start.elapsed().as_secs_f64());
    Ok(())
}

async fn download(client: &Client) -> Result<u64> {
    let mut body = client.download().await?.into_body();
    let mut length = 0;
    while let Some(piece) = body.next().await {
        length += piece?.len() as u64;
    }
    Ok(length)
}

/// The most memory that this process had since the last time, in MiB.
fn peak() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in /proc/self/status")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    // 5: the peak starts anew (proc(5)).
    std::fs::write("/proc/self/clear_refs", "5")?;
    Ok(kib / 1024.0)
}
