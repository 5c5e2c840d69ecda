//! Characters of symbol fonts, which Word stores by their place in the font: the letters and signs that health texts use.

/// The place in the font Symbol, without its private-use offset, and the character.
#[rustfmt::skip]
const SYMBOL: &[(u32, char)] = &[
    (0x22, '∀'), (0x27, '∋'), (0x2a, '∗'), (0x2d, '−'), (0x40, '≅'),
    (0x41, 'Α'), (0x42, 'Β'), (0x43, 'Χ'), (0x44, 'Δ'), (0x45, 'Ε'), (0x46, 'Φ'), (0x47, 'Γ'), (0x48, 'Η'), (0x49, 'Ι'), (0x4b, 'Κ'), (0x4c, 'Λ'),
    (0x4d, 'Μ'), (0x4e, 'Ν'), (0x4f, 'Ο'), (0x50, 'Π'), (0x51, 'Θ'), (0x52, 'Ρ'), (0x53, 'Σ'), (0x54, 'Τ'), (0x55, 'Υ'), (0x57, 'Ω'), (0x58, 'Ξ'),
    (0x59, 'Ψ'), (0x5a, 'Ζ'), (0x61, 'α'), (0x62, 'β'), (0x63, 'χ'), (0x64, 'δ'), (0x65, 'ε'), (0x66, 'φ'), (0x67, 'γ'), (0x68, 'η'), (0x69, 'ι'),
    (0x6a, 'ϕ'), (0x6b, 'κ'), (0x6c, 'λ'), (0x6d, 'μ'), (0x6e, 'ν'), (0x6f, 'ο'), (0x70, 'π'), (0x71, 'θ'), (0x72, 'ρ'), (0x73, 'σ'), (0x74, 'τ'),
    (0x75, 'υ'), (0x77, 'ω'), (0x78, 'ξ'), (0x79, 'ψ'), (0x7a, 'ζ'), (0xa2, '′'), (0xa3, '≤'), (0xa5, '∞'), (0xab, '↔'), (0xac, '←'), (0xad, '↑'),
    (0xae, '→'), (0xaf, '↓'), (0xb0, '°'), (0xb1, '±'), (0xb2, '″'), (0xb3, '≥'), (0xb4, '×'), (0xb5, '∝'), (0xb7, '•'), (0xb8, '÷'), (0xb9, '≠'),
    (0xba, '≡'), (0xbb, '≈'), (0xbc, '…'), (0xc5, '⊕'), (0xce, '∈'), (0xd2, '®'), (0xd3, '©'), (0xd4, '™'), (0xd6, '√'), (0xd7, '⋅'), (0xd8, '¬'),
    (0xe2, '®'), (0xe3, '©'), (0xe4, '™'), (0xe5, '∑'), (0xf2, '∫'),
];

/// A character of a font by its place there. What other fonts of signs hold is a bullet, a tick or an arrow, and no word.
pub(super) fn find(font: &str, code: u32) -> Option<char> {
    let place = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    if font.eq_ignore_ascii_case("symbol") {
        let known = SYMBOL.iter().find(|(at, _)| *at == place).map(|(_, c)| *c);
        return known.or_else(|| char::from_u32(place).filter(char::is_ascii_graphic));
    }
    let is_private = (0xe000..=0xf8ff).contains(&code);
    char::from_u32(code).filter(|_| !is_private)
}

/// Text with its private-use characters, which are places in the font Symbol, as what they show.
pub(super) fn resolve(font: Option<&str>, text: &str) -> Option<String> {
    let is_private = |c: char| ('\u{f000}'..='\u{f0ff}').contains(&c);
    let is_symbol = !font.is_some_and(|font| font.to_lowercase().contains("dings"));
    if !text.contains(is_private) {
        return None;
    }
    let shown = |c: char| if is_private(c) { find(if is_symbol { "Symbol" } else { "" }, c.into()) } else { Some(c) };
    Some(text.chars().filter_map(shown).collect())
}
