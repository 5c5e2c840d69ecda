//! With which key somebody signs: what their own settings say, and no other file.

use super::Session;
use crate::files::read_regular;
use crate::tasks::Failure;
use std::path::{Path, PathBuf};

/// Who signs, with what.
pub(super) struct SigningHand {
    /// The person's name.
    pub(super) name: String,
    /// The program that signs: `ssh-keygen`, or one that takes the same arguments.
    pub(super) program: PathBuf,
    /// The key's file.
    pub(super) key: PathBuf,
}

/// The most bytes of a public key's file that are read: a key of 16,384 bits takes 3,000.
const MOST_KEY_BYTES: u64 = 64 << 10;

impl Session<'_> {
    /// What the file of a public key says.
    pub(super) fn read_key(&self, file: &Path) -> Result<String, Failure> {
        let unread = |why: String| Failure::usage(format!("{}: {why}. Nothing was added", file.display()));
        let bytes = read_regular(&self.ambient.folder.join(file), MOST_KEY_BYTES).map_err(|e| unread(e.to_string()))?;
        String::from_utf8(bytes).map_err(|_| unread("it is not text, so it is not a public SSH key".to_owned()))
    }

    /// The user's key and the program that signs with it; an error that says what to write where they name none.
    pub(super) fn signing_hand(&self) -> Result<SigningHand, Failure> {
        let me = self.settings.me.as_ref();
        let Some((me, (program, key))) = me.and_then(|me| Some((me, me.signing_tools()?))) else {
            return Err(Failure::usage(format!(
                "your settings do not say which key you sign with. {}signing-key = \"/keys/a-reviewer\"",
                self.describe_own_settings()
            )));
        };
        Ok(SigningHand { name: me.name.clone(), key: key.to_owned(), program: program.to_owned() })
    }
}
