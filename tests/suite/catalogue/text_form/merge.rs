//! Two catalogues that went their own ways: joined, or told apart by name.

use super::made::{Words, filled};
use super::{change, deed, dumped, now, plain, plain_words, render};
use claimbook::catalogue::Catalogue;
use claimbook::catalogue::text_form::DumpOptions;
use claimbook::model::*;
use std::path::Path;

/// Two catalogues that were the same a moment ago, and the folder the second will be dumped to.
fn two(folder: &Path) -> (Catalogue, Catalogue) {
    let first = plain();
    first.dump(folder, DumpOptions { abstracts: true }).unwrap();
    let second = Catalogue::open_folder(folder, now()).unwrap();
    (first, second)
}

fn claim(catalogue: &Catalogue) -> Claim {
    let article = catalogue.view().articles().unwrap().into_iter().find(|a| a.key == "knee").unwrap();
    catalogue.view().claim(article.uid, 7).unwrap().unwrap()
}

fn add_claim(catalogue: &mut Catalogue, statement: &str) -> Claim {
    let like = claim(catalogue);
    change(catalogue, |w| {
        let added = Claim { uid: w.uid(), serial: 8, statement: statement.into(), ..like };
        w.add(&added)?;
        Ok(added)
    })
}

#[test]
fn merging_takes_what_either_side_did_and_renumbers_what_clashes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = two(folder.path());
    let (here, there) = (add_claim(&mut first, "said here"), add_claim(&mut second, "said there"));
    let person = first.view().persons().unwrap().remove(0);
    change(&mut first, |w| w.edit(&Person { contact: Some("here".into()), ..person }));
    let edited = Claim { section: "there".into(), ..claim(&second) };
    change(&mut second, |w| w.edit(&edited));
    second.dump(folder.path(), DumpOptions { abstracts: true }).unwrap();

    let merged = first.load_merge(folder.path(), &deed("load")).unwrap();
    assert_eq!((merged.added, merged.changed, merged.events), (1, 1, 2));
    assert_eq!(merged.renumbered.len(), 1);
    assert_eq!((merged.renumbered[0].from.as_str(), merged.renumbered[0].to.as_str()), ("c8", "c9"));
    let get = |uid| first.view().get::<Claim>(uid).unwrap().unwrap();
    assert_eq!((get(here.uid).serial, get(there.uid).serial), (8, 9));
    assert_eq!(get(edited.uid).section, "there");
    assert_eq!(first.view().persons().unwrap()[0].contact.as_deref(), Some("here"));
    assert_eq!(first.verify().unwrap().damage, []);

    let before = render(&dumped(&first, true));
    let again = first.load_merge(folder.path(), &deed("load")).unwrap();
    assert_eq!((again.added, again.changed, again.events, again.renumbered.len()), (0, 0, 0, 0));
    assert_eq!(render(&dumped(&first, true)), before);
}

#[test]
fn merging_refuses_by_name_what_both_sides_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = two(folder.path());
    let base = claim(&first);
    change(&mut first, |w| w.edit(&Claim { statement: "here".into(), ..base.clone() }));
    change(&mut second, |w| w.edit(&Claim { statement: "there".into(), ..base }));
    add_claim(&mut second, "said there");
    second.dump(folder.path(), DumpOptions { abstracts: true }).unwrap();
    let before = render(&dumped(&first, true));
    let refused = first.load_merge(folder.path(), &deed("load")).unwrap_err().to_string();
    assert!(refused.contains("both sides changed knee/c7 (statement)"), "{refused}");
    assert_eq!(render(&dumped(&first, true)), before);
}

#[test]
fn merging_accepts_the_same_change_made_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = two(folder.path());
    let same = Claim { statement: "the same".into(), ..claim(&first) };
    change(&mut first, |w| w.edit(&same));
    change(&mut second, |w| w.edit(&same));
    second.dump(folder.path(), DumpOptions { abstracts: true }).unwrap();
    assert_eq!(first.load_merge(folder.path(), &deed("load")).unwrap().changed, 0);
    assert_eq!(first.verify().unwrap().damage, []);
}

#[test]
fn merging_keeps_an_abstract_that_the_folder_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = filled(&Words { optional: vec![Some("words".into())], ..plain_words() });
    first.dump(folder.path(), DumpOptions::default()).unwrap();
    let mut second = Catalogue::open_folder(folder.path(), now()).unwrap();
    let work = second.view().work_by_key("newer2020").unwrap().unwrap();
    change(&mut second, |w| w.edit(&Work { seminal: true, ..work.clone() }));
    second.dump(folder.path(), DumpOptions::default()).unwrap();
    assert_eq!(first.load_merge(folder.path(), &deed("load")).unwrap().changed, 1);
    let merged = first.view().work_by_key("newer2020").unwrap().unwrap();
    assert_eq!((merged.seminal, merged.abstract_text.as_deref()), (true, Some("words")));
    assert_eq!(first.verify().unwrap().damage, []);
}
