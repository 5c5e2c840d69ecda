//! Cuts the lines of a list of references into entries. Numbers, bullets and letters tell where one begins; without them
//! indents do; without those it is told by how full the lines are, how they end and how the next begins.

use super::back_links::begins_with_sign;
use super::rest::{is_other_page, is_rest};
use super::row::{Bullet, Row, depth, measure_indent, read_raised_number};
use super::short_entry::names_publication;
use super::{reads_like_entry, tabbed, unheaded};
use crate::model::BlockKind;
use crate::read::piece::{Piece, reads_like_heading};
use crate::read::printed::begins_with_names;
use crate::text::citing::parse_roman;
use crate::text::normalise::{FileSpan, join_spans};

/// Lines that belong together, and the mark that they begin with.
struct Group<'a, 'r> {
    rows: Vec<&'r Row<'a>>,
    mark: Option<Bullet>,
    gap: bool,
}

/// The pieces of a list, one for each entry, heading or paragraph in it.
pub(in crate::read) fn cut_entries(rows: &[Row<'_>]) -> Vec<Piece> {
    if let Some(table) = tabbed::cut_table(rows) {
        return table;
    }
    let marks = find_bullets(rows);
    let told = ListShape::from_rows(rows, &marks);
    let mut groups: Vec<Group<'_, '_>> = Vec::new();
    let mut gap = true;
    let last_mark = marks.iter().rposition(Option::is_some).unwrap_or_default();
    for (at, row) in rows.iter().enumerate() {
        if row.is_blank() {
            gap = true;
            continue;
        }
        // The end of a page within the list parts no entry.
        gap &= !(row.is_behind_page && at < last_mark);
        let mark = marks.get(at).cloned().flatten();
        let behind = rows.iter().zip(&marks).skip(at + 1).find(|(row, _)| !row.is_blank());
        let heads = |before: &Row<'_>| {
            let begins = |(row, mark): (&Row<'_>, &Option<Bullet>)| {
                mark.is_some() || is_finished(before) && !is_rest(row.raw.trim())
            };
            heads(row.raw.trim()) && behind.is_some_and(begins)
        };
        let is_head = groups.last().and_then(|group| group.rows.last()).is_some_and(|before| heads(before));
        // The foot of a page, behind a blank line: an address, and whose it is.
        let below = || rows.iter().skip(at).take_while(|row| !row.is_blank()).take(3).any(|row| row.raw.contains('©'));
        let is_foot = gap && mark.is_none() && below();
        let goes_on =
            mark.is_none() && !is_foot && groups.last().is_some_and(|group| told.goes_on(group, row, gap, is_head));
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { rows: vec![row], mark, gap }),
        }
        gap = false;
    }
    groups.iter().filter_map(join_group).collect()
}

fn join_group(group: &Group<'_, '_>) -> Option<Piece> {
    let first = group.rows.first()?.n;
    let spans: Vec<FileSpan<'_>> = group
        .rows
        .iter()
        .map(|row| match group.mark.as_ref().filter(|_| row.n == first) {
            Some(mark) => FileSpan {
                text: row.raw.get(mark.bytes..).unwrap_or_default(),
                line: row.n,
                column: mark.columns + row.column,
            },
            None => FileSpan { text: row.raw, line: row.n, column: row.column },
        })
        .collect();
    let made = join_spans(&spans);
    if made.text.is_empty() {
        return None;
    }
    let kind = if group.mark.is_some() { BlockKind::Item } else { BlockKind::Paragraph };
    let mut piece = Piece::new(kind, made);
    (piece.gap, piece.cut) = (group.gap, true);
    if let Some(mark) = &group.mark {
        piece.level = mark.depth;
        piece.number.clone_from(&mark.number);
    }
    Some(piece)
}

/// The marks that the lines begin with, of the kind that this list uses: those of plain text (`12.`, `[12]`, `•`), and where
/// it has none of them, numbers without a mark behind and letters, if they go up by one.
fn find_bullets(rows: &[Row<'_>]) -> Vec<Option<Bullet>> {
    let closed = find_closed_bullets(rows);
    let alone = keep_in_order(rows, read_bare_number);
    let count = |marks: &[Option<Bullet>]| marks.iter().flatten().count();
    // "1." on one line and the entry on the next; or "45-" on one line and "52." on the next.
    if count(&alone) >= 2 {
        return alone;
    }
    let others = [read_unmarked_number, read_roman, read_letter]
        .into_iter()
        .map(|read| keep_in_order(rows, read))
        .find(|marks| count(marks) >= 2);
    others.filter(|others| count(others) > count(&closed)).unwrap_or(closed)
}

/// The marks of plain text. A number that is out of order on a line that goes on with the one before is none: "45-" and
/// "52. doi:…".
fn find_closed_bullets(rows: &[Row<'_>]) -> Vec<Option<Bullet>> {
    let mut last = 0;
    let mut before: Option<&Row<'_>> = None;
    let mut marks = Vec::with_capacity(rows.len());
    for row in rows {
        let mark = row.bullet.clone().or_else(|| read_attached_number(row.raw));
        // A number beyond 999 that does not go on with the one before is a year.
        let mark = mark.filter(|mark| {
            mark.number.as_ref().is_none_or(|n| n.len() < 4 || n.parse::<u32>().is_ok_and(|n| n == last + 1))
        });
        let n = mark.as_ref().and_then(|mark| mark.number.as_deref()?.parse::<u32>().ok());
        let goes_on = before.is_some_and(|b| !b.is_blank() && !is_finished(b));
        let stray = n.is_some_and(|n| n != 1 && n != last + 1) && goes_on;
        if !stray {
            last = n.unwrap_or(last);
        }
        marks.push(mark.filter(|_| !stray));
        before = Some(row);
    }
    marks
}

/// Marks that begin with 1 or a and go up by one; what does not is none.
fn keep_in_order(rows: &[Row<'_>], read: fn(&str) -> Option<(usize, u32, String)>) -> Vec<Option<Bullet>> {
    let mut last = 0;
    let mut taken = |row: &Row<'_>| {
        let (bytes, n, number) = read(row.raw).filter(|(_, n, _)| *n == last + 1 || *n == 1)?;
        last = n;
        let columns = u32::try_from(row.raw.get(..bytes)?.chars().count()).ok()?;
        Some(Bullet { columns, bytes, number: Some(number), depth: depth(row.raw) })
    };
    rows.iter().map(&mut taken).collect()
}

/// Where the words behind a mark of so many bytes begin.
fn words_at(raw: &str, text: &str, mark: usize) -> usize {
    let behind = text.get(mark..).unwrap_or_default();
    raw.len() - behind.trim_start().len()
}

fn read_digits(text: &str) -> Option<(usize, u32)> {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    Some((length, text.get(..length).filter(|_| (1..=6).contains(&length))?.parse().ok()?))
}

/// `1.Okafor`: a stop with nothing behind it but the entry.
fn read_attached_number(raw: &str) -> Option<Bullet> {
    let text = raw.trim_start();
    let (length, n) = read_digits(text)?;
    let behind = text.get(length..)?.strip_prefix(['.', ')'])?;
    let fits = behind.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')) || begins_with_sign(behind);
    let bytes = words_at(raw, text, length + 1);
    let columns = u32::try_from(raw.get(..bytes)?.chars().count()).ok()?;
    fits.then(|| Bullet { columns, bytes, number: Some(n.to_string()), depth: depth(raw) })
}

/// Whether a line is the number of the first entry, which stands on the next.
pub(in crate::read) fn is_first_number(raw: &str) -> bool {
    read_bare_number(raw).is_some_and(|(_, n, _)| n == 1)
}

/// `1.`, `[1]`, `1` on a line of its own.
fn read_bare_number(raw: &str) -> Option<(usize, u32, String)> {
    let text = raw.trim();
    let (_, n) = read_digits(text.trim_start_matches(['[', '(']))?;
    let plain = text.trim_start_matches(['[', '(']).trim_end_matches(['.', ')', ']']);
    (plain == n.to_string()).then(|| (raw.len(), n, plain.to_owned()))
}

/// `1 Okafor`, `1<tab>Okafor`, `¹ Okafor`.
fn read_unmarked_number(raw: &str) -> Option<(usize, u32, String)> {
    let text = raw.trim_start();
    if let Some((mark, raised)) = read_raised_number(text) {
        return Some((words_at(raw, text, mark), raised.parse().ok()?, raised));
    }
    let (length, n) = read_digits(text)?;
    let behind = text.get(length..)?;
    let words = behind.trim_start();
    (behind.len() > words.len() && words.starts_with(|c: char| !c.is_ascii_digit()))
        .then(|| (words_at(raw, text, length), n, n.to_string()))
}

/// `a. Okafor`, `b) Halloway`, `(c) NHS`.
fn read_letter(raw: &str) -> Option<(usize, u32, String)> {
    let text = raw.trim_start();
    let open = usize::from(text.starts_with('('));
    let letter = text.get(open..)?.chars().next().filter(char::is_ascii_lowercase)?;
    let behind = text.get(open + 1..)?.strip_prefix(['.', ')'])?;
    behind
        .starts_with(char::is_whitespace)
        .then(|| (words_at(raw, text, open + 2), u32::from(letter) - u32::from('a') + 1, letter.to_string()))
}

/// `i. Okafor`, `[ii] Halloway`, `(iv) NHS`, and `v Okafor` in small letters.
fn read_roman(raw: &str) -> Option<(usize, u32, String)> {
    let text = raw.trim_start();
    let open = usize::from(text.starts_with(['[', '(']));
    let numeral: String = text.get(open..)?.chars().take_while(char::is_ascii_alphabetic).take(9).collect();
    let number = parse_roman(&numeral)?;
    let mark = open + numeral.len();
    let behind = text.get(mark..)?;
    let closed = behind.strip_prefix(if open == 1 { &[']', ')'][..] } else { &['.', ')'][..] });
    let is_bare = open == 0 && numeral.starts_with(char::is_lowercase) && closed.is_none();
    let begins = closed.or(Some(behind).filter(|_| is_bare))?.starts_with(char::is_whitespace);
    begins.then(|| (words_at(raw, text, mark + usize::from(!is_bare)), number, numeral))
}

/// What tells the lines of a list that goes on from those that begin an entry.
struct ListShape {
    marked: bool,
    /// Lines that go on are indented deeper than this.
    hanging: Option<usize>,
    /// The length at which lines are broken; none where they are not.
    width: Option<usize>,
    /// Blank lines stand between the entries, and nowhere else.
    parted: bool,
    /// Each entry has its mark and is one line, the last perhaps apart.
    alone: bool,
}

impl ListShape {
    fn from_rows(rows: &[Row<'_>], marks: &[Option<Bullet>]) -> Self {
        let marked = marks.iter().any(Option::is_some);
        let filled: Vec<&Row<'_>> = rows.iter().filter(|row| !row.is_blank()).collect();
        let depths = || filled.iter().map(|row| measure_indent(row.raw));
        let least = depths().min().unwrap_or_default();
        let deeper = depths().filter(|depth| *depth > least).count();
        let begins = filled.first().is_some_and(|row| measure_indent(row.raw) == least);
        let hanging = (begins && deeper >= 1 && !marked).then_some(least);
        // An address is not broken, however long it is.
        let worded = filled.iter().filter(|row| row.raw.trim().contains(' '));
        let width = worded.map(|row| length(row)).max().filter(|longest| *longest <= LONGEST);
        let broken = |pair: &[&Row<'_>]| match pair {
            [a, b] => {
                let full = b.n == a.n + 1 && !fits(a, b, width.unwrap_or_default());
                let is_whole = is_finished(a) || names_publication(a.raw);
                full && !is_address(b.raw.trim()) && (!is_whole || begins_low(b))
            }
            _ => false,
        };
        let parted = !marked && are_parted(rows);
        Self {
            marked,
            hanging,
            width: width.filter(|_| filled.windows(2).any(broken)),
            parted,
            alone: are_alone(rows, marks),
        }
    }

    /// Whether a line without a mark goes on with the lines before, or heads a part of the list.
    fn goes_on(&self, group: &Group<'_, '_>, row: &Row<'_>, gap: bool, is_head: bool) -> bool {
        let (Some(first), Some(before)) = (group.rows.first(), group.rows.last()) else { return false };
        let text = row.raw.trim();
        let rest = is_rest(text) && !begins_with_names(text);
        // "1." stands on a line of its own.
        let begun = group.rows.len() == 1 && group.mark.as_ref().is_some_and(|mark| mark.bytes == first.raw.len());
        if begun {
            return true;
        }
        if self.marked {
            // Deeper than the number of its entry, it goes on behind a blank line too.
            let deeper = measure_indent(row.raw) > measure_indent(first.raw) && group.mark.is_some();
            return match () {
                () if read_bare_number(row.raw).is_some() && gap => false,
                () if gap => group.mark.is_some() && (deeper || rest),
                () if self.alone
                    && group.rows.len() == 1
                    && !rest
                    && is_finished(before)
                    && !reads_like_entry(text) =>
                {
                    false
                }
                () if group.mark.is_none() => !heads(first.raw.trim()),
                () => !is_head,
            };
        }
        if gap {
            return rest && !is_finished(before) && begins_entry(first.raw.trim());
        }
        if heads(first.raw.trim()) && group.rows.len() == 1 || is_head {
            return false;
        }
        if self.parted {
            return !(is_finished(before) && begins_with_names(text));
        }
        if let Some(least) = self.hanging {
            return measure_indent(row.raw) > least;
        }
        // A list of addresses, one a line.
        let is_other = is_address(text) && is_address(before.raw.trim()) || is_other_page(text, before.raw.trim());
        if rest && !is_other {
            return true;
        }
        // A title in quotation marks begins an entry, but where people and a year alone stand before it.
        if group.rows.len() == 1 && text.starts_with(['“', '"']) && names_people_alone(first.raw.trim()) {
            return true;
        }
        self.width.is_some_and(|width| !(fits(before, row, width) || is_finished(before) && begins_entry(text)))
    }
}

/// Whether three entries at least are marked, and no line without a mark stands between two of them.
fn are_alone(rows: &[Row<'_>], marks: &[Option<Bullet>]) -> bool {
    let filled = || rows.iter().zip(marks).filter(|(row, _)| !row.is_blank()).map(|(_, mark)| mark.is_some());
    let marked = filled().filter(|mark| *mark).count();
    marked >= 3 && filled().skip_while(|mark| !mark).take(marked).all(|mark| mark)
}

/// Whether each run of lines between blank ones is one entry: several runs have several lines, none of which begins an entry
/// but the first.
fn are_parted(rows: &[Row<'_>]) -> bool {
    let runs = || rows.split(Row::is_blank).filter(|run| !run.is_empty());
    let broken = runs().filter(|run| run.len() > 1).count();
    let begins = |run: &[Row<'_>]| run.first().is_some_and(|row| begins_entry(row.raw.trim()));
    let goes_on = |row: &Row<'_>| {
        let text = row.raw.trim();
        !begins_with_names(text) && row.bullet.is_none() && !(text.contains(' ') && unheaded::is_entry(text))
    };
    broken >= 2
        && runs().filter(|run| begins(run)).count() * 10 >= runs().count() * 8
        && runs().flat_map(|run| run.iter().skip(1)).all(goes_on)
}

/// Whether a line is people and a year in brackets, and no more: `Okafor, N., & Brandt, L. (2017).`
fn names_people_alone(text: &str) -> bool {
    let year = text.trim_end_matches('.').strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let is_year = |inner: &str| inner.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    year.is_some_and(|(people, inner)| is_year(inner) && !people.contains(['“', '"'])) && begins_with_names(text)
}

/// Longer lines than this are not broken.
const LONGEST: usize = 130;

fn length(row: &Row<'_>) -> usize {
    row.raw.trim_end().chars().count()
}

/// Whether the first word of a line had room on the line before: then it was broken on purpose.
fn fits(before: &Row<'_>, row: &Row<'_>, width: usize) -> bool {
    let word = row.raw.split_whitespace().next().unwrap_or_default();
    length(before) + 1 + word.chars().count() <= width
}

/// Whether a line ends as entries do.
fn is_finished(row: &Row<'_>) -> bool {
    let text = row.raw.trim_end();
    let last = text.rsplit(' ').next().unwrap_or_default();
    let address = last.contains("://")
        || last.contains("www.")
        || last.contains("10.")
        || (last.contains('/') && last.contains('.'));
    text.ends_with(['.', ']', ')', '/', '”', '"', '’']) || address || last.bytes().all(|b| b.is_ascii_digit())
}

fn is_address(text: &str) -> bool {
    !text.contains(' ') && text.contains('/')
}

fn begins_low(row: &Row<'_>) -> bool {
    row.raw.trim_start().starts_with(char::is_lowercase)
}

/// Whether a line begins as entries do: with people, an organisation, or a title in quotation marks, or is one in few words.
fn begins_entry(text: &str) -> bool {
    begins_with_names(text) || text.starts_with(['“', '"']) || names_publication(text)
}

/// Whether a line heads a part of the list: `Web pages:`. One with figures, as `2017;10(1):45. PMID:`, breaks off within an
/// entry.
fn heads(text: &str) -> bool {
    text.ends_with(':')
        && reads_like_heading(text)
        && !text.starts_with(char::is_lowercase)
        && !text.contains(|c: char| matches!(c, '“' | '"') || c.is_ascii_digit())
        && !begins_with_names(text)
}
