//! `[me]`: who the user is. It stands in their own file alone: whoever can change a project's file could otherwise review as
//! somebody else.

use super::{Entry, Reading};
use crate::model::Me;
use std::path::PathBuf;
use toml::Spanned;
use toml::de::DeString;

/// The keys of the table.
const KEYS: &[&str] = &["name", "credentials", "id", "signing-key", "sign-with"];

impl Reading<'_> {
    pub(super) fn read_me(&mut self, entry: Entry) -> Option<Me> {
        let at = entry.1.span().start;
        let known = self.problems.len();
        let (mut name, mut credentials, mut id) = (None, None, None);
        let (mut signing_key, mut sign_with) = (None, None);
        for (key, value) in self.read_table(entry) {
            match key.get_ref().as_ref() {
                "name" => name = self.read_plain_name((key, value)),
                "credentials" => credentials = self.read_name((key, value)).filter(|words| !words.trim().is_empty()),
                "id" => id = self.read_id((key, value)),
                "signing-key" => signing_key = self.read_path((key, value)),
                "sign-with" => sign_with = self.read_text((key, value)).map(PathBuf::from),
                other => self.refuse_key(key.span().start, other, KEYS),
            }
        }
        if name.is_none() && self.problems.len() == known {
            self.add_problem(at, "[me] has no name: add name = \"A. Reviewer\"".to_owned());
        }
        name.map(|name| Me { name, credentials, id, signing_key, sign_with })
    }

    /// A whole path: what it begins at does not depend on where somebody works.
    fn read_path(&mut self, entry: Entry) -> Option<PathBuf> {
        let (key, at) = (entry.0.get_ref().to_string(), entry.1.span().start);
        let path = PathBuf::from(self.read_text(entry)?);
        if !path.is_absolute() {
            let message = format!("{key} is “{}”, expected a whole path such as /keys/a-reviewer", path.display());
            self.add_problem(at, message);
        }
        Some(path)
    }

    /// A name without credentials, which have a key of their own.
    fn read_plain_name(&mut self, entry: Entry) -> Option<String> {
        let at = entry.1.span().start;
        let name = self.read_name(entry)?.trim().to_owned();
        if let Some((name, credentials)) = name.split_once(',') {
            let credentials = credentials.trim();
            let message = format!(
                "name holds credentials: write name = \"{}\", and credentials = \"{credentials}\" below it",
                name.trim()
            );
            self.add_problem(at, message);
            return None;
        }
        if name.is_empty() {
            self.add_problem(at, "name is empty: write name = \"A. Reviewer\"".to_owned());
        }
        (!name.is_empty()).then_some(name)
    }

    /// Says where it belongs who the user is.
    pub(super) fn refuse_the_user(&mut self, key: &Spanned<DeString>, is_own: bool) {
        self.misplaces_the_user = true;
        let word = key.get_ref().as_ref();
        let message = match (is_own, word) {
            (true, _) => format!("{word} belongs below [me]"),
            (false, "me") => "[me] says who reviews: it is read from your own settings file alone".to_owned(),
            (false, _) => {
                format!(
                    "{word} says who reviews: it is read from your own settings file alone, where it stands in [me]"
                )
            }
        };
        self.add_problem(key.span().start, message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, parse_own};

    #[test]
    fn the_users_own_file_says_who_they_are_and_no_more() {
        let text =
            "mailto = \"a@example.org\"\n[me]\nname = \"A. Reviewer\"\ncredentials = \"PT\"\nid = \"a@example.org\"";
        let own = parse_own(text, "f").unwrap();
        let me = own.me.unwrap();
        assert_eq!((me.to_string().as_str(), own.mailto.as_deref()), ("A. Reviewer, PT", Some("a@example.org")));
        assert_eq!(me.id.unwrap().as_str(), "a@example.org");
        for (text, message) in [
            ("mi = \"A\"", "f:1:1: there is no setting “mi”: did you mean me?"),
            ("token = \"A\"", "f:1:1: there is no setting “token”: known are me, mailto, hub"),
            ("mailto = \"me\"", "f:1:10: mailto is “me”, expected an address such as a@example.org"),
            ("me = \"A\"", "f:1:6: me is a table: [me]"),
            ("[me]\ncredentials = \"PT\"", "f:1:1: [me] has no name: add name = \"A. Reviewer\""),
            ("[me]\nname = \" \"", "f:2:8: name is empty: write name = \"A. Reviewer\""),
            (
                "[me]\nname = \"A\\nB\"",
                "f:2:8: name holds characters that cannot be seen, “A\\nB”: write it on one line",
            ),
            ("[me]\nname = 3", "f:2:8: name is a text in quotation marks"),
            (
                "[me]\nname = \"A. Reviewer, PT\"",
                "f:2:8: name holds credentials: write name = \"A. Reviewer\", and credentials = \"PT\" below it",
            ),
            ("[me]\nnmae = \"A\"", "f:2:1: there is no setting “nmae”: did you mean name?"),
            ("name = \"A\"", "f:1:1: name belongs below [me]"),
            (
                "[me]\nname = \"A\"\nsigning-key = \"~/.ssh/id\"",
                "f:3:15: signing-key is “~/.ssh/id”, expected a whole path such as /keys/a-reviewer",
            ),
            (
                "[severities]\nx = 1",
                "f:1:2: severities is a catalogue's setting: it belongs in the claimbook.toml beside one",
            ),
        ] {
            assert_eq!(parse_own(text, "f").unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_projects_file_says_nothing_of_who_reviews() {
        for (text, message) in [
            ("[me]\nname = \"A\"", "f:1:2: [me] says who reviews: it is read from your own settings file alone"),
            (
                "name = \"A\"",
                "f:1:1: name says who reviews: it is read from your own settings file alone, where it stands in [me]",
            ),
        ] {
            let refused = parse(text, "f").unwrap_err();
            assert_eq!((refused.to_string().as_str(), refused.misplaces_the_user), (message, true));
        }
    }
}
