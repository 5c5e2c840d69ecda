//! A desktop entry that opens the review page of a catalogue with a double click: <https://specifications.freedesktop.org/desktop-entry-spec/>.

use super::Session;
use crate::files::{FileWriteError, Output, ProtectedPaths, ReplacePolicy, make_folders, write_whole};
use crate::tasks::Failure;
use crate::text::visible::is_hidden;
use std::path::{Path, PathBuf};

/// How an entry of ours begins.
const BEGINNING: &str = "[Desktop Entry]\n# Written by claimbook serve --shortcut.\n";

/// Minutes after which a page ends that was opened so: nobody sees a terminal in which it goes on.
const IDLE_END: u32 = 60;

/// Writes the entry; answers where it stands.
pub(super) fn write_shortcut(session: &Session<'_>) -> Result<PathBuf, Failure> {
    let system = std::env::consts::OS;
    if ["macos", "windows"].contains(&system) {
        return Err(Failure::usage(format!(
            "--shortcut writes a desktop entry, which {system} does not know. Make a shortcut there by hand, to: claimbook serve"
        )));
    }
    let Some(catalogue) = session.catalogue_path().filter(|path| path.is_file()) else {
        return Err(Failure::usage(format!("{} is not a file that a shortcut can open", session.catalogue_name())));
    };
    let program = session.ambient.program.as_deref();
    let program = program.ok_or_else(|| Failure::usage("the system does not say where claimbook is"))?;
    let applications = find_applications(session)
        .ok_or_else(|| Failure::usage("neither XDG_DATA_HOME nor HOME says where desktop entries are"))?;
    let named = catalogue.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let named = named.unwrap_or_else(|| "claimbook".to_owned());
    let safe: String = named.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let file = applications.join(format!("claimbook-{safe}.desktop"));
    let words = [program, Path::new("--catalogue"), catalogue, Path::new("serve"), Path::new("--idle-end")];
    let words = words.into_iter().map(quote_word).collect::<Result<Vec<String>, Failure>>()?;
    let text = format!(
        "{BEGINNING}Type=Application\nName=Review the claims of {}\nComment=Opens the review page in your browser\nExec={} {IDLE_END}\n\
         Terminal=false\nCategories=Office;\n",
        named.chars().filter(|c| !is_hidden(*c)).collect::<String>().replace('\\', "\\\\"),
        words.join(" ")
    );
    let unmade = |e: std::io::Error| Failure::usage(format!("{}: {e}", applications.display()));
    make_folders(&applications, None).map_err(unmade)?;
    let earlier = ReplacePolicy::Earlier {
        is_one: |beginning| beginning.starts_with(BEGINNING.as_bytes()),
        what: "shortcut of claimbook's",
    };
    let output = Output::from_path(&file, &ProtectedPaths::default())?;
    write_whole(&output, earlier, |out| {
        out.write_all(text.as_bytes()).map_err(|source| FileWriteError::Cut { path: file.clone(), source })
    })?;
    Ok(file)
}

/// Where a user's own desktop entries are.
fn find_applications(session: &Session<'_>) -> Option<PathBuf> {
    let folder =
        |name: &str| session.ambient.environment.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))?;
    Some(data.join("applications"))
}

/// A word of `Exec`: quoted, and escaped as a string of the file.
fn quote_word(word: &Path) -> Result<String, Failure> {
    let word = word.to_str().filter(|word| !word.contains(is_hidden));
    let word = word.ok_or_else(|| Failure::usage("a path holds characters that a desktop entry cannot name"))?;
    let mut quoted = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '`' | '$' => quoted.push_str(&format!("\\\\{c}")),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    Ok(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_word_whatever_it_holds() {
        for (word, quoted) in
            [("/a/claim book.db", "\"/a/claim book.db\""), ("a\"b`c$d\\e%f", "\"a\\\\\"b\\\\`c\\\\$d\\\\\\\\e%%f\"")]
        {
            assert_eq!(quote_word(Path::new(word)).unwrap(), quoted);
        }
        assert!(quote_word(Path::new("a\nExec=evil")).is_err());
    }
}
