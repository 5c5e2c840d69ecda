//! What somebody filled in: the fields of a form or of an address, in their order.

use crate::model::Uid;

/// Fields by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of an address's query or of a form's body.
    pub(super) fn read(encoded: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(encoded).into_owned().collect())
    }

    pub(super) fn push(&mut self, name: &str, value: String) {
        self.0.push((name.to_owned(), value));
    }

    /// What a field says, space at its ends aside; none where it says nothing.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let named = self.0.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.trim()).find(|value| !value.is_empty())
    }

    /// Whether there is a field of that name, be it empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// The same of a text of several lines, as people typed it: browsers send lines with `\r\n`.
    pub(super) fn get_text(&self, name: &str) -> Option<String> {
        self.get(name).map(|text| text.replace("\r\n", "\n"))
    }

    /// What all fields of a name say.
    pub(super) fn get_all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim()).filter(|v| !v.is_empty())
    }

    /// The record that a field names.
    pub(super) fn get_uid(&self, name: &str) -> Option<Uid> {
        self.get(name)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_send_them() {
        let fields = Fields::read("a=1&a=%C3%A9+x&b=&c=%0D%0A%FF&d".as_bytes());
        assert_eq!(fields.get_all("a").collect::<Vec<_>>(), ["1", "é x"]);
        assert_eq!(
            (fields.get("b"), fields.get("c"), fields.get("d"), fields.get("e")),
            (None, Some("\u{fffd}"), None, None)
        );
        assert_eq!(Fields::read(b"n=one%0D%0Atwo").get_text("n").as_deref(), Some("one\ntwo"));
    }
}
