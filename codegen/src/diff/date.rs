//! Days, as far as they are needed to judge dates of sunset and of expiry.
//!
//! Takes texts, gives days that can be compared. Must not ask what day it is.

/// What is expected of whoever announces an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// The day that it is; without it, every day is taken to have passed.
    pub today: Option<Date>,
    /// How many days before its sunset something has to be deprecated; 0 allows to name no day.
    pub notice_days: u32,
}

impl Policy {
    /// As of this day, without a time of notice.
    #[must_use]
    pub const fn on(today: Option<Date>) -> Self {
        Self { today, notice_days: 0 }
    }

    /// The first day that a sunset may be on when it is announced now.
    pub(super) fn earliest(&self) -> Option<Date> {
        Some(self.today?.plus(self.notice_days))
    }

    /// How an announcement is called in ids, if it is wanting: `sunset-missing`, `sunset-date-too-small`.
    pub(super) fn fault(&self, sunset: Option<Date>) -> Option<&'static str> {
        match sunset {
            None => (self.notice_days > 0).then_some("sunset-missing"),
            Some(date) => self.earliest().is_some_and(|earliest| date < earliest).then_some("sunset-date-too-small"),
        }
    }
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if there is such a one.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// The day that a text begins with: `2027-01-31`, or a moment of RFC 3339 on that day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        let mut parts = date.split('-');
        let mut next = |length: usize| {
            parts.next().filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day on which so many days have passed since 1970-01-01.
    #[must_use]
    pub fn from_days(days: u64) -> Option<Self> {
        // Years begin in March here, so that the leap day is the last one; 719,468 days lie before 1970 then.
        let days = days.checked_add(719_468)?;
        let era = days / 146_097;
        let of_era = days % 146_097;
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + u64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

impl Date {
    /// The day so many days later; the same day where there is no such one.
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        let (year, month) = (u64::from(self.year), u64::from(self.month));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year.saturating_sub(1), month + 9) };
        let of_year = (153 * month + 2) / 5 + u64::from(self.day) - 1;
        let since = year * 365 + year / 4 - year / 100 + year / 400 + of_year;
        since.checked_sub(719_468).and_then(|since| Self::from_days(since + u64::from(days))).unwrap_or(self)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_compared() {
        let day = |text: &str| Date::parse(text);
        assert_eq!(day("2027-01-31").map(|day| day.to_string()), Some("2027-01-31".to_owned()));
        assert_eq!(day("2027-01-31T10:00:00Z"), day("2027-01-31"));
        assert!(day("2027-01-31") < day("2027-02-01"));
        for wrong in ["", "2027-1-31", "2027-13-01", "2027-02-29", "2027-01-311", "soon", "20270131", "+027-01-31"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
        assert!(day("2028-02-29").is_some());
    }

    #[test]
    fn days_are_counted() {
        for (days, text) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_819, "2027-01-01")] {
            assert_eq!(Date::from_days(days), Date::parse(text), "{days}");
        }
        assert_eq!(Date::from_days(u64::MAX), None);
        let plus = |text: &str, days| Date::parse(text).map(|day| day.plus(days).to_string());
        assert_eq!(plus("2026-12-31", 1).as_deref(), Some("2027-01-01"));
        assert_eq!(plus("2024-02-28", 366).as_deref(), Some("2025-02-28"));
    }
}
