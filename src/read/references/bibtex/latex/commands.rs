//! Commands that write no sign of their own.

use super::Decoration;

/// What a command does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Command {
    /// It says how something looks, not what it is.
    Nothing,
    /// It leaves room.
    Blank,
    /// It does something to its argument.
    Act(Decoration),
    /// The number behind it is that of a character.
    Character,
    /// Its argument is math.
    Math,
    /// Its argument is an address, which is printed.
    Address,
    /// Its first argument is an address, its second is printed.
    Link,
}

#[rustfmt::skip]
const NOTHING: &[&str] = &[
    // Fonts and sizes.
    "emph", "textit", "textbf", "textsl", "textsc", "textrm", "textsf", "texttt", "textmd", "textup", "textnormal",
    "textlf", "textulc", "text", "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak",
    "mathscr", "mathnormal", "boldsymbol", "bm", "pmb", "operatorname", "em", "it", "bf", "sl", "sc", "rm", "sf", "tt",
    "itshape", "bfseries", "scshape", "slshape", "upshape", "rmfamily", "sffamily", "ttfamily", "normalfont", "tiny",
    "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge", "underline", "uline",
    "cal", "mit", "displaystyle", "textstyle", "scriptstyle",
    // Boxes and switches.
    "mbox", "hbox", "fbox", "makebox", "protect", "relax", "noindent", "newblock", "left", "right", "big", "Big", "bigl",
    "bigr", "Bigl", "Bigr", "limits", "nolimits", "nobreak", "sloppy", "nocase", "NoCaseChange", "mkbibemph", "mkbibbold",
    "mkbibitalic", "bibnamefont", "bibfnamefont", "bibstring", "natexlab", "allowbreak", "leavevmode", "penalty", "ignorespaces", "unskip", "textquotesinglebase", "xspace", "cyr",
];
const BLANK: &[&str] = &[
    "space",
    "quad",
    "qquad",
    "enspace",
    "enskip",
    "thinspace",
    "newline",
    "linebreak",
    "par",
    "break",
    "hfill",
    "hskip",
    "nobreakspace",
    "medspace",
    "thickspace",
    "newpage",
    "addspace",
    "addnbspace",
];
const DROP: &[&str] = &[
    "noopsort",
    "NoopSort",
    "SortNoop",
    "sortnoop",
    "noop",
    "nosort",
    "label",
    "hspace",
    "vspace",
    "begin",
    "end",
    "textcolor",
    "color",
    "bibinfo",
    "phantom",
    "hphantom",
    "vphantom",
    "index",
    "nocite",
    "selectlanguage",
    "foreignlanguage",
];

/// What a command does; none for one that writes a sign, and for one that is not known.
pub(super) fn find_command(word: &str) -> Option<Command> {
    Some(match word {
        "textsubscript" => Command::Act(Decoration::Sub),
        "textsuperscript" => Command::Act(Decoration::Super),
        "frac" | "tfrac" | "dfrac" | "nicefrac" | "sfrac" => Command::Act(Decoration::Over),
        "enquote" | "mkbibquote" => Command::Act(Decoration::Quote),
        "uppercase" | "MakeUppercase" => Command::Act(Decoration::Upper),
        "lowercase" | "MakeLowercase" => Command::Act(Decoration::Lower),
        "char" | "symbol" => Command::Character,
        "ensuremath" => Command::Math,
        "url" | "nolinkurl" | "path" | "doi" => Command::Address,
        "href" => Command::Link,
        _ if NOTHING.contains(&word) => Command::Nothing,
        _ if BLANK.contains(&word) => Command::Blank,
        _ if DROP.contains(&word) => Command::Act(Decoration::Drop),
        _ => return None,
    })
}
