//! RIS types and CSL's.

/// RIS types, in short and in words, and what they are in CSL. Where several share a CSL type, the first is the one that
/// [`write`](crate::write) gives back.
const TYPES: &[(&str, &str, &str)] = &[
    ("JOUR", "journal article", "article-journal"),
    ("EJOUR", "electronic article", "article-journal"),
    ("EJOU", "", "article-journal"),
    ("JFULL", "journal", "article-journal"),
    ("INPR", "in press", "article-journal"),
    ("ABST", "abstract", "article-journal"),
    ("MGZN", "magazine article", "article-magazine"),
    ("NEWS", "newspaper article", "article-newspaper"),
    ("PREP", "preprint", "article"),
    ("BOOK", "book", "book"),
    ("EBOOK", "electronic book", "book"),
    ("EDBOOK", "edited book", "book"),
    ("CHAP", "book section", "chapter"),
    ("CHAPTER", "book chapter", "chapter"),
    ("ECHAP", "electronic book section", "chapter"),
    ("CPAPER", "conference paper", "paper-conference"),
    ("CONF", "conference proceedings", "paper-conference"),
    ("RPRT", "report", "report"),
    ("GOVDOC", "government document", "report"),
    ("THES", "thesis", "thesis"),
    ("ELEC", "web page", "webpage"),
    ("WEB", "webpage", "webpage"),
    ("BLOG", "blog", "post-weblog"),
    ("DATA", "dataset", "dataset"),
    ("AGGR", "aggregated database", "dataset"),
    ("DBASE", "online database", "dataset"),
    ("COMP", "computer program", "software"),
    ("ENCYC", "encyclopedia", "entry-encyclopedia"),
    ("DICT", "dictionary", "entry-dictionary"),
    ("STAND", "standard", "standard"),
    ("UNPB", "unpublished work", "manuscript"),
    ("MANSCPT", "manuscript", "manuscript"),
    ("PAMP", "pamphlet", "pamphlet"),
    ("PAT", "patent", "patent"),
    ("BILL", "bill", "bill"),
    ("CASE", "case", "legal_case"),
    ("STAT", "statute", "legislation"),
    ("HEAR", "hearing", "hearing"),
    ("VIDEO", "audiovisual material", "motion_picture"),
    ("MPCT", "film or broadcast", "motion_picture"),
    ("SLIDE", "slide", "graphic"),
    ("MAP", "map", "map"),
    ("PCOMM", "personal communication", "personal_communication"),
    ("GEN", "generic", ""),
];

/// The CSL type of a RIS type or of its name; none where it is not known.
pub(in crate::read::references) fn find_csl_type(kind: &str) -> Option<&'static str> {
    let kind = kind.trim();
    TYPES.iter().find(|(ris, words, _)| ris.eq_ignore_ascii_case(kind) || words.eq_ignore_ascii_case(kind)).map(|t| t.2)
}

/// Whether a RIS type says no more than its CSL type, so that it need not be kept.
pub(super) fn is_plain(kind: &str, csl: &str) -> bool {
    TYPES
        .iter()
        .find(|(.., known)| *known == csl)
        .is_some_and(|(ris, words, _)| ris.eq_ignore_ascii_case(kind) || words.eq_ignore_ascii_case(kind))
}

/// Whether a type is that of a book whose authors are its editors.
pub(in crate::read::references) fn is_edited(kind: &str) -> bool {
    ["EDBOOK", "edited book"].iter().any(|edited| edited.eq_ignore_ascii_case(kind.trim()))
}

/// Whether a type is a book's or a part of one, so that a number without a check digit is its ISBN.
pub(in crate::read::references) fn is_book(csl: &str) -> bool {
    matches!(csl, "book" | "chapter" | "report" | "thesis" | "paper-conference")
}
