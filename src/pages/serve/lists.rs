//! Lists: articles with how far they have come, the entries of their lists, works, and the rules.

use super::answer::Answer;
use super::choice::QueueChoice;
use super::frame::Frame;
use super::markdown::{PartShape, TextPart, read_page};
use super::served::{Asked, ServedDesk};
use crate::model::{Coverage, Uid};
use crate::pages::words::{describe_severity, make_sentence};
use crate::tasks::Failure;
use crate::tasks::desk::{ListPart, ReferenceLine, RuleLine, WorkLine};
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "serve/articles.html")]
struct ArticlesPage {
    frame: Frame,
    articles: Vec<(Uid, Coverage)>,
    /// Whether how far others have come is not shown.
    is_blind: bool,
}

impl ArticlesPage {
    /// An address for one article.
    fn within(&self, path: &str, article: &Uid) -> String {
        QueueChoice { article: Some(*article), ..QueueChoice::default() }.write_address(path, None)
    }
}

/// Shows the articles.
pub(super) fn show_articles(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let articles = desk.desk.list_coverage()?;
    let is_blind = desk.desk.is_blind();
    Ok(Answer::from_page(&ArticlesPage { frame: desk.frame("/articles", &asked.query), articles, is_blind }))
}

#[derive(Template)]
#[template(path = "serve/references.html")]
struct ReferencesPage {
    frame: Frame,
    words: String,
    article: Option<Uid>,
    articles: Vec<(Uid, String)>,
    part: ListPart<ReferenceLine>,
}

impl ReferencesPage {
    fn is_article(&self, article: &Uid) -> bool {
        self.article == Some(*article)
    }
}

/// Shows the entries of the lists.
pub(super) fn show_references(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let words = asked.query.get("words").unwrap_or_default().to_owned();
    let article = asked.query.get_uid("article");
    let page = ReferencesPage {
        part: desk.desk.list_references(article, &words)?,
        articles: desk.desk.list_articles()?,
        frame: desk.frame("/references", &asked.query),
        words,
        article,
    };
    Ok(Answer::from_page(&page))
}

#[derive(Template)]
#[template(path = "serve/works.html")]
struct WorksPage {
    frame: Frame,
    words: String,
    part: ListPart<WorkLine>,
}

/// Shows the works.
pub(super) fn show_works(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let words = asked.query.get("words").unwrap_or_default().to_owned();
    let page = WorksPage { part: desk.desk.list_works(&words)?, frame: desk.frame("/works", &asked.query), words };
    Ok(Answer::from_page(&page))
}

#[derive(Template)]
#[template(path = "serve/rules.html")]
struct RulesPage {
    frame: Frame,
    rules: Vec<RuleLine>,
}

impl RulesPage {
    fn severity(&self, rule: &RuleLine) -> &'static str {
        describe_severity(rule.severity)
    }

    fn summary(&self, rule: &RuleLine) -> String {
        make_sentence(rule.summary)
    }
}

/// Shows the rules, or one of them explained.
pub(super) fn show_rules(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let rules = desk.desk.list_rules();
    let Some(id) = asked.path.first() else {
        return Ok(Answer::from_page(&RulesPage { frame: desk.frame("/rules", &asked.query), rules }));
    };
    match rules.into_iter().find(|rule| rule.id == id) {
        Some(rule) => {
            let parts = read_page(rule.page);
            Ok(Answer::from_page(&RulePage { frame: desk.frame("/rules", &asked.query), rule, parts }))
        }
        None => Ok(desk.explain(StatusCode::NOT_FOUND, "There is no such rule.")),
    }
}

#[derive(Template)]
#[template(path = "serve/rule.html")]
struct RulePage {
    frame: Frame,
    rule: RuleLine,
    parts: Vec<TextPart>,
}

impl RulePage {
    fn summary(&self) -> String {
        make_sentence(self.rule.summary)
    }
}

#[derive(Template)]
#[template(path = "serve/help.html")]
struct HelpPage {
    frame: Frame,
}

/// Says how to review on these pages.
pub(super) fn show_help(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    Ok(Answer::from_page(&HelpPage { frame: desk.frame("/help", &asked.query) }))
}
