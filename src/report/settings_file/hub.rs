//! `[hub]`: where a team comes together. It stands in the user's own file alone: whoever can change a project's file could
//! otherwise have everything sent to a server of their own.

use super::{Entry, Reading};
use crate::model::HubSettings;

/// The keys of the table.
const KEYS: &[&str] = &["url", "checks"];
/// What `checks` may say.
const HERE: &str = "this machine";

impl Reading<'_> {
    pub(super) fn read_hub(&mut self, entry: Entry) -> Option<HubSettings> {
        let at = entry.1.span().start;
        let known = self.problems.len();
        let (mut url, mut checks_here) = (None, false);
        for (key, value) in self.read_table(entry) {
            match key.get_ref().as_ref() {
                "url" => url = self.read_hub_url((key, value)),
                "checks" => match self.read_text((key, value)) {
                    Some(words) if words != HERE => {
                        let message = format!("checks is “{words}”, expected \"{HERE}\" or no such line");
                        self.add_problem(value.span().start, message);
                    }
                    words => checks_here = words.is_some(),
                },
                other => self.refuse_key(key.span().start, other, KEYS),
            }
        }
        if url.is_none() && self.problems.len() == known {
            self.add_problem(at, "[hub] has no url: add url = \"postgres://NAME@HOST/DATABASE\"".to_owned());
        }
        url.map(|url| HubSettings { url, checks_here })
    }

    /// What is wrong with it is said without repeating it: it may hold a password.
    fn read_hub_url(&mut self, entry: Entry) -> Option<String> {
        let text = self.read_text(entry)?;
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            let message = "hub.url is not an address: expected postgres://NAME@HOST/DATABASE".to_owned();
            self.add_problem(entry.1.span().start, message);
            return None;
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, parse_own};

    #[test]
    fn a_hub_is_the_users_own_choice() {
        let text = "[hub]\nurl = \"postgres://anna@db.example/claimbook\"\nchecks = \"this machine\"\n";
        let hub = parse_own(text, "f").unwrap().hub.unwrap();
        assert_eq!((hub.url.as_str(), hub.checks_here), ("postgres://anna@db.example/claimbook", true));
        assert_eq!(parse_own("mailto = \"a@example.org\"", "f").unwrap().hub, None);
        for (text, message) in [
            ("[hub]\nchecks = \"mine\"", "f:2:10: checks is “mine”, expected \"this machine\" or no such line"),
            ("[hub]\n", "f:1:1: [hub] has no url: add url = \"postgres://NAME@HOST/DATABASE\""),
            (
                "[hub]\nurl = \"db.example:secret\"",
                "f:2:7: hub.url is not an address: expected postgres://NAME@HOST/DATABASE",
            ),
        ] {
            assert_eq!(parse_own(text, "f").unwrap_err().to_string(), message);
        }
        let refused = parse(text, "f").unwrap_err().to_string();
        let words = "f:1:2: [hub] says where everything is sent: it is read only from your own settings file";
        assert_eq!(refused, words);
    }
}
