//! What the program of all examples does with one of them. Copied beside its `main`; not part of the tests themselves.
//!
//! Takes texts, gives the lines of those that did not come out as they should.

use std::panic::catch_unwind;

use oasmith_runtime::json::{Decode, DecodeError, Encode, Value, from_str, to_string};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What went wrong so far.
#[derive(Default)]
pub(crate) struct Checks {
    faults: Vec<String>,
    count: usize,
}

/// What becomes of a text: what is written of it, what is written of that, and whether both are the same value.
pub(crate) type Through = fn(&str) -> Result<(String, String, bool), DecodeError>;

/// Reads a text, writes what was read, and both once more.
pub(crate) fn through<T: Model>(text: &str) -> Result<(String, String, bool), DecodeError> {
    let value = from_str::<T>(text)?;
    let written = to_string(&value);
    let again = from_str::<T>(&written)?;
    Ok((written, to_string(&again), again == value))
}

/// A model: what generated code reads and writes, and to its users an ordinary serde type.
pub(crate) trait Model: Decode + Encode + Serialize + DeserializeOwned + PartialEq {}

impl<T: Decode + Encode + Serialize + DeserializeOwned + PartialEq> Model for T {}

impl Checks {
    /// `given` is read, and written as JSON that equals `wanted`; the same over serde.
    pub(crate) fn same<T: Model>(&mut self, place: &str, given: &str, wanted: &str) {
        self.count += 1;
        let parsed = from_str::<Value>(wanted).ok().zip(serde_json::from_str::<serde_json::Value>(wanted).ok());
        let Some((wanted, by_serde_json)) = parsed else { return self.fault(place, "the example is no JSON") };
        // To serde_json, `1.50` is `1.5`, and numbers beyond 64 bits lose digits.
        let by_serde_json: Value = from_str(&by_serde_json.to_string()).unwrap_or_default();
        let value: T = match from_str(given) {
            Ok(value) => value,
            Err(error) => return self.fault(place, &error.to_string()),
        };
        let text = to_string(&value);
        if !from_str(&text).is_ok_and(|written| is_equal(&written, &wanted)) {
            self.fault(place, &format!("is written as {text}"));
        }
        match from_str::<T>(&text) {
            Ok(again) if again == value => {}
            Ok(_) => self.fault(place, "is another value when it is read again"),
            Err(error) => self.fault(place, &format!("cannot be read again: {error}")),
        }
        match serde_json::from_str::<T>(given).map(|value| serde_json::to_string(&value)) {
            Ok(Ok(text)) if from_str(&text).is_ok_and(|written| is_equal(&written, &by_serde_json)) => {}
            other => self.fault(place, &format!("over serde: {other:?}")),
        }
    }

    /// `given` cannot be read; the error says why and where.
    pub(crate) fn refused<T: Model>(&mut self, place: &str, given: &str, why: &str) {
        self.count += 1;
        match from_str::<T>(given) {
            Ok(value) => self.fault(place, &format!("is read, and written as {}", to_string(&value))),
            Err(error) if error.to_string().contains(why) => {}
            Err(error) => self.fault(place, &error.to_string()),
        }
    }

    /// Values of a file that were drawn for these types (see `drawn.rs`): what is valid comes out as it went in; whatever it is, it is
    /// either refused with its place, or read and written without a change from then on.
    pub(crate) fn drawn(&mut self, types: &[(&str, Through)], file: &str) {
        let lines = std::fs::read_to_string(file).unwrap_or_default();
        let mut count = 0;
        for line in lines.lines() {
            let mut parts = line.splitn(3, '\t');
            let (Some(ty), Some(kind), Some(text)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let Some((_, through)) = types.iter().find(|(name, _)| *name == ty) else { continue };
            count += 1;
            let place = format!("{ty} {kind} {text}");
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            match catch_unwind(|| through(text)) {
                Err(_) => self.fault(&place, "panics"),
                Ok(Ok(_)) if !is_json => self.fault(&place, "is no JSON, and read"),
                Ok(Ok((written, again, is_same))) => {
                    if !is_same || written != again {
                        self.fault(&place, &format!("changes when it is read again: {written} {again}"));
                    }
                    let pair = from_str::<Value>(text).ok().zip(from_str::<Value>(&written).ok());
                    if kind == "valid" && !pair.is_some_and(|(given, written)| is_equal(&given, &written)) {
                        self.fault(&place, &format!("is written as {written}"));
                    }
                }
                Ok(Err(error)) if kind == "valid" || !error.to_string().contains(" at $") => self.fault(&place, &error.to_string()),
                Ok(Err(_)) => {}
            }
        }
        println!("{count} drawn values");
        if count == 0 {
            self.fault(file, "has no values");
        }
    }

    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("{place}: {what}"));
    }

    /// Says what went wrong, and how many examples there were.
    pub(crate) fn end(&self) -> Result<(), String> {
        println!("{} examples", self.count);
        if self.faults.is_empty() { Ok(()) } else { Err(format!("\n{}\n", self.faults.join("\n"))) }
    }
}

/// Equal JSON (JSON Schema 2020-12 core, section 4.2.2): the order of members does not count, and `2` is `2.0`.
fn is_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || (a.as_i64().is_some() && a.as_i64() == b.as_i64()),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| is_equal(a, b)))
        }
        _ => a == b,
    }
}
