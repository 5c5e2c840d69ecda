//! Every step there ever was, with what it changes. A line here for each new table, column or conversion.

use super::super::waiver;
use super::{Change, Step};
use crate::catalogue::older_words;

/// Append only; `schema.sql` always shows the result.
pub(super) const STEPS: &[Step] = &[
    Step {
        from: include_str!("schema_1.sql"),
        changes: &[Change {
            summary: "what a service last answered is found without reading every answer",
            sql: include_str!("heard.sql"),
            rows: None,
        }],
    },
    Step {
        from: include_str!("schema_2.sql"),
        changes: &[
            Change {
                summary: "retiring, persons with an id, and waivers that follow their records",
                sql: include_str!("people_and_retired.sql"),
                rows: Some(waiver::find_records),
            },
            Change {
                summary: "events say their format, what they had seen, and who sat at the keyboard",
                sql: include_str!("event.sql"),
                rows: None,
            },
            Change {
                summary: "markers are no part of a claim's words, and what stands over them is kept",
                sql: include_str!("markers_and_heads.sql"),
                rows: Some(older_words::complete_all),
            },
        ],
    },
    Step {
        from: include_str!("schema_3.sql"),
        changes: &[
            Change {
                summary: "a place may be proposed for a claim of another article",
                sql: include_str!("proposed_places.sql"),
                rows: None,
            },
            Change { summary: "proposals say how sure they are", sql: include_str!("confidence.sql"), rows: None },
            Change {
                summary: "versions say which markers name what the list does not have",
                sql: "",
                rows: Some(older_words::name_unlisted),
            },
            Change {
                summary: "a waiver may be about a finding that only a file has",
                sql: include_str!("waiver_fingerprint.sql"),
                rows: None,
            },
        ],
    },
    Step {
        from: include_str!("schema_4.sql"),
        changes: &[Change {
            summary: "commands can be undone, claims merged, and reviews settle others and carry signatures",
            sql: include_str!("opinions_and_undo.sql"),
            rows: None,
        }],
    },
    Step {
        from: include_str!("schema_5.sql"),
        changes: &[Change {
            summary: "paragraphs of open full texts may be kept",
            sql: include_str!("full_text.sql"),
            rows: None,
        }],
    },
    Step {
        from: include_str!("schema_6.sql"),
        changes: &[
            Change {
                summary: "what two desks decided differently is kept as a conflict until a person settles it",
                sql: "",
                rows: None,
            },
            Change {
                summary: "a serial of a team's desk ends in the letter of the desk",
                sql: include_str!("names_in_addresses.sql"),
                rows: None,
            },
        ],
    },
    Step {
        from: include_str!("schema_7.sql"),
        changes: &[Change { summary: "claims that fit a filter are found where they are few", sql: "", rows: None }],
    },
];
