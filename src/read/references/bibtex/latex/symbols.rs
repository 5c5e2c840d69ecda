//! Signs that commands write, in text and in math.

/// Each command with its sign, sorted.
#[rustfmt::skip]
const SYMBOLS: &[(&str, &str)] = &[
    ("AA", "Å"), ("AE", "Æ"), ("Alpha", "Α"), ("Beta", "Β"), ("BibTeX", "BibTeX"), ("Chi", "Χ"), ("DH", "Ð"),
    ("DJ", "Đ"), ("Delta", "Δ"), ("EUR", "€"), ("Epsilon", "Ε"), ("Eta", "Η"), ("Gamma", "Γ"), ("IJ", "Ĳ"),
    ("Im", "ℑ"), ("Iota", "Ι"), ("Kappa", "Κ"), ("L", "Ł"), ("LaTeX", "LaTeX"), ("Lambda", "Λ"), ("Leftarrow", "⇐"),
    ("Leftrightarrow", "⇔"), ("Mu", "Μ"), ("NG", "Ŋ"), ("Nu", "Ν"), ("O", "Ø"), ("OE", "Œ"), ("Ohorn", "Ơ"),
    ("Omega", "Ω"), ("P", "¶"), ("Phi", "Φ"), ("Pi", "Π"), ("Psi", "Ψ"), ("Re", "ℜ"), ("Rho", "Ρ"),
    ("Rightarrow", "⇒"), ("S", "§"), ("SS", "ẞ"), ("Sigma", "Σ"), ("TH", "Þ"), ("Tau", "Τ"), ("TeX", "TeX"),
    ("Theta", "Θ"), ("Uhorn", "Ư"), ("Upsilon", "Υ"), ("Vert", "‖"), ("Xi", "Ξ"), ("Zeta", "Ζ"), ("aa", "å"),
    ("ae", "æ"), ("aleph", "ℵ"), ("alpha", "α"), ("amp", "&"), ("angle", "∠"), ("approx", "≈"), ("ast", "*"),
    ("backslash", "\\"), ("beta", "β"), ("bullet", "•"), ("cap", "∩"), ("cdot", "·"), ("cdots", "⋯"),
    ("checkmark", "✓"), ("chi", "χ"), ("circ", "∘"), ("colon", ":"), ("cong", "≅"), ("copyright", "©"),
    ("cos", "cos"), ("cup", "∪"), ("dag", "†"), ("dagger", "†"), ("dash", "–"), ("ddag", "‡"), ("ddagger", "‡"),
    ("degree", "°"), ("delta", "δ"), ("dh", "ð"), ("div", "÷"), ("dj", "đ"), ("dotlessi", "ı"), ("dotlessj", "ȷ"),
    ("dots", "…"), ("downarrow", "↓"), ("ell", "ℓ"), ("emptyset", "∅"), ("epsilon", "ε"), ("equiv", "≡"),
    ("eta", "η"), ("euro", "€"), ("exists", "∃"), ("exp", "exp"), ("female", "♀"), ("flat", "♭"), ("flqq", "«"),
    ("forall", "∀"), ("frqq", "»"), ("gamma", "γ"), ("ge", "≥"), ("geq", "≥"), ("geqslant", "≥"), ("gg", "≫"),
    ("glqq", "„"), ("grqq", "“"), ("gt", ">"), ("guillemetleft", "«"), ("guillemetright", "»"),
    ("guillemotleft", "«"), ("guillemotright", "»"), ("guilsinglleft", "‹"), ("guilsinglright", "›"), ("hbar", "ℏ"),
    ("hyphen", "-"), ("i", "ı"), ("ij", "ĳ"), ("in", "∈"), ("infty", "∞"), ("int", "∫"), ("iota", "ι"), ("j", "ȷ"),
    ("kappa", "κ"), ("l", "ł"), ("lambda", "λ"), ("langle", "⟨"), ("lbrace", "{"), ("lbrack", "["), ("lceil", "⌈"),
    ("ldots", "…"), ("le", "≤"), ("leftarrow", "←"), ("leftrightarrow", "↔"), ("leq", "≤"), ("leqslant", "≤"),
    ("lfloor", "⌊"), ("lim", "lim"), ("ll", "≪"), ("ln", "ln"), ("lnot", "¬"), ("log", "log"),
    ("longrightarrow", "→"), ("lq", "‘"), ("lt", "<"), ("lvert", "|"), ("male", "♂"), ("mapsto", "↦"), ("mars", "♂"),
    ("max", "max"), ("mdash", "—"), ("micro", "µ"), ("mid", "|"), ("min", "min"), ("mp", "∓"), ("mu", "μ"),
    ("nabla", "∇"), ("natural", "♮"), ("nbhyphen", "-"), ("ndash", "–"), ("ne", "≠"), ("neg", "¬"), ("neq", "≠"),
    ("ng", "ŋ"), ("notin", "∉"), ("nu", "ν"), ("o", "ø"), ("oe", "œ"), ("ohorn", "ơ"), ("omega", "ω"),
    ("omicron", "ο"), ("oplus", "⊕"), ("otimes", "⊗"), ("parallel", "∥"), ("partial", "∂"), ("percent", "%"),
    ("permil", "‰"), ("perp", "⊥"), ("phi", "φ"), ("pi", "π"), ("pm", "±"), ("pounds", "£"), ("prime", "′"),
    ("prod", "∏"), ("propto", "∝"), ("psi", "ψ"), ("quotedblbase", "„"), ("quotesinglbase", "‚"), ("rangle", "⟩"),
    ("rbrace", "}"), ("rbrack", "]"), ("rceil", "⌉"), ("rfloor", "⌋"), ("rho", "ρ"), ("rightarrow", "→"),
    ("rightleftharpoons", "⇌"), ("rq", "’"), ("rvert", "|"), ("setminus", "∖"), ("sharp", "♯"), ("sigma", "σ"),
    ("sim", "∼"), ("simeq", "≃"), ("sin", "sin"), ("slash", "/"), ("sqrt", "√"), ("square", "□"), ("ss", "ß"),
    ("star", "⋆"), ("subset", "⊂"), ("subseteq", "⊆"), ("sum", "∑"), ("supset", "⊃"), ("tan", "tan"), ("tau", "τ"),
    ("textalpha", "α"), ("textampersand", "&"), ("textapprox", "≈"), ("textasciiacute", "´"),
    ("textasciibreve", "˘"), ("textasciicaron", "ˇ"), ("textasciicedilla", "¸"), ("textasciicircum", "^"),
    ("textasciidieresis", "¨"), ("textasciigrave", "`"), ("textasciimacron", "¯"), ("textasciitilde", "~"),
    ("textasterisk", "*"), ("textasteriskcentered", "∗"), ("textat", "@"), ("textbackslash", "\\"), ("textbar", "|"),
    ("textbardbl", "‖"), ("textbeta", "β"), ("textbraceleft", "{"), ("textbraceright", "}"), ("textbullet", "•"),
    ("textcelsius", "℃"), ("textcent", "¢"), ("textcentoldstyle", "¢"), ("textchi", "χ"), ("textcompwordmark", ""),
    ("textcopyright", "©"), ("textcurrency", "¤"), ("textdagger", "†"), ("textdaggerdbl", "‡"),
    ("textdblhyphen", "-"), ("textdegree", "°"), ("textdelta", "δ"), ("textdiv", "÷"), ("textdollar", "$"),
    ("textdollaroldstyle", "$"), ("textdownarrow", "↓"), ("textellipsis", "…"), ("textemdash", "—"),
    ("textendash", "–"), ("textepsilon", "ε"), ("textestimated", "℮"), ("texteta", "η"), ("texteuro", "€"),
    ("textexclamdown", "¡"), ("textgamma", "γ"), ("textgeq", "≥"), ("textgreater", ">"), ("textinfinity", "∞"),
    ("textiota", "ι"), ("textkappa", "κ"), ("textlambda", "λ"), ("textlangle", "⟨"), ("textleftarrow", "←"),
    ("textleq", "≤"), ("textless", "<"), ("textlnot", "¬"), ("textmho", "℧"), ("textminus", "−"), ("textmu", "µ"),
    ("textnu", "ν"), ("textnumbersign", "#"), ("textnumero", "№"), ("textogonekcentered", "˛"), ("textohm", "Ω"),
    ("textomega", "ω"), ("textonehalf", "½"), ("textonequarter", "¼"), ("textonesuperior", "¹"),
    ("textordfeminine", "ª"), ("textordmasculine", "º"), ("textparagraph", "¶"), ("textpercent", "%"),
    ("textperiodcentered", "·"), ("textpertenthousand", "‱"), ("textperthousand", "‰"), ("textphi", "φ"),
    ("textpi", "π"), ("textpm", "±"), ("textprime", "′"), ("textpsi", "ψ"), ("textquestiondown", "¿"),
    ("textquotedbl", "\""), ("textquotedblleft", "“"), ("textquotedblright", "”"), ("textquoteleft", "‘"),
    ("textquoteright", "’"), ("textquotesingle", "'"), ("textrangle", "⟩"), ("textregistered", "®"),
    ("textrho", "ρ"), ("textrightarrow", "→"), ("textschwa", "ə"), ("textsection", "§"), ("textservicemark", "℠"),
    ("textsigma", "σ"), ("textsterling", "£"), ("texttau", "τ"), ("texttheta", "θ"), ("textthreequarters", "¾"),
    ("textthreesuperior", "³"), ("texttimes", "×"), ("texttrademark", "™"), ("textturna", "ɐ"),
    ("texttwosuperior", "²"), ("textunderscore", "_"), ("textuparrow", "↑"), ("textvisiblespace", "␣"),
    ("textxi", "ξ"), ("textyen", "¥"), ("textzeta", "ζ"), ("th", "þ"), ("theta", "θ"), ("times", "×"), ("to", "→"),
    ("triangle", "△"), ("uhorn", "ư"), ("uparrow", "↑"), ("upsilon", "υ"), ("varepsilon", "ε"), ("varnothing", "∅"),
    ("varphi", "φ"), ("varpi", "ϖ"), ("varrho", "ϱ"), ("varsigma", "ς"), ("vartheta", "ϑ"), ("vee", "∨"),
    ("venus", "♀"), ("vert", "|"), ("wedge", "∧"), ("xi", "ξ"), ("zeta", "ζ"),
];

/// The sign of a command.
pub(super) fn find_symbol(word: &str) -> Option<&'static str> {
    let at = SYMBOLS.binary_search_by(|(name, _)| name.cmp(&word)).ok()?;
    SYMBOLS.get(at).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_found() {
        assert!(SYMBOLS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!((find_symbol("alpha"), find_symbol("ss"), find_symbol("alphabet")), (Some("α"), Some("ß"), None));
    }
}
