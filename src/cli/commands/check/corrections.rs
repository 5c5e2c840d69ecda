//! `--corrections FILE`: what the registries would correct, for an editor to look through and to apply.

use crate::catalogue::Catalogue;
use crate::cli::Session;
use crate::files::{FileWriteError, ReplacePolicy, write_whole};
use crate::model::Article;
use crate::read;
use crate::tasks::Failure;
use crate::tasks::corrections::{SourceFile, find_corrections, is_patch, make_patch};
use crate::tasks::loading::ArticleLoader;
use crate::tasks::new_files::ImportedFiles;
use crate::text::format_count;
use std::collections::BTreeMap;
use std::path::Path;

/// Writes the corrections of the articles' entries to a file.
pub(super) fn write_corrections(
    session: &mut Session<'_>,
    catalogue: &mut Catalogue,
    (articles, new): (&[Article], &ImportedFiles),
    file: Option<&Path>,
) -> Result<(), Failure> {
    let Some(file) = file else { return Ok(()) };
    let output = session.output(file)?;
    let sources = session.sources(catalogue.view())?;
    let limit = session.settings.max_text_bytes;
    let loading = ArticleLoader::new(sources.clone(), limit, session.deed("check"));
    let mut corrections = Vec::new();
    loading.load_each(catalogue, articles, |snapshot| corrections.extend(find_corrections(&snapshot)))?;
    new.load_each(catalogue, |snapshot| corrections.extend(find_corrections(&snapshot)))?;
    let base = session.find_articles_base(catalogue.view())?;
    let repository = session.repository(Some(&base));
    let mut files: BTreeMap<String, SourceFile> = BTreeMap::new();
    for name in corrections.iter().filter(|c| c.change.is_some()).filter_map(|c| c.file.clone()) {
        let Some(sources) = sources.as_ref().filter(|_| !files.contains_key(&name)) else { continue };
        let most = read::article::find_most_bytes(&name, limit);
        // What is not UTF-8 has no lines that a diff could be about, and is listed.
        if let Some(text) = sources.read(&name, most).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
            files.insert(name.clone(), SourceFile { path: repository.path(&name), text });
        }
    }
    let patch = make_patch(&corrections, &files, session.today());
    let earlier = ReplacePolicy::Earlier { is_one: is_patch, what: "file of corrections" };
    write_whole(&output, earlier, |out| {
        let cut = |source| FileWriteError::Cut { path: output.path().to_owned(), source };
        out.write_all(patch.as_bytes()).map_err(cut)
    })?;
    let entries = format_count(corrections.len(), "correction");
    session.report(&format!("{entries} written to {}; nothing has been changed.", file.display()));
    Ok(())
}
