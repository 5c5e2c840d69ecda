//! `[review]`: how many people judge a claim before it is finished.

use super::{Entry, Reading};
use crate::model::{Kind, Opinions, Word};

impl Reading<'_> {
    pub(super) fn read_opinions(&mut self, entry: Entry) -> Opinions {
        let mut opinions = Opinions::default();
        for (key, value) in self.read_table(entry) {
            match key.get_ref().as_ref() {
                "opinions" => self.read_number((key, value), 1, u64::from(Opinions::MOST), &mut opinions.usual),
                "kinds" => {
                    for (kind, value) in self.read_table((key, value)) {
                        let mut n = 1;
                        self.read_number((kind, value), 1, u64::from(Opinions::MOST), &mut n);
                        match Kind::parse(kind.get_ref()) {
                            Ok(kind) => drop(opinions.kinds.insert(kind, n)),
                            Err(unknown) => self.add_problem(kind.span().start, unknown.to_string()),
                        }
                    }
                }
                "articles" => {
                    for (article, value) in self.read_table((key, value)) {
                        let mut n = 1;
                        self.read_number((article, value), 1, u64::from(Opinions::MOST), &mut n);
                        opinions.articles.insert(article.get_ref().to_string(), n);
                    }
                }
                other => self.refuse_key(key.span().start, other, &["opinions", "kinds", "articles"]),
            }
        }
        opinions
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::report::parse_settings;

    #[test]
    fn an_article_weighs_more_than_a_kind_and_a_kind_more_than_the_rest() {
        let text = "[review]\nopinions = 2\n[review.kinds]\nharm = 3\n[review.articles]\nknees = 1\n";
        let opinions = parse_settings(text, "f").unwrap().opinions;
        let wanted = [(Kind::Risk, "backs"), (Kind::Harm, "backs"), (Kind::Harm, "knees")];
        assert_eq!(wanted.map(|(kind, home)| opinions.count_wanted(kind, home)), [2, 3, 1]);
        assert!(opinions.wants_several());
        assert!(!parse_settings("", "f").unwrap().opinions.wants_several());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, message) in [
            ("[review]\nopinions = 0", "f:2:12: opinions is a whole number from 1 to 9"),
            ("[review]\nopinion = 2", "f:2:1: there is no setting “opinion”: did you mean opinions?"),
            (
                "[review.kinds]\nharms = 2",
                "f:2:1: there is no claim kind “harms”, did you mean harm? The words are prevalence, risk, mechanism, benefit, harm, recommendation, diagnosis, prognosis, source-description, outcome, context",
            ),
            ("[review.articles]\nknees = \"two\"", "f:2:9: knees is a whole number from 1 to 9"),
        ] {
            assert_eq!(parse_settings(text, "f").unwrap_err().to_string(), message);
        }
    }
}
