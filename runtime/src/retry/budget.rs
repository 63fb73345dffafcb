//! How many retries the calls of a client may have together.

use std::sync::atomic::{AtomicU32, Ordering};

/// A supply of retries that failing calls use up and succeeding calls fill again.
#[derive(Debug)]
pub(crate) struct Budget {
    /// In fifths of a retry.
    left: AtomicU32,
    most: u32,
}

/// What a retry costs; a success earns one.
const RETRY: u32 = 5;

impl Budget {
    pub(super) fn new(retries: u32) -> Self {
        let most = retries.saturating_mul(RETRY);
        Self { left: AtomicU32::new(most), most }
    }

    /// Takes one retry, if there is one.
    pub(crate) fn take(&self) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(RETRY)).is_ok()
    }

    /// A call succeeded.
    pub(crate) fn earn(&self) {
        let more = |left: u32| (left < self.most).then(|| left + 1);
        // Full already: nothing to do.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn five_successes_earn_a_retry() {
        let budget = Budget::new(2);
        assert!(budget.take() && budget.take() && !budget.take());
        (0..4).for_each(|_| budget.earn());
        assert!(!budget.take());
        budget.earn();
        assert!(budget.take() && !budget.take());
        (0..100).for_each(|_| budget.earn());
        assert!(budget.take() && budget.take() && !budget.take());
        assert!(!Budget::new(0).take());
    }
}
