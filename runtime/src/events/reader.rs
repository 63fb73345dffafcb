//! From pieces of a body to the texts of events and values; opens a stream again that may be.
//!
//! Must not know the type of a value.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::StreamError;
use super::resume::{Opened, Reconnect};
use crate::body::Body;
use crate::response::Streamed;

/// How long a line, an event or a value may be unless the user says so.
const LIMIT: usize = 16 << 20;

/// How values are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// Server-sent events.
    Events,
    /// JSON values.
    Values,
}

/// An event whose data is text; of a JSON value, only `data`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) data: String,
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
}

/// Reads a stream.
pub(super) struct Reader {
    framing: Framing,
    body: Body,
    reconnect: Reconnect,
    pub(super) limit: usize,
    pub(super) last_id: Option<String>,
    /// What came and is not used up: `buffer[start..]`.
    buffer: Vec<u8>,
    start: usize,
    /// How much of that has no end of a line in it.
    scanned: usize,
    /// The event that is being read.
    event: RawEvent,
    has_data: bool,
    /// Nothing has been read since the stream was opened: there may be a byte order mark, or the mark of RFC 7464.
    is_fresh: bool,
    /// Values have marks before them, and may have line ends inside.
    is_sequence: bool,
    is_done: bool,
}

impl Reader {
    pub(super) fn new(framing: Framing, stream: Streamed) -> Self {
        Self {
            framing,
            body: stream.body,
            reconnect: Reconnect::new(stream.resume),
            limit: LIMIT,
            last_id: None,
            buffer: Vec::new(),
            start: 0,
            scanned: 0,
            event: RawEvent::default(),
            has_data: false,
            is_fresh: true,
            is_sequence: false,
            is_done: false,
        }
    }

    pub(super) fn allow_reconnect(&mut self, failures: u32, any_method: bool) {
        self.reconnect.allow(failures, any_method);
    }

    /// Ends the stream.
    pub(super) fn close(&mut self) {
        self.is_done = true;
        self.body = Body::empty();
    }

    /// The next event or value.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawEvent, StreamError>>> {
        loop {
            if self.is_done {
                return Poll::Ready(None);
            }
            if self.reconnect.is_running() {
                match ready!(self.reconnect.poll(context)) {
                    Opened::Body(body) => self.open(body),
                    Opened::Failed if self.reconnect.start(self.last_id.as_deref()) => {}
                    Opened::Failed | Opened::Ended => self.close(),
                    Opened::Error(error) => return self.fail(error),
                }
                continue;
            }
            if let Some(event) = self.next_in_buffer() {
                self.reconnect.succeeded(event.retry);
                return Poll::Ready(Some(Ok(event)));
            }
            if self.buffer.len() - self.start > self.limit || self.event.data.len() > self.limit {
                return self.fail(StreamError::TooLong(self.limit));
            }
            match ready!(self.body.poll_chunk(context)) {
                Some(Ok(piece)) => self.push(&piece),
                // An event that nothing ends is none (HTML, section "Interpreting an event stream"); a value needs no end.
                end if self.reconnect.start(self.last_id.as_deref()) => drop(end),
                Some(Err(error)) => return self.fail(error.into()),
                None => {
                    let last = self.last();
                    self.close();
                    return Poll::Ready(last.map(Ok));
                }
            }
        }
    }

    fn fail(&mut self, error: StreamError) -> Poll<Option<Result<RawEvent, StreamError>>> {
        self.close();
        Poll::Ready(Some(Err(error)))
    }

    fn open(&mut self, body: Body) {
        self.body = body;
        self.buffer.clear();
        (self.start, self.scanned) = (0, 0);
        self.event = RawEvent::default();
        self.has_data = false;
        self.is_fresh = true;
    }

    fn push(&mut self, piece: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(piece);
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Takes the line (or record) before the next end, if that end is there.
    fn next_line(&mut self) -> Option<String> {
        if self.is_fresh {
            let rest = self.rest();
            if rest.len() < 3 && b"\xEF\xBB\xBF".starts_with(rest) {
                return None;
            }
            let mark = if rest.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
            self.is_sequence = self.framing == Framing::Values && rest.first() == Some(&0x1E);
            self.start += mark + usize::from(self.is_sequence);
            self.is_fresh = false;
        }
        let is_sequence = self.is_sequence;
        let is_events = self.framing == Framing::Events;
        let is_end = |byte: &u8| match byte {
            0x1E => is_sequence,
            b'\n' => !is_sequence,
            b'\r' => is_events,
            _ => false,
        };
        let rest = self.rest();
        let at = rest.get(self.scanned..).unwrap_or_default().iter().position(is_end);
        let Some(at) = at.map(|at| at + self.scanned) else {
            self.scanned = rest.len();
            return None;
        };
        let after = match (rest.get(at), rest.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => at + 2,
            // Whether a line feed follows decides where the next line starts.
            (Some(b'\r'), None) if !self.body.is_empty() => {
                self.scanned = at;
                return None;
            }
            _ => at + 1,
        };
        let line = String::from_utf8_lossy(rest.get(..at).unwrap_or_default()).into_owned();
        self.start += after;
        self.scanned = 0;
        Some(line)
    }

    fn next_in_buffer(&mut self) -> Option<RawEvent> {
        while let Some(line) = self.next_line() {
            match self.framing {
                Framing::Values if line.trim().is_empty() => {}
                Framing::Values => return Some(RawEvent { data: line, ..RawEvent::default() }),
                Framing::Events if line.is_empty() => {
                    if let Some(event) = self.dispatch() {
                        return Some(event);
                    }
                }
                Framing::Events => self.field(&line),
            }
        }
        None
    }

    /// What is left at the end.
    fn last(&mut self) -> Option<RawEvent> {
        let rest = String::from_utf8_lossy(self.rest()).into_owned();
        match self.framing {
            Framing::Values if !rest.trim().is_empty() => Some(RawEvent { data: rest, ..RawEvent::default() }),
            Framing::Values => None,
            Framing::Events => {
                // Servers leave out the last empty line; a client that drops their last event helps nobody.
                let line = rest.trim_end_matches(['\r', '\n']);
                if !line.is_empty() {
                    self.field(line);
                }
                self.dispatch()
            }
        }
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.has_data = true;
                self.event.data.push_str(value);
            }
            "event" => self.event.event = Some(value.to_owned()),
            "id" if !value.contains('\0') => self.last_id = Some(value.to_owned()).filter(|id| !id.is_empty()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.event.retry = value.parse().ok().map(Duration::from_millis);
                self.reconnect.wait(self.event.retry);
            }
            _ => {}
        }
    }

    /// The event, at its end; one without data is none.
    fn dispatch(&mut self) -> Option<RawEvent> {
        let event = std::mem::take(&mut self.event);
        let has_data = std::mem::take(&mut self.has_data);
        has_data.then(|| RawEvent {
            event: event.event.clone().filter(|name| !name.is_empty()),
            id: self.last_id.clone(),
            ..event
        })
    }
}
