//! What lists of references are headed: in English in many words, alone or two of them joined, and in other languages.

/// What a list of references is called, in small letters.
const LISTS: &[&str] = &[
    "references",
    "reference",
    "reference list",
    "list of references",
    "references cited",
    "referenced works",
    "sources",
    "source",
    "sources cited",
    "sources used",
    "sources consulted",
    "source list",
    "list of sources",
    "bibliography",
    "works cited",
    "works consulted",
    "citations",
    "cited works",
    "citation list",
    "literature",
    "literature cited",
    "literature list",
    "literature references",
    "cited literature",
    "further reading",
    "suggested reading",
    "additional reading",
    "recommended reading",
    "evidence",
    "evidence sources",
    "evidence base",
    "footnotes",
    "endnotes",
];

/// What may stand before it: `Selected references`, `Our sources`.
const BEFORE: &[&str] = &[
    "additional",
    "all",
    "article",
    "cited",
    "clinical",
    "full",
    "further",
    "general",
    "key",
    "main",
    "medical",
    "numbered",
    "other",
    "our",
    "primary",
    "principal",
    "scientific",
    "selected",
    "supporting",
    "the",
    "these",
    "web",
];

/// What heads a list of references only where one of its names stands beside it: `References & resources`.
const BESIDE: &[&str] = &[
    "acknowledgements",
    "acknowledgments",
    "credits",
    "further information",
    "further resources",
    "helpful links",
    "links",
    "more information",
    "note",
    "notes",
    "reading",
    "reading list",
    "resource",
    "resources",
    "useful links",
    "useful resources",
];

/// What joins two of them.
const JOINTS: &[&str] =
    &[" and ", " & ", ", ", " / ", "/", " + ", " und ", " et ", " y ", " e ", " en ", " og ", " och "];

/// Its names in other languages.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    // German
    "literatur", "literaturverzeichnis", "literaturangaben", "literaturnachweise", "literaturhinweise", "literaturliste", "quellen",
    "quelle", "quellenangaben", "quellenverzeichnis", "quellennachweise", "referenzen", "einzelnachweise", "nachweise", "bibliografie",
    "bibliographie", "weiterführende literatur", "verwendete literatur", "fußnoten",
    // French
    "références", "références bibliographiques", "bibliographiques", "liste des références", "ouvrages cités", "sources bibliographiques",
    "pour en savoir plus", "notes de bas de page",
    // Spanish
    "referencias", "referencias bibliográficas", "bibliografía", "fuentes", "fuentes consultadas", "lecturas recomendadas",
    "bibliografía consultada", "obras citadas",
    // Portuguese
    "referências", "referências bibliográficas", "bibliografia", "fontes", "fontes consultadas", "obras citadas", "leituras recomendadas",
    // Italian
    "riferimenti", "riferimenti bibliografici", "fonti", "letture consigliate", "note bibliografiche",
    // Dutch
    "referenties", "bronnen", "bronvermelding", "bronnenlijst", "literatuur", "literatuurlijst", "literatuurverwijzingen",
    // Swedish, Danish, Norwegian, Finnish
    "referenser", "källor", "källförteckning", "litteratur", "litteraturlista", "referencer", "kilder", "kildeliste", "referanser",
    "litteraturliste", "lähteet", "kirjallisuus", "viitteet",
    // Polish, Czech, Slovak, Hungarian, Romanian, Croatian
    "piśmiennictwo", "źródła", "literatura", "przypisy", "zdroje", "použitá literatura", "seznam literatury", "irodalom", "források",
    "irodalomjegyzék", "hivatkozások", "referințe", "bibliografie", "surse", "reference", "izvori",
    // Turkish, Greek, Russian, Ukrainian
    "kaynaklar", "kaynakça", "βιβλιογραφία", "αναφορές", "πηγές", "литература", "список литературы", "источники", "джерела",
    "література",
    // Chinese, Japanese, Korean, Arabic
    "参考文献", "參考文獻", "参考资料", "引用文献", "文献", "참고문헌", "출처", "المراجع", "المصادر",
];

/// Whether words are the heading of a reference list: `References`, `7. Sources:`, `Further reading and references`.
pub(in crate::read) fn is_heading(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let lower = text.to_lowercase();
    let plain = lower.split('(').next().unwrap_or(&lower);
    let plain = plain.trim_matches(|c: char| !c.is_alphabetic());
    if is_list(plain) {
        return true;
    }
    let mut parts = vec![plain];
    for joint in JOINTS {
        parts = parts.iter().flat_map(|part| part.split(joint)).collect();
    }
    (2..=3).contains(&parts.len())
        && parts.iter().any(|part| is_list(part.trim()))
        && parts.iter().all(|part| is_list(part.trim()) || BESIDE.contains(&part.trim()))
}

fn is_list(words: &str) -> bool {
    let named = |words: &str| LISTS.contains(&words) || OTHERS.contains(&words);
    let behind =
        || words.split_once(' ').filter(|(before, _)| BEFORE.contains(before)).is_some_and(|(_, rest)| named(rest));
    named(words) || behind()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_lists() {
        for text in [
            "References",
            "REFERENCES:",
            "7. Sources",
            "Works Cited",
            "References (10)",
            "**Further reading**",
            "Further reading and references",
            "References and notes",
            "References & resources",
            "Sources and further reading",
            "Notes and References",
            "Sources, references and links",
            "Our sources",
            "Referências",
            "Literatur",
            "Literatur und Quellen",
            "Références",
            "Quellen:",
            "参考文献",
        ] {
            assert!(is_heading(text), "{text}");
        }
        for text in [
            "Preferences",
            "Sources of protein",
            "The evidence is weak",
            "Notes",
            "Resources and links",
            "Exercise and references to it",
            "",
        ] {
            assert!(!is_heading(text), "{text}");
        }
    }
}
