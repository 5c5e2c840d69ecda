//! The head of a mail over a text: who sent it to whom and when is no part of the text, and its subject is what it is called.

use crate::read::list::row::Row;

/// What the lines of a head begin with, in the languages that mail programs write it in.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "cc",
    "bcc",
    "sent",
    "date",
    "reply-to",
    "importance",
    "attachments",
    "von",
    "an",
    "gesendet",
    "datum",
    "de",
    "à",
    "envoyé",
    "para",
    "enviado",
    "fecha",
    "da",
    "a",
    "inviato",
    "data",
    "van",
    "aan",
    "verzonden",
    "fra",
    "til",
    "sendt",
    "från",
    "till",
    "skickat",
];

/// What the subject is called.
const SUBJECTS: &[&str] = &["subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "emne", "ämne"];

/// What stands before a subject for each time that it was answered or sent on, and for what is not done yet.
const LEADS: &[&str] =
    &["re:", "fw:", "fwd:", "aw:", "wg:", "tr:", "rv:", "antw:", "sv:", "vs:", "draft:", "entwurf:", "[external]"];

/// Empties the lines of a head that begins the text; its subject stays, without what it was answered with.
pub(super) fn take_head(rows: &mut [Row<'_>]) {
    let first = rows.iter().position(|row| !row.is_blank()).unwrap_or(rows.len());
    let length = rows.iter().skip(first).take_while(|row| read_field(row.raw).is_some()).count();
    let head = rows.get(first..first + length).unwrap_or_default();
    let names = || head.iter().filter_map(|row| read_field(row.raw)).map(|(name, _)| name.to_lowercase());
    let is_sent = names().any(|name| matches!(name.as_str(), "from" | "von" | "de" | "da" | "van" | "fra" | "från"));
    if !is_sent || length < 2 {
        return;
    }
    for row in rows.iter_mut().skip(first).take(length) {
        let raw = row.raw;
        let subject = read_field(raw).filter(|(name, _)| SUBJECTS.contains(&name.to_lowercase().as_str()));
        let words = subject.map(|(_, value)| without_leads(value)).unwrap_or_default();
        let before =
            raw.get(..raw.trim_end().len().saturating_sub(words.len())).map_or(0, |before| before.chars().count());
        row.column += u32::try_from(before).unwrap_or_default();
        (row.raw, row.bullet) = (words, None);
    }
}

/// The name of a field and what stands behind its colon: `Subject: Sore knees`.
fn read_field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().trim_matches('*');
    let lower = name.to_lowercase();
    let is_known = FIELDS.contains(&lower.as_str()) || SUBJECTS.contains(&lower.as_str());
    (is_known && name.starts_with(char::is_uppercase)).then(|| (name, value.trim_matches(['*', ' ', '\t', '\r'])))
}

fn without_leads(subject: &str) -> &str {
    let mut words = subject.trim();
    while let Some(rest) = LEADS.iter().find_map(|lead| {
        let head = words.get(..lead.len()).filter(|head| head.eq_ignore_ascii_case(lead))?;
        words.get(head.len()..)
    }) {
        words = rest.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_is_left_of_a_head() {
        let left = |text: &str| {
            let mut rows = Row::from_text(text);
            take_head(&mut rows);
            let told = rows.iter().filter(|row| !row.is_blank());
            told.map(|row| format!("{}:{} {}", row.n, row.column, row.raw)).collect::<Vec<_>>().join("; ")
        };
        for (text, want) in [
            (
                "From: Ann Poe <a@b.example>\nSent: 3 May\nSubject: FW: Re: Sore knees\n\nHeat helps.",
                "3:18 Sore knees; 5:1 Heat helps.",
            ),
            ("Von: Ann Poe\nBetreff: Knie\n\nWärme", "2:10 Knie; 4:1 Wärme"),
            ("From: Ann Poe\n\nHeat: it helps.", "1:1 From: Ann Poe; 3:1 Heat: it helps."),
            ("Subject: knees\nTo: rest them is best", "1:1 Subject: knees; 2:1 To: rest them is best"),
            ("Sore knees\nFrom: Ann\nTo: Bo", "1:1 Sore knees; 2:1 From: Ann; 3:1 To: Bo"),
        ] {
            assert_eq!(left(text), want, "{text}");
        }
    }
}
