//! Today, as rules see it: they ask whether a day is past, and what they ask tells on which days they would say the same.

use jiff::ToSpan;
use jiff::civil::Date;
use std::cell::Cell;

/// The days on which something is as it is: from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRange {
    first: Date,
    last: Date,
}

/// Today.
#[derive(Debug)]
pub struct Today {
    date: Date,
    alike: Cell<DayRange>,
}

impl DayRange {
    /// Every day.
    pub fn always() -> Self {
        Self { first: Date::MIN, last: Date::MAX }
    }

    /// From one day to another.
    pub fn new(first: Date, last: Date) -> Self {
        Self { first, last }
    }

    /// Whether a day is among them.
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The first day.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day.
    pub fn last(&self) -> Date {
        self.last
    }
}

impl Today {
    /// Today, of which nobody has asked anything yet.
    pub fn new(date: Date) -> Self {
        Self { date, alike: Cell::new(DayRange::always()) }
    }

    /// Whether a day is past.
    pub fn is_after(&self, day: Date) -> bool {
        let (is_past, alike) = (self.date > day, self.alike.get());
        self.alike.set(match is_past {
            true => DayRange { first: alike.first.max(day.saturating_add(1.day())), ..alike },
            false => DayRange { last: alike.last.min(day), ..alike },
        });
        is_past
    }

    /// The date itself: what says it says something else tomorrow.
    pub fn tell(&self) -> Date {
        self.alike.set(DayRange { first: self.date, last: self.date });
        self.date
    }

    /// The days on which each answer so far would have been the same.
    pub fn alike(&self) -> DayRange {
        self.alike.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_asked_of_today_tells_how_long_the_answer_holds() {
        let today = Today::new(date(2026, 3, 1));
        assert!(today.alike().contains(date(1900, 1, 1)) && today.alike().contains(date(2900, 1, 1)));
        assert!(
            today.is_after(date(2026, 2, 1)) && !today.is_after(date(2026, 4, 1)) && !today.is_after(date(2027, 1, 1))
        );
        assert_eq!(today.alike(), DayRange::new(date(2026, 2, 2), date(2026, 4, 1)));
        for (day, same) in
            [(date(2026, 2, 1), false), (date(2026, 2, 2), true), (date(2026, 4, 1), true), (date(2026, 4, 2), false)]
        {
            let then = Today::new(day);
            let answers = (then.is_after(date(2026, 2, 1)), then.is_after(date(2026, 4, 1)));
            assert_eq!(answers == (true, false), same, "{day}");
            assert_eq!(today.alike().contains(day), same, "{day}");
        }
        assert_eq!(today.tell(), date(2026, 3, 1));
        assert!(!today.is_after(date(2026, 3, 1)));
        assert_eq!(today.alike(), DayRange::new(date(2026, 3, 1), date(2026, 3, 1)));
    }
}
