//! Two hundred DOIs and more, in which one character is not what it looks like. Every one is
//! flagged, shown so that nothing in it can hide, and none of those that are plain is.

use claimbook::model::Doi;

/// DOIs that are as they should be, old and odd ones among them.
const PLAIN: &[&str] = &[
    "10.5555/knee.2020",
    "10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S",
    "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "10.1175/1520-0493(2002)130<1913:EDAWPO>2.0.CO;2",
    "10.1890/0012-9615(1999)069[0569:EDILSA]2.0.CO;2",
    "10.3157/0013-872X(2007)118[512:ANSOPB]2.0.CO;2",
    "10.1016/S0140-6736(97)11096-0",
    "10.7287/peerj.3819v0.1/reviews/2",
    "10.1002/14651858.CD001139.pub4",
    "10.1037/0003-066X.59.1.29",
    "10.6220/joq.2012.19(1).01",
    "10.5240/7290-C8AD-12BA-4F93-3B07-7",
    "10.48612//monograph-2025-2",
    "10.1000/a#b?c%d+e",
    "10.1000/a_b~c=d&e",
    "10.978.12345/99990",
    "10.1000.10/123",
    "10.1234567/abc",
];

/// Characters that hide, that turn the text around, or that look like another.
const DISGUISES: &[char] = &[
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{2060}',
    '\u{feff}',
    '\u{ad}',
    '\u{34f}',
    '\u{180e}', // of no width
    '\u{200e}',
    '\u{200f}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2066}',
    '\u{2067}',
    '\u{2069}',
    '\u{61c}',
    '\u{fe0f}',
    '\u{e0041}',
    '\u{1b}',
    '\u{9b}',
    '\0',
    '\u{7f}', // controls, tags
    'а',
    'е',
    'о',
    'р',
    'с',
    'х',
    'і',
    'ѕ',
    'ԁ',
    'Ѕ',
    'І',
    'ж', // Cyrillic
    'ο',
    'ν',
    'α',
    'Α',
    'ι',
    'ϲ', // Greek
    'ａ',
    '０',
    '．',
    '／',
    '（',
    '－',
    '＜', // full-width
    'օ',
    'ս',
    'Ꭰ',
    'Ꮃ',
    'ꓐ',
    'ⲟ', // Armenian, Cherokee, Lisu, Coptic
    '𝐚',
    '𝟏',
    'ⓐ',
    '①',
    'ℓ',
    'ℴ',
    'ᴀ',
    '²',
    'ı',
    'ſ',
    'ﬁ', // dressed-up Latin
    '٠',
    '۱',
    '१',
    '\u{301}',
    '\u{338}',
    '\u{20dd}', // digits of other scripts, marks
    '‐',
    '‑',
    '–',
    '—',
    '−',
    '⁄',
    '∕',
    '․',
    '〈',
    '›',
    '\u{fffd}',
    '\u{e000}',
    '\u{3164}',
];

#[test]
fn every_disguise_is_flagged_and_nothing_plain_is() {
    for text in PLAIN {
        let doi = text.parse::<Doi>().unwrap_or_else(|e| panic!("{e}"));
        assert!(doi.printed().is_ascii(), "{text}");
    }
    let (mut tried, mut wrong) = (0, Vec::new());
    for disguise in DISGUISES {
        for (before, after) in
            [("10.5555/kn", "e.2020"), ("10.5555/knee.20", "20"), ("10.1002/(SICI)1-2(1999)4:5<9", "::A>3")]
        {
            tried += 1;
            let text = format!("{before}{disguise}{after}");
            match text.parse::<Doi>() {
                Ok(doi) => wrong.push(format!("{:?} passed as {:?}", text, doi.key())),
                Err(error) => {
                    let told = error.to_string();
                    let hidden = |c: char| {
                        c.is_control()
                            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
                    };
                    if told.contains(hidden) {
                        wrong.push(format!("{told:?} hides something"));
                    }
                }
            }
            // In prose too: what is found is flagged, mended with a note, or ends before the disguise.
            for found in Doi::find_all(&format!("see doi:{text} there")) {
                if let Ok(doi) = &found.doi
                    && !doi.printed().is_ascii()
                    && found.note.is_none()
                {
                    wrong.push(format!("{text:?} was found as {:?}", doi.printed()));
                }
            }
        }
    }
    assert!(tried >= 200, "{tried}");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}
