//! Text out of the markup that registries send it in: `<i>`, `<jats:p>`, `<ns3:p>`, MathML, entities escaped once or
//! twice. Tags are known by their local name, for prefixes differ from publisher to publisher.

use html5gum::{Token, Tokenizer};

/// Tags inside a word or a line: they leave nothing behind.
const INLINE: &[&str] = &[
    "i",
    "italic",
    "em",
    "b",
    "bold",
    "strong",
    "u",
    "underline",
    "sub",
    "sup",
    "sc",
    "scp",
    "tt",
    "span",
    "a",
    "font",
    "monospace",
    "roman",
    "named-content",
    "styled-content",
    "ext-link",
    "xref",
    "inline-formula",
    "alternatives",
    "math",
    "mi",
    "mn",
    "mo",
    "mrow",
    "msub",
    "msup",
    "msubsup",
    "mtext",
    "mspace",
    "mstyle",
    "mover",
    "munder",
    "mfrac",
];

/// Tags whose content is no text.
const SILENT: &[&str] = &["script", "style", "tex-math", "annotation", "inline-graphic"];

/// The text without markup: one line for each block, inner spaces single.
pub fn to_plain(marked: &str) -> String {
    let once = strip_marks(marked);
    // `Women&amp;apos;s` was escaped twice; three times has not been seen.
    let text = if once.contains('&') { strip_marks(&once) } else { once };
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The same on one line, for titles and names: registries indent long titles.
pub fn to_plain_line(marked: &str) -> String {
    to_plain(marked).replace('\n', " ")
}

/// Text with its entities as the characters that they stand for, numbers and names as HTML has them; tags stay.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // A tag begins behind its sign: what stands between two is text alone.
    for (at, part) in text.split('<').enumerate() {
        if at > 0 {
            plain.push('<');
        }
        for token in Tokenizer::new(part).flatten() {
            if let Token::String(s) = token {
                plain.push_str(&String::from_utf8_lossy(&s));
            }
        }
    }
    plain
}

fn strip_marks(marked: &str) -> String {
    if !marked.contains(['<', '&']) {
        return marked.to_owned();
    }
    let mut text = String::with_capacity(marked.len());
    let mut silent: Option<String> = None;
    for token in Tokenizer::new(marked).flatten() {
        match token {
            Token::String(s) if silent.is_none() => text.push_str(&String::from_utf8_lossy(&s)),
            Token::StartTag(tag) => {
                let name = local_name(&tag.name);
                if silent.is_none() && !tag.self_closing && SILENT.contains(&name.as_str()) {
                    silent = Some(name);
                } else if silent.is_none() && !INLINE.contains(&name.as_str()) {
                    text.push('\n');
                }
            }
            Token::EndTag(tag) => {
                let name = local_name(&tag.name);
                if silent.as_ref() == Some(&name) {
                    silent = None;
                } else if silent.is_none() && !INLINE.contains(&name.as_str()) {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
    text
}

/// A tag's name without its namespace prefix.
fn local_name(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_leaves_and_words_stay() {
        for (marked, expected) in [
            ("A <i>B</i> &amp; C", "A B & C"),
            ("H<sub>2</sub>O and 10<sup>3</sup>", "H2O and 103"),
            ("Women&amp;apos;s Health", "Women's Health"),
            ("Low\n              back pain", "Low\nback pain"),
            ("p &lt; 0.05, n<30", "p < 0.05, n<30"),
            ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", "Abstract\nOne.\nTwo."),
            ("<ns3:p>One.</ns3:p><h4>Results</h4>Two<br/>three.", "One.\nResults\nTwo\nthree."),
            ("I<mml:math><mml:msup><mml:mn>2</mml:mn></mml:msup></mml:math> high", "I2 high"),
            ("a<jats:tex-math>$$x^2$$</jats:tex-math>b", "ab"),
            ("&eacute;t&#233; &unknown;", "été &unknown;"),
            ("no markup", "no markup"),
            ("", ""),
        ] {
            assert_eq!(to_plain(marked), expected, "{marked}");
        }
        assert_eq!(to_plain_line("Low\n              back pain"), "Low back pain");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "[<>&;/a-z#0-9: ]{0,60}") {
            let _ = to_plain(&text);
        }
    }
}
