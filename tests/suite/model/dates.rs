//! Partial dates: the forms people print, and the properties that hold for any.

use claimbook::model::PartialDate;
use proptest::prelude::*;

#[test]
fn the_forms_people_print() {
    for (text, date) in [
        ("2020", "2020"),
        ("2020-05", "2020-05"),
        ("2020-05-31", "2020-05-31"),
        ("2020-5-1", "2020-05-01"),
        ("2020/08/16", "2020-08-16"),
        ("2020.08.16", "2020-08-16"),
        ("2020-08-16T10:30:00Z", "2020-08-16"),
        ("2020-08-16 10:30", "2020-08-16"),
        ("Jun 30, 2025", "2025-06-30"),
        ("June 30 2025", "2025-06-30"),
        ("30 June 2025", "2025-06-30"),
        ("30th of June, 2025", "2025-06-30"),
        ("Monday, June 30, 2025", "2025-06-30"),
        ("1st May 2020", "2020-05-01"),
        ("May 2020", "2020-05"),
        ("May, 2020", "2020-05"),
        ("2020 May", "2020-05"),
        ("2020 Aug 16", "2020-08-16"),
        ("2020, December 3", "2020-12-03"),
        ("Sept. 2020", "2020-09"),
        ("SEPTEMBER 2020", "2020-09"),
        ("16-Aug-2020", "2020-08-16"),
        (" 2020. ", "2020"),
        ("29 Feb 2020", "2020-02-29"),
        ("16/08/2020", "2020-08-16"),
        ("08/16/2020", "2020-08-16"),
        ("11/11/2030", "2030-11-11"),
        ("4.4.2030", "2030-04-04"),
        ("25-3-2030", "2030-03-25"),
        ("0001", "0001"),
        ("9999-12-31", "9999-12-31"),
    ] {
        let read = text.parse::<PartialDate>().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(read.to_string(), date, "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused_with_a_reason() {
    for (text, reason) in [
        ("05/06/2020", "could be two days: write 2020-06-05 or 2020-05-06"),
        ("32/08/2020", "expected a form"),
        ("13/13/2020", "expected a form"),
        ("2020-13", "there is no such month"),
        ("2021-02-29", "there is no such day"),
        ("31 April 2020", "there is no such day"),
        ("0000", "its year is not between 1 and 9999"),
        ("May", "it has no year"),
        ("", "expected a form"),
        ("n.d.", "expected a form"),
        ("2020s", "expected a form"),
        ("Spring 2020", "expected a form"),
        ("10 2020", "expected a form"),
        ("May May 2020", "expected a form"),
        ("1 2 May 2020", "expected a form"),
        ("20201", "expected a form"),
        ("2020-05-31-01", "expected a form"),
    ] {
        let error = text.parse::<PartialDate>().expect_err(text).to_string();
        assert!(error.contains(reason), "{text}: {error}");
    }
}

#[test]
fn loosely_a_season_or_range_is_its_year() {
    for (text, year) in [
        ("Spring 2020", Some("2020")),
        ("2020 May-Jun", Some("2020")),
        ("May/June 2020", Some("2020")),
        ("c2020", Some("2020")),
        ("©2020, reprinted 2020", Some("2020")),
        ("2020-2021", None),
        ("n.d.", None),
        ("1234567", None),
        ("Jun 30, 2025", Some("2025-06-30")),
        ("16/08/2020", Some("2020-08-16")),
    ] {
        assert_eq!(PartialDate::parse_loose(text).map(|d| d.to_string()).as_deref(), year, "{text}");
    }
}

#[test]
fn a_part_that_is_missing_is_not_invented() {
    let year: PartialDate = "2020".parse().expect("a year");
    assert_eq!((year.month(), year.day(), year.parts()), (None, None, vec![2020]));
    assert_eq!(year.first_day().to_string(), "2020-01-01");
    assert_eq!(year.last_day().to_string(), "2020-12-31");
    let month: PartialDate = "2020-02".parse().expect("a month");
    assert_eq!(month.last_day().to_string(), "2020-02-29");
    assert_eq!(PartialDate::from_parts(Some(2020), None, Some(5)).expect("the year").parts(), [2020]);
}

#[test]
fn the_ends_of_time_are_dates() {
    for text in ["0001", "0001-01", "0001-01-01", "1969-12-31", "2038-01-19", "9999", "9999-12", "9999-12-31"] {
        let date: PartialDate = text.parse().expect(text);
        assert!(date.first_day() <= date.last_day());
        assert_eq!(date.to_string(), text);
    }
    for extreme in [i64::MIN, -1, 0, 10_000, i64::from(i16::MAX) + 1, i64::MAX] {
        assert!(PartialDate::from_parts(Some(extreme), Some(1), Some(1)).is_err());
        assert!(PartialDate::from_parts(Some(2020), Some(extreme), None).is_err());
        assert!(PartialDate::from_parts(Some(2020), Some(1), Some(extreme)).is_err());
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(year in 1..=9999_i64, month in proptest::option::of(1..=12_i64), day in proptest::option::of(1..=31_i64)) {
        if let Ok(date) = PartialDate::from_parts(Some(year), month, day) {
            prop_assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
        }
    }

    #[test]
    fn no_input_panics(text in any::<String>(), close in "[0-9a-zA-Z,./ \\-:T\u{a0}]{0,24}") {
        let _ = (text.parse::<PartialDate>(), PartialDate::parse_loose(&text));
        if let Ok(date) = close.parse::<PartialDate>() {
            prop_assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
        }
    }
}
