//! A line of text that somebody types.

use super::console::Key;

/// Text and the place of the cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextLine {
    text: String,
    /// How many characters stand before the cursor.
    at: usize,
    /// The text was proposed: the first character that is typed replaces it.
    proposed: bool,
}

impl TextLine {
    /// Text that is there to be taken, or typed over.
    pub(super) fn with_text(text: &str) -> Self {
        Self { at: text.chars().count(), text: text.to_owned(), proposed: true }
    }

    /// The text without the space around it; none where that is nothing.
    pub(super) fn words(&self) -> Option<String> {
        let words = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// The text before the cursor.
    pub(super) fn before_cursor(&self) -> &str {
        self.text.get(..self.byte_at(self.at)).unwrap_or_default()
    }

    /// The text from the cursor on.
    pub(super) fn after_cursor(&self) -> &str {
        self.text.get(self.byte_at(self.at)..).unwrap_or_default()
    }

    /// What a key does to it; answers whether it does anything.
    pub(super) fn press(&mut self, key: &Key) -> bool {
        let length = self.text.chars().count();
        match key {
            Key::Char(c) => self.insert(&c.to_string()),
            // A terminal pastes lines; a quote is one.
            Key::Paste(text) => self.insert(&text.replace(['\r', '\n', '\t'], " ")),
            Key::Backspace if self.at > 0 => {
                let (from, to) = (self.byte_at(self.at - 1), self.byte_at(self.at));
                self.text.replace_range(from..to, "");
                self.at -= 1;
            }
            Key::Delete if self.at < length => {
                let (from, to) = (self.byte_at(self.at), self.byte_at(self.at + 1));
                self.text.replace_range(from..to, "");
            }
            Key::Left => self.at = self.at.saturating_sub(1),
            Key::Right => self.at = length.min(self.at + 1),
            Key::Home => self.at = 0,
            Key::End => self.at = length,
            Key::Backspace | Key::Delete => {}
            _ => return false,
        }
        self.proposed = false;
        true
    }

    fn insert(&mut self, text: &str) {
        if self.proposed {
            *self = Self::default();
        }
        let shown: String = text.chars().filter(|c| !c.is_control()).collect();
        self.text.insert_str(self.byte_at(self.at), &shown);
        self.at += shown.chars().count();
    }

    fn byte_at(&self, at: usize) -> usize {
        self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_typed_mended_and_pasted() {
        let mut line = TextLine::with_text("Abstract");
        line.press(&Key::Paste("é\nb".to_owned()));
        assert_eq!((line.before_cursor(), line.after_cursor()), ("é b", ""));
        for key in [Key::Left, Key::Left, Key::Backspace, Key::Char('膝'), Key::Delete, Key::End, Key::Char('\u{1b}')]
        {
            assert!(line.press(&key), "{key:?}");
        }
        assert_eq!(line.text, "膝b");
        assert!(!line.press(&Key::Enter));
        let mut kept = TextLine::with_text("p. 3");
        kept.press(&Key::Backspace);
        assert_eq!(kept.words().as_deref(), Some("p."));
        assert_eq!(TextLine::with_text(" \t ").words(), None);
    }

    proptest::proptest! {
        #[test]
        fn no_keys_upset_it(keys in proptest::collection::vec(0_usize..8, 0..40)) {
            let all = [Key::Char('a'), Key::Char('膝'), Key::Backspace, Key::Delete, Key::Left, Key::Right, Key::Home, Key::End];
            let mut line = TextLine::with_text("x é");
            for at in keys {
                line.press(&all[at]);
                proptest::prop_assert_eq!(format!("{}{}", line.before_cursor(), line.after_cursor()), line.text.clone());
            }
        }
    }
}
