//! British and American spellings, read as one.

/// British spellings and the American ones they are read as; only inside words.
const SPELLINGS: &[(&str, &str)] = &[
    ("haem", "hem"),
    ("oedema", "edema"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("foet", "fet"),
    ("paed", "ped"),
    ("gynaec", "gynec"),
    ("anaes", "anes"),
    ("anaem", "anem"),
    ("leukaem", "leukem"),
    ("diarrhoea", "diarrhea"),
    ("caes", "ces"),
    ("orthopaed", "orthoped"),
    ("tumour", "tumor"),
    ("behaviour", "behavior"),
    ("labour", "labor"),
    ("colour", "color"),
    ("favour", "favor"),
    ("centre", "center"),
    ("fibre", "fiber"),
    ("litre", "liter"),
    ("programme", "program"),
    ("ageing", "aging"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("mme", "m"),
];

/// A word as Americans spell it.
pub(super) fn american(word: &str) -> String {
    let mut word = word.to_owned();
    for (british, american) in SPELLINGS {
        if word.len() > british.len() && word.contains(british) {
            word = word.replace(british, american);
        }
    }
    word
}
