//! pandoc's title block: the first lines of a text, each behind `%`: the title, the authors, the date. A line that begins with
//! a blank goes on with the one before, and authors are parted by semicolons or lines
//! (pandoc.org/MANUAL.html#extension-pandoc_title_block).

use super::{FrontMatter, people};
use crate::model::Role;
use crate::read::article::byline::split_leading_date;
use serde_json::Value;

/// Reads such a block into the head of a text; gives how many bytes it takes.
pub(super) fn read(text: &str, front: &mut FrontMatter) -> usize {
    let mut fields: Vec<String> = Vec::new();
    let mut length = 0;
    for row in text.split_inclusive('\n') {
        match row.strip_prefix('%') {
            Some(field) if fields.len() < 3 => fields.push(field.trim().to_owned()),
            None if row.starts_with(' ') && !row.trim().is_empty() && !fields.is_empty() => {
                let joint = if fields.len() == 2 { "; " } else { " " };
                fields.last_mut().into_iter().for_each(|field| *field = format!("{field}{joint}{}", row.trim()));
            }
            _ => break,
        }
        length += row.len();
    }
    // A line behind "%" alone is somebody's own mark.
    let Some([title, rest @ ..]) = Some(fields.as_slice()).filter(|fields| fields.len() > 1) else { return 0 };
    front.title = Some(title.clone()).filter(|title| !title.is_empty());
    let authors = rest.first().into_iter().flat_map(|authors| authors.split(';')).map(str::trim);
    for author in authors.filter(|author| !author.is_empty()) {
        front.people.extend(people::read(&Value::String(author.to_owned()), Role::Author));
    }
    front.updated_on = rest.get(1).and_then(|date| Some(split_leading_date(date)?.0));
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_authors_and_date_stand_behind_percent_signs() {
        for (text, title, authors, date, rest) in [
            (
                "% Sore knees\n% Ann Poe; Bob Roe\n% 11 March 2025\n\nText",
                "Sore knees",
                "Ann Poe+Bob Roe",
                "2025-03-11",
                "\nText",
            ),
            (
                "% Sore knees\n  on stairs\n% Ann Poe\n  Bob Roe\nText",
                "Sore knees on stairs",
                "Ann Poe+Bob Roe",
                "",
                "Text",
            ),
            ("% Sore knees\n%\n% March 2025\nText", "Sore knees", "", "2025-03", "Text"),
            ("% of adults with sore knees\nText", "", "", "", "% of adults with sore knees\nText"),
        ] {
            let mut front = FrontMatter::default();
            let end = read(text, &mut front);
            let people: Vec<&str> = front.people.iter().map(|person| person.name.as_str()).collect();
            let day = front.updated_on.map(|date| date.to_string()).unwrap_or_default();
            assert_eq!(front.title.clone().unwrap_or_default(), title, "{text}");
            assert_eq!(
                (people.join("+").as_str(), day.as_str(), text.get(end..)),
                (authors, date, Some(rest)),
                "{text}"
            );
        }
    }
}
