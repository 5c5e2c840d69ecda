//! Where the items of a JSON text stand. Brackets and strings are enough to know, also where an item itself is broken.

/// What stands where an item should.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ItemSpan<'t> {
    /// An object: its place in bytes, and its text.
    Object(usize, &'t str),
    /// Something else, and what.
    Other(usize, String),
}

/// The items of a text: of its lists, of what wraps them, or the objects that stand there one after another.
pub(super) fn find_items(text: &str) -> Vec<ItemSpan<'_>> {
    let mut found = Vec::new();
    collect_items(text, WRAPPERS, &mut found);
    found
}

/// So many objects may stand inside one another before the items.
const WRAPPERS: usize = 3;
/// After so many items without an end, the rest is given up: looking for each end takes as long as the text is.
const ENDLESS: usize = 50;

fn collect_items<'t>(text: &'t str, wrappers: usize, found: &mut Vec<ItemSpan<'t>>) {
    let (mut at, mut endless) = (0, 0);
    // Behind an item without an end, what is no object is a part of it, up to the end of the line.
    let mut broken_until = 0;
    while let Some(next) = skip_value(text, at) {
        let rest = text.get(next..).unwrap_or_default();
        if rest.starts_with(['[', ']', ',']) {
            at = next + 1;
        } else if rest.starts_with('{') {
            let Some(end) = end_of(text, next) else {
                // What is behind its first line may be whole again.
                endless += 1;
                let rest = if endless == ENDLESS { "; nothing after it was read" } else { "" };
                let reason = "this item has no end: a bracket or a quotation mark is missing, or the file was cut off";
                found.push(ItemSpan::Other(next, format!("{reason}{rest}")));
                broken_until = text.get(next..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| next + end);
                at = find_next_like(text, next).filter(|_| endless < ENDLESS).unwrap_or(text.len());
                continue;
            };
            take_object(text, (next, end), wrappers, found);
            at = end;
        } else {
            let end = rest.find([',', '\n', ']', '{']).unwrap_or(rest.len()).max(1);
            let end = ceil_boundary(rest, end);
            if next >= broken_until {
                let shown = shorten(rest.get(..end).unwrap_or(rest));
                found.push(ItemSpan::Other(next, format!("“{shown}” is not an item, expected {{…}}")));
            }
            at = next + end;
        }
    }
}

/// Takes an object, or what it wraps.
fn take_object<'t>(text: &'t str, (start, end): (usize, usize), wrappers: usize, found: &mut Vec<ItemSpan<'t>>) {
    match find_wrapped(text, start, end).filter(|_| wrappers > 0) {
        Some((from, until)) => {
            let already = found.len();
            collect_items(text.get(from..until).unwrap_or_default(), wrappers - 1, found);
            for span in found.iter_mut().skip(already) {
                match span {
                    ItemSpan::Object(at, _) | ItemSpan::Other(at, _) => *at += from,
                }
            }
        }
        None => found.push(ItemSpan::Object(start, text.get(start..end).unwrap_or_default())),
    }
}

/// The list or the object inside a wrapper: `message` and `items`, as Crossref and Zotero have them.
fn find_wrapped(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let members = find_members(text, start, end);
    let value = |name: &str| members.iter().find(|(key, ..)| *key == name).map(|(_, from, until)| (*from, *until));
    if value("title").is_some() || value("type").is_some() {
        return None;
    }
    let inner = value("items").or_else(|| value("message")).or_else(|| value("references")).or_else(|| value("data"));
    inner.filter(|(from, _)| text.get(*from..).is_some_and(|t| t.starts_with(['{', '['])))
}

/// The members of an object: key, and where its value begins and ends.
fn find_members(text: &str, start: usize, end: usize) -> Vec<(&str, usize, usize)> {
    let mut members = Vec::new();
    let mut at = start + 1;
    while let Some(key) =
        skip_value(text, at).filter(|key| *key < end && text.get(*key..).is_some_and(|t| t.starts_with('"')))
    {
        let Some(key_end) = end_of(text, key) else { break };
        let Some(colon) = skip_value(text, key_end).filter(|c| text.get(*c..).is_some_and(|t| t.starts_with(':')))
        else {
            break;
        };
        let Some(value) = skip_value(text, colon + 1) else { break };
        let Some(value_end) = end_of(text, value) else { break };
        members.push((text.get(key + 1..key_end - 1).unwrap_or_default(), value, value_end));
        match skip_value(text, value_end).filter(|c| text.get(*c..).is_some_and(|t| t.starts_with(','))) {
            Some(comma) => at = comma + 1,
            None => break,
        }
    }
    members
}

/// The next byte that is no white space.
fn skip_value(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let found = from + rest.len() - rest.trim_start().len();
    (found < text.len()).then_some(found)
}

/// Where the value that begins here ends. None where it does not, or where another bracket closes than was opened.
fn end_of(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut open, mut in_string, mut escaped) = (Vec::new(), false, false);
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            // No string holds a line break: this one was never closed, and the next line is read afresh.
            (true, b'\n') => in_string = false,
            (true, b'"') => {
                in_string = false;
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            (true, _) => {}
            (false, b'"') => in_string = true,
            (false, b'{') => open.push(b'}'),
            (false, b'[') => open.push(b']'),
            (false, b'}' | b']') => match open.pop() {
                None => return Some(at),
                Some(expected) if expected != *byte => return None,
                Some(_) if open.is_empty() => return Some(at + 1),
                Some(_) => {}
            },
            (false, b',') if open.is_empty() => return Some(at),
            (false, _) => {}
        }
    }
    (open.is_empty() && !in_string).then_some(bytes.len())
}

/// Where the next item may begin behind one without an end: at the next line that begins an object and is indented no
/// deeper; in a text of one line, at the next object behind a comma.
fn find_next_like(text: &str, start: usize) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let deepest = start - line_start;
    let (line, behind) = text.get(start..)?.split_once('\n').unwrap_or((text.get(start..)?, ""));
    if let Some(at) = line.find("},{") {
        return Some(start + at + 2);
    }
    let mut at = text.len() - behind.len();
    for line in behind.split('\n') {
        if line.trim_start().starts_with('{') && indent(line) <= deepest {
            return Some(at + indent(line));
        }
        at += line.len() + 1;
    }
    None
}

/// The next boundary of a letter.
fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn shorten(text: &str) -> String {
    text.trim().chars().take(30).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_all_spans(text: &str) -> Vec<&str> {
        let word = |span| match span {
            ItemSpan::Object(_, text) => text,
            ItemSpan::Other(..) => "-",
        };
        find_items(text).into_iter().map(word).collect()
    }

    #[test]
    fn items_are_found_in_whatever_is_round_them() {
        for (text, expected) in [
            (r#"[{"a":1},{"b":{"c":[2]}}]"#, &[r#"{"a":1}"#, r#"{"b":{"c":[2]}}"#][..]),
            (r#"{"a":"}]"}"#, &[r#"{"a":"}]"}"#]),
            ("{\"a\":1}\n{\"b\":2}\n", &[r#"{"a":1}"#, r#"{"b":2}"#]),
            (r#"{"items":[{"a":1}]}"#, &[r#"{"a":1}"#]),
            (r#"{"status":"ok","message":{"items":[{"a":1},{"b":2}]}}"#, &[r#"{"a":1}"#, r#"{"b":2}"#]),
            (r#"{"message":{"title":["x"]}}"#, &[r#"{"title":["x"]}"#]),
            (r#"{"title":"x","items":[]}"#, &[r#"{"title":"x","items":[]}"#]),
            (r#"["x", 5, {"a":1}]"#, &["-", "-", r#"{"a":1}"#]),
            ("[\n{\"a\":1,\n{\"b\":2}\n]", &["-", r#"{"b":2}"#]),
            (r#"[{"a":[1},{"b":2},{"c":3}]"#, &["-", r#"{"b":2}"#, r#"{"c":3}"#]),
            ("[{\"a\":\"x},\n{\"b\":2}]", &["-", r#"{"b":2}"#]),
            ("", &[]),
            ("[]", &[]),
        ] {
            assert_eq!(find_all_spans(text), expected, "{text}");
        }
    }
}
