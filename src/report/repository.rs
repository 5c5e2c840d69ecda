//! Files as a forge sees them. GitHub and GitLab join findings to lines by paths from the root of the repository, which is
//! not always where the catalogue is.

use std::path::{Component, Path};

/// Where things are, from the root of the repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repository {
    /// The folder that articles' files are relative to, with `/`; empty for the root itself.
    pub folder: String,
    /// The catalogue: it stands in for the file of an article that has none.
    pub catalogue: String,
}

impl Repository {
    /// The path of an article's file, without detours.
    pub fn path(&self, file: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        // A file elsewhere that was typed from the root is called as it was typed.
        let root = if Path::new(file).has_root() { "/" } else { "" };
        for component in Path::new(&self.folder).join(file).components() {
            match component {
                Component::ParentDir if parts.last().is_some_and(|last| last != "..") => _ = parts.pop(),
                Component::CurDir | Component::RootDir => {}
                other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
            }
        }
        format!("{root}{}", parts.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::Repository;

    #[test]
    fn paths_have_no_detours() {
        for (folder, file, path) in [
            ("", "a.md", "a.md"),
            ("catalogue", "../content/a.md", "content/a.md"),
            ("site/catalogue", "a.md", "site/catalogue/a.md"),
            ("", "../a.md", "../a.md"),
            ("x", "../../../a.md", "../../a.md"),
            ("./x/.", "b/./a b.md", "x/b/a b.md"),
            ("x", "/elsewhere/./a.md", "/elsewhere/a.md"),
        ] {
            let repository = Repository { folder: folder.into(), catalogue: String::new() };
            assert_eq!(repository.path(file), path);
        }
    }
}
