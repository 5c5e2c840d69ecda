//! How facts about evidence are told: figures side by side, notices, entries that are long.

use super::page::Emphasis;
use crate::model::{FigureMatch, FigureResult, RegisteredNotice};

/// A claim's figure beside the source's: `claim “40%” | source “40.5% (33–48.4)” | agrees (…)`.
pub(crate) fn describe_figure(figure: &FigureMatch) -> Vec<(Emphasis, String)> {
    let mark = match figure.result {
        FigureResult::Agrees => Emphasis::Good,
        FigureResult::Disagrees => Emphasis::Bad,
        _ => Emphasis::Plain,
    };
    let source = figure.source.as_deref().map_or("-".to_owned(), |words| format!("“{words}”"));
    let remark = if figure.remark.is_empty() { String::new() } else { format!(" ({})", figure.remark) };
    vec![
        (Emphasis::Plain, format!("claim “{}” | source {source} | ", figure.claim)),
        (mark, figure.result.to_string().replace('-', " ")),
        (Emphasis::Plain, remark),
    ]
}

/// `correction of 2026-11-21, says crossref (10.5555/knee.2022.2c)`.
pub(crate) fn describe_notice(notice: &RegisteredNotice) -> String {
    let date = notice.on.map(|date| format!(" of {date}")).unwrap_or_default();
    let doi = notice.doi.as_ref().map(|doi| format!(" ({doi})")).unwrap_or_default();
    format!("{}{date}, says {}{doi}", notice.kind, notice.source)
}

/// The beginning of a text, cut at a word.
pub(crate) fn cut_at_word(text: &str, most: usize) -> String {
    let Some((at, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let begin = text.get(..at).unwrap_or_default();
    format!("{}…", begin.rsplit_once(' ').map_or(begin, |(words, _)| words))
}
