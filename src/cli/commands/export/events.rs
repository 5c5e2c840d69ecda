//! The event log: who changed what, when, before and after, in the order in which it was written.

use super::column::{CellText, Column, list_names, show_text, show_value, write_cells};
use super::{Export, Failure, Scope};
use crate::catalogue::View;
use crate::cli::commands::history::rows::find_rows;
use crate::model::{Article, Event};
use crate::tasks::log_words::Names;
use crate::write::{RecordSink, RecordSubject};

pub(super) const EXPORT: Export = Export {
    name: "events",
    summary: "the event log: who changed what, when, before and after",
    columns: &list_names(&COLUMNS),
    write,
    full: &[],
    judged: false,
    alone: true,
};

/// So many events' records are named before what is known of them is forgotten: a log may be long.
const NAMED_AT_ONCE: usize = 10_000;

type Cell = for<'r> fn(&'r (Event, Option<String>)) -> CellText<'r>;

const COLUMNS: [Column<Cell>; 23] = [
    Column { name: "event", value: |(event, _)| show_value(Some(event.address())) },
    Column { name: "at", value: |(event, _)| show_value(Some(event.at)) },
    Column { name: "who", value: |(event, _)| show_text(Some(&event.who)) },
    Column { name: "command", value: |(event, _)| show_text(Some(&event.command)) },
    Column { name: "action", value: |(event, _)| show_value(Some(event.action)) },
    Column { name: "table", value: |(event, _)| show_text(Some(&event.entity)) },
    Column { name: "record", value: |(_, record)| show_text(record.as_deref()) },
    Column { name: "uid", value: |(event, _)| show_value(Some(event.row)) },
    Column { name: "before", value: |(event, _)| show_text(event.before.as_deref()) },
    Column { name: "after", value: |(event, _)| show_text(event.after.as_deref()) },
    Column { name: "reason", value: |(event, _)| show_text(event.reason.as_deref()) },
    Column { name: "operator", value: |(event, _)| show_text(event.operator.as_deref()) },
    Column { name: "stated_on", value: |(event, _)| show_value(event.stated_on) },
    Column { name: "undoes", value: |(event, _)| show_text(event.undoes.as_deref()) },
    Column { name: "began", value: |(event, _)| show_value(event.began) },
    Column { name: "writer", value: |(event, _)| show_value(Some(event.writer)) },
    Column { name: "seq", value: |(event, _)| show_value(Some(event.seq)) },
    Column { name: "format", value: |(event, _)| show_value(Some(event.format.unwrap_or(1))) },
    Column { name: "rank", value: |(event, _)| show_value(event.rank) },
    Column { name: "seen", value: |(event, _)| show_text(event.seen.as_deref()) },
    Column { name: "row_sha256", value: |(event, _)| show_text(Some(&event.row_sha256)) },
    Column {
        name: "previous",
        value: |(event, _)| show_text(Some(&event.previous).filter(|p| !p.is_empty()).map(String::as_str)),
    },
    Column { name: "hash", value: |(event, _)| show_text(Some(&event.hash)) },
];

fn write(view: View<'_>, scope: &Scope<'_>, records: &mut dyn RecordSink) -> Result<(), Failure> {
    let article = scope.article.map(|uid| view.get::<Article>(uid)).transpose()?.flatten();
    let rows = article.map(|article| find_rows(view, &article.key)).transpose()?;
    let (mut names, mut named) = (Names::new(view), 0);
    view.each_event(rows.as_deref(), |event| {
        if named == NAMED_AT_ONCE {
            (names, named) = (Names::new(view), 0);
        }
        named += 1;
        let record = names.name_record(&event.entity, event.row)?;
        let event = (event, record);
        write_cells(records, COLUMNS.iter().map(|column| (column.value)(&event)), RecordSubject::Fields)?;
        Ok::<_, Failure>(())
    })
}
