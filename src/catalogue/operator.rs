//! Who sits at the keyboard: what every event says beside the person that a command names.

/// Whoever runs this process, as far as the system and the settings know. A person is named by whoever types the name; this
/// is not typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operator {
    /// The system's user.
    pub system: Option<String>,
    /// The name in the settings.
    pub settings: Option<String>,
    /// The day that they say it is (`--today`): it dates what they record, and events say it beside the clock's time.
    pub today: Option<jiff::civil::Date>,
}

impl Operator {
    /// What the log keeps: the system's user, then the name in the settings.
    pub(super) fn to_words(&self) -> Option<String> {
        let known = [&self.system, &self.settings].into_iter().flatten();
        let words: Vec<&str> = known.map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_what_is_known() {
        let named = |system: Option<&str>, settings: Option<&str>| {
            let [system, settings] = [system, settings].map(|name| name.map(str::to_owned));
            Operator { system, settings, today: None }.to_words()
        };
        assert_eq!(named(Some("anna"), Some("A. Reviewer")).as_deref(), Some("anna; A. Reviewer"));
        assert_eq!(named(Some("anna"), None).as_deref(), Some("anna"));
        assert_eq!(named(None, Some(" ")), None);
    }
}
