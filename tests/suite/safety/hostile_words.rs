//! Words that nobody should search for, and text that would steer a terminal.

use super::{Numbers, deed, now};
use claimbook::catalogue::Catalogue;
use claimbook::catalogue::text_form::{DumpOptions, TextFormError, TextFormFiles};

/// Any text may be searched for.
#[test]
#[ignore = "long: .ci/run runs it"]
fn any_words_can_be_searched_for() {
    let catalogue = Catalogue::open_example(now()).unwrap();
    let search = |words: &str| {
        catalogue.view().search_claims(words, 5).unwrap_or_else(|e| panic!("{words:?}: {e}"));
        catalogue.view().search_works(words, 5).unwrap_or_else(|e| panic!("{words:?}: {e}"));
    };
    for words in [
        "",
        " ",
        "\"",
        "\"\"",
        "'",
        "*",
        "**",
        "a*",
        "*a",
        "^",
        "^a",
        "a^b",
        "NEAR(",
        "NEAR(a b, 3)",
        "NEAR/3",
        "col:x",
        "statement:pain",
        "- statement:pain",
        "{statement section}: pain",
        "AND",
        "OR",
        "NOT",
        "a AND",
        "AND b",
        "a OR OR b",
        "NOT NOT",
        "(",
        ")",
        "((",
        "()",
        "a)",
        "(a",
        "10.1000/abc",
        "10.3389/fpain.2021.773988",
        "\0",
        "a\0b",
        "a\0",
        "\n",
        "a\nb",
        "\\",
        "\\\"",
        "%",
        "_",
        "%_%",
        "--",
        "-- drop",
        ";",
        "; DROP TABLE claim",
        "/*",
        "*/",
        "😀",
        "é",
        "e\u{301}",
        "\u{202e}",
        "\u{feff}",
        "\u{fffd}",
        "+",
        "a+b",
        "a + b",
        "-a",
        "~",
        "|",
        "||",
        "&",
        "1e308",
        "0x10",
        "?",
        "?1",
        ":a",
        "@a",
        "$a",
        "[a]",
        "{a}",
        "<a>",
        "a\"b",
        "\"a\" \"b",
        "ﬁ",
        "İ",
        "ß",
    ] {
        search(words);
    }
    assert_eq!(catalogue.view().search_claims("belly BAND", 5).unwrap().len(), 1);
    assert_eq!(catalogue.view().search_works("10.3389/fpain.2021.773988", 5).unwrap().len(), 1);
    let alphabet: Vec<char> = "abp 1\"'*^():{}+-.,/\\ANDORNEAR\0\t\néß😀".chars().collect();
    let (mut numbers, empty) = (Numbers(18), Catalogue::in_memory(now()).unwrap());
    for _ in 0..100_000 {
        let length = numbers.below(12);
        let words: String = (0..length).map(|_| alphabet[numbers.below(alphabet.len() as u64) as usize]).collect();
        empty.view().search_claims(&words, 5).unwrap_or_else(|e| panic!("{words:?}: {e}"));
    }
}

/// Messages about broken rows hold text from files, and never a character that steers a terminal.
#[test]
fn messages_about_broken_rows_never_steer_a_terminal() {
    let good = Catalogue::open_example(now()).unwrap().dump_files(DumpOptions::default()).unwrap();
    let file = "back-pain-during-pregnancy/claims.csv";
    for steering in
        ["\u{1b}[2J", "\u{1b}]0;x\u{7}", "\u{9b}31m", "\r", "\u{8}", "a\nerror: b", "\u{202e}", "\u{200b}", "\u{7f}"]
    {
        let mut files = good.clone();
        let text = String::from_utf8(files[file].clone()).unwrap();
        let quoted = format!("\"{steering}\"");
        files.insert(
            file.into(),
            text.replacen("prevalence", &quoted, 1).replacen(",3,", &format!(",{quoted},"), 1).into_bytes(),
        );
        let refused =
            Catalogue::in_memory(now()).unwrap().load_files(&files as &dyn TextFormFiles, &deed()).unwrap_err();
        let TextFormError::Broken(broken) = &refused else { panic!("{refused:?}") };
        assert_eq!(broken.len(), 2, "{refused}");
        for line in broken.iter().map(ToString::to_string) {
            let hidden = |c: char| {
                c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c) || ('\u{202a}'..='\u{202e}').contains(&c)
            };
            assert!(!line.contains(hidden), "{line:?}");
        }
    }
}
