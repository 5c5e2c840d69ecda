//! How fast, how many at once, how patient: the figures, and what answers say about them.

use super::Response;
use std::time::Duration;

/// How fast a host is asked. A host's own headers may lower it in the run, never raise it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// The least time between two requests.
    pub gap: Duration,
    /// The least time between two requests for many things at once, where the host counts those apart from the others.
    pub lists: Option<Duration>,
    /// The most requests under way at once.
    pub at_once: usize,
}

impl Pace {
    /// For hosts that no registry's descriptor speaks of.
    pub const STRANGER: Self = Self { gap: Duration::from_millis(500), lists: None, at_once: 1 };
    /// `pace = "off"`, for a base URL that the user configured. Bounded all the same: sockets are not free.
    pub const OFF: Self = Self { gap: Duration::ZERO, lists: None, at_once: 176 };

    /// How many requests stand ready, so that no answer waits for the next question: those under way and a few more.
    pub const fn count_prepared(&self) -> usize {
        self.at_once.saturating_add(self.at_once / 4).saturating_add(1)
    }

    /// So many requests a second, so many at once.
    pub const fn per_second(requests: u32, at_once: usize) -> Self {
        Self { gap: gap_between(requests), lists: None, at_once }
    }

    /// The same, with so many requests for many things a second, counted apart.
    pub const fn with_lists(self, requests: u32) -> Self {
        Self { lists: Some(gap_between(requests)), ..self }
    }

    /// The slower of two, where one host is asked for two reasons.
    pub fn slow_to(self, other: Self) -> Self {
        let lists = self.lists.or(other.lists).map(|_| self.gap_of(true).max(other.gap_of(true)));
        Self { gap: self.gap.max(other.gap), lists, at_once: self.at_once.min(other.at_once) }
    }

    /// The least time before the next request of a kind: for many things at once, or for one.
    pub fn gap_of(self, many: bool) -> Duration {
        self.lists.filter(|_| many).unwrap_or(self.gap)
    }

    /// This pace, lowered to what the headers of an answer to such a request allow. A header that makes no sense is as if
    /// it were absent.
    pub(super) fn lower_by(self, response: &Response, many: bool) -> Self {
        let at_once = read_count(response, "x-concurrency-limit").unwrap_or(usize::MAX);
        let gap = read_count(response, "x-rate-limit-limit").map(|requests| {
            let interval =
                response.header("x-rate-limit-interval").and_then(read_interval).unwrap_or(Duration::from_secs(1));
            interval / u32::try_from(requests).unwrap_or(u32::MAX)
        });
        let lowered = self.gap_of(many).max(gap.unwrap_or_default());
        let at_once = self.at_once.min(at_once);
        match self.lists.filter(|_| many) {
            Some(_) => Self { lists: Some(lowered), at_once, ..self },
            None => Self { gap: lowered, at_once, ..self },
        }
    }
}

/// The time between two of so many requests a second.
const fn gap_between(requests: u32) -> Duration {
    Duration::from_nanos(1_000_000_000 / requests as u64)
}

/// A header's count: the smallest where it is sent twice (`50, 50`), nothing where it is no positive number.
fn read_count(response: &Response, name: &str) -> Option<usize> {
    let numbers = response.header(name)?.split(',').filter_map(|n| n.trim().parse().ok());
    numbers.filter(|n| *n > 0).min()
}

/// `1s`, `60s`, `5m` or bare seconds; at most an hour.
fn read_interval(text: &str) -> Option<Duration> {
    let text = text.split(',').next()?.trim();
    let (digits, unit) = match text.strip_suffix('s') {
        Some(digits) => (digits, 1),
        None => text.strip_suffix('m').map_or((text, 1), |digits| (digits, 60)),
    };
    let seconds = digits.trim().parse::<u64>().ok()?.checked_mul(unit)?;
    (1..=3600).contains(&seconds).then(|| Duration::from_secs(seconds))
}

/// How long and how often we ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// The most times one request is sent.
    pub tries: u32,
    /// Repeats a host gets in a run beyond one for every five requests.
    pub spare_repeats: u32,
    /// How long, in all, one host may make the run wait.
    pub waits: Duration,
    /// After so many failures in a row, without one answer between them, a lane is closed for the run; after more, up to four times
    /// as many, where it has answered before.
    pub in_a_row: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { tries: 4, spare_repeats: 50, waits: Duration::from_secs(120), in_a_row: 10 }
    }
}

/// The wait before try number `tries + 1`: doubling from half a second to half a minute, half to one and a half times
/// that at random, so that many clients do not come back in step.
pub(super) fn back_off(tries: u32) -> Duration {
    let base =
        Duration::from_millis(500).saturating_mul(1 << tries.saturating_sub(1).min(6)).min(Duration::from_secs(30));
    base.mul_f64(0.5 + draw_chance())
}

/// A number in [0, 1). The keys of the standard library's hasher are the only randomness it offers; for jitter that
/// is enough.
fn draw_chance() -> f64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let bits = RandomState::new().build_hasher().finish() >> 11;
    bits as f64 / (1_u64 << 53) as f64
}

/// What a `Retry-After` header asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryAfter(pub Duration);

impl RetryAfter {
    /// The longest wait that is believed.
    const LONGEST: Duration = Duration::from_secs(600);

    /// Reads seconds or an HTTP date. A date counts from the answer's own `Date`, so that our clock may be wrong.
    pub fn from_response(response: &Response) -> Option<Self> {
        let text = response.header("retry-after")?.trim();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            let seconds = text.parse().unwrap_or(u64::MAX);
            return Some(Self(Duration::from_secs(seconds).min(Self::LONGEST)));
        }
        let seconds_of = |date: &str| Some(jiff::fmt::rfc2822::parse(date).ok()?.timestamp().as_second());
        let (until, now) = (seconds_of(text)?, seconds_of(response.header("date")?)?);
        let seconds = u64::try_from(until.saturating_sub(now)).unwrap_or(0);
        Some(Self(Duration::from_secs(seconds).min(Self::LONGEST)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Headers<'a> = &'a [(&'a str, &'a str)];

    fn answer(headers: Headers<'_>) -> Response {
        Response {
            status: 200,
            headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            body: Vec::new(),
            url: "https://doi.org/".parse().unwrap(),
            hops: Vec::new(),
            took: Duration::ZERO,
        }
    }

    #[test]
    fn headers_lower_the_pace_and_nonsense_is_ignored() {
        let start = Pace::per_second(10, 3);
        let table: &[(Headers<'_>, u64, usize)] = &[
            (&[], 100, 3),
            (&[("x-rate-limit-limit", "50"), ("x-rate-limit-interval", "1s")], 100, 3),
            (&[("x-rate-limit-limit", "5"), ("x-rate-limit-interval", "1s")], 200, 3),
            (&[("x-rate-limit-limit", "50, 50"), ("x-rate-limit-interval", "60s")], 1200, 3),
            (&[("x-rate-limit-limit", "5"), ("x-rate-limit-interval", "1m")], 12_000, 3),
            (&[("x-rate-limit-limit", "5")], 200, 3),
            (&[("x-rate-limit-limit", "abc"), ("x-rate-limit-interval", "1s")], 100, 3),
            (&[("x-rate-limit-limit", "0")], 100, 3),
            (&[("x-rate-limit-limit", "-3")], 100, 3),
            (&[("x-rate-limit-limit", "99999999999999999999")], 100, 3),
            (&[("x-rate-limit-limit", "5"), ("x-rate-limit-interval", "99999999999s")], 200, 3),
            (&[("x-rate-limit-limit", "5"), ("x-rate-limit-interval", "s")], 200, 3),
            (&[("x-rate-limit-limit", "5"), ("x-rate-limit-interval", "0s")], 200, 3),
            (&[("x-concurrency-limit", "1")], 100, 1),
            (&[("x-concurrency-limit", "3, 2")], 100, 2),
            (&[("x-concurrency-limit", "0")], 100, 3),
            (&[("x-concurrency-limit", "99")], 100, 3),
        ];
        for (headers, gap, at_once) in table {
            let lowered = start.lower_by(&answer(headers), false);
            assert_eq!((lowered.gap.as_millis(), lowered.at_once), (u128::from(*gap), *at_once), "{headers:?}");
        }
    }

    #[test]
    fn what_is_said_about_lists_lowers_lists_where_they_are_counted_apart() {
        let slow = answer(&[("x-rate-limit-limit", "2"), ("x-concurrency-limit", "1")]);
        let (apart, together) = (Pace::per_second(10, 3).with_lists(5), Pace::per_second(10, 3));
        for (start, many, gap, lists) in [
            (apart, true, 100, Some(500)),
            (apart, false, 500, Some(200)),
            (together, true, 500, None),
            (together, false, 500, None),
        ] {
            let lowered = start.lower_by(&slow, many);
            let lists_gap = lowered.lists.map(|l| l.as_millis());
            assert_eq!((lowered.gap.as_millis(), lists_gap, lowered.at_once), (gap, lists, 1), "{many}");
        }
    }

    #[test]
    fn a_host_asked_for_two_reasons_is_asked_at_the_slower_pace() {
        let crossref = Pace::per_second(5, 1).with_lists(1);
        for (a, b) in [(crossref, Pace::OFF), (Pace::OFF, crossref)] {
            assert_eq!(a.slow_to(b), crossref);
        }
        assert_eq!(Pace::OFF.slow_to(Pace::OFF), Pace::OFF);
        assert_eq!(crossref.slow_to(Pace::STRANGER).gap_of(true), Duration::from_secs(1));
    }

    #[test]
    fn retry_after_in_both_forms_and_in_none() {
        let date = "Wed, 21 Oct 2026 07:28:00 GMT";
        let table: &[(Headers<'_>, Option<u64>)] = &[
            (&[], None),
            (&[("retry-after", "2")], Some(2)),
            (&[("retry-after", " 0 ")], Some(0)),
            (&[("retry-after", "601")], Some(600)),
            (&[("retry-after", "99999999999999999999999999")], Some(600)),
            (&[("retry-after", "-5")], None),
            (&[("retry-after", "1e300")], None),
            (&[("retry-after", "soon")], None),
            (&[("retry-after", "")], None),
            (&[("retry-after", "Wed, 21 Oct 2026 07:28:07 GMT"), ("date", date)], Some(7)),
            (&[("retry-after", "Wed, 21 Oct 2020 07:28:07 GMT"), ("date", date)], Some(0)),
            (&[("retry-after", "Thu, 31 Dec 9998 23:59:59 GMT"), ("date", date)], Some(600)),
            (&[("retry-after", "Wed, 21 Oct 2026 07:28:07 GMT")], None),
            (&[("retry-after", "Wed, 21 Oct 2026 07:28:07 GMT"), ("date", "yesterday")], None),
        ];
        for (headers, seconds) in table {
            assert_eq!(RetryAfter::from_response(&answer(headers)).map(|r| r.0.as_secs()), *seconds, "{headers:?}");
        }
    }

    #[test]
    fn back_off_doubles_with_jitter_and_is_bounded() {
        for tries in 1..200 {
            let wait = back_off(tries).as_millis();
            let base = (500_u128 << (tries - 1).min(6)).min(30_000);
            assert!((base / 2..=base * 3 / 2).contains(&wait), "try {tries}: {wait} ms");
        }
    }
}
