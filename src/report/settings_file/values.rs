//! The values of a settings file, one kind a function: what is no such value is said with its place.

use super::{Entry, Reading, SettingsProblem};
use crate::model::{DeclaredId, NotAnIdentifier, Service, Settings, Severity, Word, find_nearest};
use crate::report::Profile;
use crate::text::visible::{is_hidden, make_visible};
use ignore::overrides::OverrideBuilder;
use toml::de::{DeTable, DeValue};

impl Reading<'_> {
    pub(super) fn read_table<'t, 'i>(&mut self, (key, value): Entry<'t, 'i>) -> Vec<Entry<'t, 'i>> {
        match value.get_ref() {
            DeValue::Table(table) => sort_entries(table),
            _ => {
                self.add_problem(value.span().start, format!("{} is a table: [{}]", key.get_ref(), key.get_ref()));
                Vec::new()
            }
        }
    }

    pub(super) fn read_text(&mut self, (key, value): Entry) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.add_problem(value.span().start, format!("{} is a text in quotation marks", key.get_ref()));
                None
            }
        }
    }

    pub(super) fn read_yes_or_no(&mut self, (key, value): Entry, into: &mut bool) {
        match value.get_ref() {
            DeValue::Boolean(answer) => *into = *answer,
            _ => {
                let message = format!("{} is true or false, without quotation marks", key.get_ref());
                self.add_problem(value.span().start, message);
            }
        }
    }

    /// The texts of a list, each with its place in the file.
    pub(super) fn read_texts(&mut self, (key, value): Entry) -> Vec<(String, usize)> {
        let wrong = format!("{} is a list of texts, such as [\"…\", \"…\"]", key.get_ref());
        let DeValue::Array(list) = value.get_ref() else {
            self.add_problem(value.span().start, wrong);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), item.span().start)),
                _ => self.add_problem(item.span().start, wrong.clone()),
            }
        }
        texts
    }

    /// A person's name is shown on terminals and in lists, so it is one line without hidden characters.
    pub(super) fn read_name(&mut self, entry: Entry) -> Option<String> {
        let name = self.read_text(entry)?;
        let hidden = name.chars().any(is_hidden);
        if hidden {
            let message = format!("name holds characters that cannot be seen, “{name}”: write it on one line");
            self.add_problem(entry.1.span().start, message);
        }
        (!hidden).then_some(name)
    }

    pub(super) fn read_severity(&mut self, entry: Entry) -> Option<Severity> {
        let word = self.read_text(entry)?;
        Severity::parse(&word).map_err(|wrong| self.add_problem(entry.1.span().start, wrong.to_string())).ok()
    }

    pub(super) fn read_profile(&mut self, entry: Entry) -> Option<String> {
        let name = self.read_text(entry)?;
        if let Err(unknown) = Profile::find(&name) {
            self.add_problem(entry.1.span().start, unknown.to_string());
            return None;
        }
        Some(name)
    }

    pub(super) fn read_number<N: TryFrom<u64>>(&mut self, (key, value): Entry, least: u64, most: u64, into: &mut N) {
        let number = match value.get_ref() {
            DeValue::Integer(i) => u64::from_str_radix(i.as_str(), i.radix()).ok(),
            _ => None,
        };
        match number.filter(|n| (least..=most).contains(n)).and_then(|n| N::try_from(n).ok()) {
            Some(number) => *into = number,
            None => {
                let message = format!("{} is a whole number from {least} to {most}", key.get_ref());
                self.add_problem(value.span().start, message);
            }
        }
    }

    pub(super) fn read_id(&mut self, entry: Entry) -> Option<DeclaredId> {
        let id = self.read_text(entry)?;
        id.parse().map_err(|wrong: NotAnIdentifier| self.add_problem(entry.1.span().start, wrong.to_string())).ok()
    }

    pub(super) fn read_mailto(&mut self, entry: Entry) -> Option<String> {
        let address = self.read_text(entry)?;
        if !Settings::is_mailto(&address) {
            let message = format!("mailto is “{address}”, {}", Settings::EXPECTED_MAILTO);
            self.add_problem(entry.1.span().start, message);
            return None;
        }
        Some(address)
    }

    /// A base URL. What is wrong with it is said without repeating it: it may hold a password or a token.
    pub(super) fn read_url(&mut self, service: &str, entry: Entry) -> Option<String> {
        let text = self.read_text(entry)?;
        if Service::parse_base(&text).is_none() {
            let message = format!("services.{service}.url is not a base URL: {}", Service::EXPECTED);
            self.add_problem(entry.1.span().start, message);
            return None;
        }
        Some(text)
    }

    /// Which files of folders are articles: the globs that they match, and those that they do not.
    pub(super) fn read_article_globs(&mut self, entry: Entry) -> (Vec<String>, Vec<String>) {
        let (mut include, mut exclude) = (Vec::new(), Vec::new());
        for (key, value) in self.read_table(entry) {
            match key.get_ref().as_ref() {
                "include" => include = self.read_globs((key, value)),
                "exclude" => exclude = self.read_globs((key, value)),
                other => self.refuse_key(key.span().start, other, &["include", "exclude"]),
            }
        }
        (include, exclude)
    }

    fn read_globs(&mut self, (key, value): Entry) -> Vec<String> {
        let DeValue::Array(array) = value.get_ref() else {
            self.add_problem(
                value.span().start,
                format!("{0} is a list of globs: {0} = [\"content/**\"]", key.get_ref()),
            );
            return Vec::new();
        };
        let mut globs = Vec::new();
        for entry in array {
            let glob = self.read_text((key, entry));
            let is_glob = |glob: &String| !glob.starts_with('!') && OverrideBuilder::new("").add(glob).is_ok();
            match glob {
                Some(glob) if !is_glob(&glob) => {
                    let message = format!("“{glob}” is not a glob of files such as \"content/**/*.md\"");
                    self.add_problem(entry.span().start, message);
                }
                glob => globs.extend(glob),
            }
        }
        globs
    }

    pub(super) fn refuse_key(&mut self, at: usize, got: &str, known: &[&str]) {
        let hint = match find_nearest(got, known) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.add_problem(at, format!("there is no setting “{got}”: {hint}"));
    }

    pub(super) fn add_problem(&mut self, at: usize, message: String) {
        let (line, column) = self.find_place(at);
        // A message is one line, whatever the file says.
        self.problems.push(SettingsProblem { line, column, message: make_visible(&message).into_owned() });
    }

    /// The line and column of a byte.
    pub(super) fn find_place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        (before.matches('\n').count() + 1, column)
    }
}

/// The entries of a table as they stand in the file.
pub(super) fn sort_entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
    let mut entries: Vec<Entry> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
