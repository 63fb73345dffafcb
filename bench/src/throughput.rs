//! How fast generated types are read and written, beside the same types with serde's derives and `serde_json`.
//!
//! Both take turns on the same text, so a busy machine is busy for both; a turn is a few milliseconds, and the medians are compared.

mod derived;
mod payloads;

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use oasmith_runtime::json::{self, Decode, Encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::stages::median;

/// What is generated from `payloads.yaml`.
#[allow(dead_code, unused_imports, unreachable_pub, missing_docs)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/throughput/generated/mod.rs"));
}

use generated::models;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How often each side takes its turn.
const ROUNDS: usize = 101;
/// How many bytes are read or written in a turn, about.
const TURN: usize = 2_000_000;

/// Measures and prints.
pub(crate) fn print() -> Result<()> {
    println!("{:<10} {:>7}  {:>28}  {:>28}", "payload", "bytes", "decode, MB/s (derive)", "encode, MB/s (derive)");
    compare::<models::ProjectList, _>("records", &payloads::projects())?;
    compare::<models::EventList, _>("events", &payloads::events())?;
    compare::<models::Series, _>("numbers", &payloads::series())
}

/// Compares `Ours` with the type of `value`.
fn compare<Ours, Derived>(name: &str, value: &Derived) -> Result<()>
where
    Ours: Decode + Encode,
    Derived: Serialize + DeserializeOwned,
{
    let text = serde_json::to_vec(value)?;
    let ours: Ours = json::from_slice(&text)?;
    // Both say the same: numbers may be written in another way.
    let (one, other): (serde_json::Value, serde_json::Value) =
        (serde_json::from_slice(&text)?, serde_json::from_str(&json::to_string(&ours))?);
    if normal(one) != normal(other) {
        return Err(format!("{name}: what is written is not what was read").into());
    }
    let count = (TURN / text.len()).max(1);
    let decode = turns(
        count,
        || json::from_slice::<Ours>(black_box(&text)).is_ok(),
        || serde_json::from_slice::<Derived>(black_box(&text)).is_ok(),
    );
    let encode = turns(
        count,
        || !black_box(json::to_vec(black_box(&ours))).is_empty(),
        || serde_json::to_vec(black_box(value)).is_ok(),
    );
    let speed = |time: Duration| (text.len() * count) as f64 / time.as_secs_f64() / 1e6;
    let cell = |(ours, derived): (Duration, Duration)| {
        format!("{:.0} ({:.0}): {:.2} x", speed(ours), speed(derived), speed(ours) / speed(derived))
    };
    println!("{name:<10} {:>7}  {:>28}  {:>28}", text.len(), cell(decode), cell(encode));
    Ok(())
}

/// The medians of both.
fn turns(count: usize, ours: impl Fn() -> bool, derived: impl Fn() -> bool) -> (Duration, Duration) {
    let time = |work: &dyn Fn() -> bool| {
        let start = Instant::now();
        for _ in 0..count {
            black_box(work());
        }
        start.elapsed()
    };
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        one.push(time(&ours));
        other.push(time(&derived));
    }
    (median(&mut one), median(&mut other))
}

/// Every number as a float: `2` and `2.0` are the same.
fn normal(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => number.as_f64().into(),
        serde_json::Value::Array(items) => items.into_iter().map(normal).collect(),
        serde_json::Value::Object(members) => members.into_iter().map(|(name, value)| (name, normal(value))).collect(),
        other => other,
    }
}
