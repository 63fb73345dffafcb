//! What holds for one call: the client's settings, with those of the call over them.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::Shared;
use crate::auth::Wanted;
use crate::error::TimeoutScope;
use crate::request::Parts;
use crate::retry::RetryPolicy;
use crate::settings::Settings;

/// The rules of one call.
pub(super) struct Rules {
    pub(super) timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    /// How long a stream may be silent.
    pub(super) silence: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) wanted: Wanted,
    /// Whether sending twice does what sending once does: by its method, or because of a key that is sent with it.
    pub(super) idempotent: bool,
}

/// A time limit that is running.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    /// What is left of it.
    pub(super) left: Duration,
    /// What it was, for the error.
    pub(super) whole: Duration,
    pub(super) scope: TimeoutScope,
}

impl Rules {
    /// The request gets its idempotency key here, so that all attempts have the same.
    pub(super) fn new(shared: &Shared, settings: Settings, parts: &mut Parts) -> Self {
        Self {
            timeout: settings.timeout.or(shared.timeout),
            attempt_timeout: settings.attempt_timeout.or(shared.attempt_timeout),
            silence: settings.stream_timeout.unwrap_or(shared.stream_timeout),
            retry: settings.retry.unwrap_or_else(|| shared.retry.clone()),
            wanted: match parts.operation.security {
                _ if settings.all_credentials => Wanted::All,
                [] if shared.authenticate_all => Wanted::All,
                security => Wanted::FirstOf(security),
            },
            idempotent: is_idempotent(shared.idempotency_header.as_ref(), parts),
        }
    }

    /// The limit of the next attempt: its own, or what is left of the call's.
    pub(super) fn limit(&self, passed: Duration) -> Option<Limit> {
        let attempt = self.attempt_timeout.map(|whole| Limit { left: whole, whole, scope: TimeoutScope::Attempt });
        let total =
            self.timeout.map(|whole| Limit { left: whole.saturating_sub(passed), whole, scope: TimeoutScope::Total });
        match (attempt, total) {
            (Some(attempt), Some(total)) => Some(if total.left <= attempt.left { total } else { attempt }),
            (attempt, total) => attempt.or(total),
        }
    }
}

fn is_idempotent(header: Option<&HeaderName>, parts: &mut Parts) -> bool {
    if parts.operation.is_idempotent() {
        return true;
    }
    let Some(name) = header else { return false };
    if !parts.headers.contains_key(name) {
        let Ok(key) = HeaderValue::from_str(&random_key()) else { return false };
        parts.headers.insert(name.clone(), key);
    }
    true
}

/// 128 bits, in the form of a random UUID (RFC 9562, section 5.4). They need not be secret, only never the same.
fn random_key() -> String {
    use std::hash::{BuildHasher as _, RandomState};
    // The standard library draws its hash keys from the system's source of randomness.
    let system = u128::from(RandomState::new().hash_one(0)) << 64 | u128::from(RandomState::new().hash_one(1));
    let bits = (system ^ fastrand::u128(..)) & !(0xf << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let digits = format!("{bits:032x}");
    let mut key = String::with_capacity(36);
    for (index, digit) in digits.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            key.push('-');
        }
        key.push(digit);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::random_key;

    #[test]
    fn keys_are_random_uuids() {
        let (one, other) = (random_key(), random_key());
        assert_ne!(one, other);
        let groups: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{one}");
        assert_eq!(&one[14..15], "4", "{one}");
        assert!("89ab".contains(&one[19..20]), "{one}");
    }
}
