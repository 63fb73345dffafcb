//! What the program of all examples does with one of them. Copied beside its `main`; not part of the tests themselves.
//!
//! Takes texts, gives the lines of those that did not come out as they should.

use oasmith_runtime::json::{Decode, Encode, Value, from_str, to_string};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What went wrong so far.
#[derive(Default)]
pub(crate) struct Checks {
    faults: Vec<String>,
    count: usize,
}

/// A model: what generated code reads and writes, and to its users an ordinary serde type.
pub(crate) trait Model: Decode + Encode + Serialize + DeserializeOwned + PartialEq {}

impl<T: Decode + Encode + Serialize + DeserializeOwned + PartialEq> Model for T {}

impl Checks {
    /// `given` is read, and written as JSON that equals `wanted`; the same over serde.
    pub(crate) fn same<T: Model>(&mut self, place: &str, given: &str, wanted: &str) {
        self.count += 1;
        // To serde_json, `1.50` is `1.5`.
        let (wanted, by_serde_json): (Value, serde_json::Value) = match (from_str(wanted), serde_json::from_str(wanted))
        {
            (Ok(wanted), Ok(same)) => (wanted, same),
            _ => return self.fault(place, "the example is no JSON"),
        };
        let value: T = match from_str(given) {
            Ok(value) => value,
            Err(error) => return self.fault(place, &error.to_string()),
        };
        let text = to_string(&value);
        if from_str(&text).as_ref() != Ok(&wanted) {
            self.fault(place, &format!("is written as {text}"));
        }
        match from_str::<T>(&text) {
            Ok(again) if again == value => {}
            Ok(_) => self.fault(place, "is another value when it is read again"),
            Err(error) => self.fault(place, &format!("cannot be read again: {error}")),
        }
        match serde_json::from_str::<T>(given).map(|value| serde_json::to_string(&value)) {
            Ok(Ok(text)) if serde_json::from_str(&text).ok() == Some(by_serde_json) => {}
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

    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("{place}: {what}"));
    }

    /// Says what went wrong, and how many examples there were.
    pub(crate) fn end(&self) -> Result<(), String> {
        println!("{} examples", self.count);
        if self.faults.is_empty() { Ok(()) } else { Err(format!("\n{}\n", self.faults.join("\n"))) }
    }
}
