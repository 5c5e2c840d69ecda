//! Which parts of a page are its article: the title's heading, and what is left out. Nothing is left out by its name alone
//! that holds the title, most of the text, or a list of references.

use super::names::{Alien, holds_comments, is_alien, is_hidden, is_spoken};
use super::page::{Page, is_silent};
use super::tree::{Element, heading_level, is_block};
use crate::text::lexicon::PAGES;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What begins the heading of something that is no part of the article.
static RELATED: LazyLock<&[&str]> = LazyLock::new(|| PAGES.entries("related"));

/// What was chosen.
#[derive(Debug)]
pub(super) struct Choice {
    /// Of each node, whether it is left out with all that it holds.
    pub(super) skipped: Vec<bool>,
    /// The heading that is the title.
    pub(super) title: Option<usize>,
    /// The element that the article stands in.
    pub(super) root: Range<usize>,
}

struct Choosing<'p, 't, 's> {
    page: &'p Page<'t, 's>,
    title: Option<usize>,
    /// The element that the article stands in.
    root: Range<usize>,
    /// Nodes that hold the title, the root, a list or a note.
    keeping: Vec<bool>,
    /// Nodes in the root, and parts outside it that belong to the article.
    inside: Vec<bool>,
    /// What a button of the page opens.
    opened: BTreeSet<&'t str>,
    /// Of each node, the element before it in the same element.
    before: Vec<Option<usize>>,
    whole: u32,
    /// The element that holds most of the article within the root.
    article: Option<usize>,
}

/// Chooses. `named` is what the page's head calls the article.
pub(super) fn choose(page: &Page<'_, '_>, named: &[&str]) -> Choice {
    let root = find_root(page);
    let title = find_title(page, &root, named);
    let mut choosing = Choosing {
        page,
        title,
        keeping: vec![false; page.tree.nodes.len()],
        inside: vec![false; page.tree.nodes.len()],
        opened: find_opened(page),
        before: page.tree.find_elements_before(),
        whole: page.text_length(0),
        article: find_article(page, &root),
        root,
    };
    choosing.find_kept();
    let mut skipped = vec![false; page.tree.nodes.len()];
    let mut at = 1;
    while at < skipped.len() {
        let run = choosing.find_skipped(at);
        if run.is_empty() {
            at += 1;
            continue;
        }
        skipped.iter_mut().take(run.end).skip(run.start).for_each(|skip| *skip = true);
        at = run.end;
    }
    Choice { skipped, title, root: choosing.root }
}

/// The element that holds the article: `main`, or an `article` with most of the text.
fn find_root(page: &Page<'_, '_>) -> Range<usize> {
    let whole = page.text_length(0);
    let is_main = |e: &Element| e.name == "main" || e.attribute("role").is_some_and(|r| r.eq_ignore_ascii_case("main"));
    let is_article = |e: &Element| e.name == "article" || e.attribute("itemprop") == Some("articleBody");
    let largest = |is: &dyn Fn(&Element) -> bool, least: u32| {
        let all = (1..page.tree.nodes.len()).filter(|at| page.tree.element(*at).is_some_and(is));
        let best = all.max_by_key(|at| (page.text_length(*at), std::cmp::Reverse(*at)));
        best.filter(|at| {
            u64::from(page.text_length(*at)) * 100 >= u64::from(whole) * u64::from(least) && page.text_length(*at) > 0
        })
    };
    let root = largest(&is_main, 25).or_else(|| largest(&is_article, 50)).unwrap_or(0);
    page.tree.range_within(root)
}

/// The largest `article` in the root, if it has most of the text there.
fn find_article(page: &Page<'_, '_>, root: &Range<usize>) -> Option<usize> {
    let articles = root.clone().skip(1).filter(|at| page.tree.name(*at) == "article");
    let largest = articles.max_by_key(|at| (page.text_length(*at), std::cmp::Reverse(*at)))?;
    (u64::from(page.text_length(largest)) * 2 > u64::from(page.text_length(root.start))).then_some(largest)
}

/// The heading that names the article: what the head calls it, else the first of the article; a site's name is none.
fn find_title(page: &Page<'_, '_>, root: &Range<usize>, named: &[&str]) -> Option<usize> {
    let tree = page.tree;
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let named: Vec<String> = named.iter().map(|name| plain(name)).filter(|name| !name.is_empty()).collect();
    let headings = (1..tree.nodes.len()).filter(|at| (1..=400).contains(&page.text_length(*at)));
    let post = find_post_title(page);
    let headings =
        headings.filter(|at| tree.name(*at) == "h1" || is_title_paragraph(page, root, *at) || post == Some(*at));
    let weigh = |at: usize| {
        let words = plain(&tree.collect_words(at, 400));
        let is_named = named.iter().any(|name| {
            let is_end = post == Some(at) && name.ends_with(&words);
            *name == words || words.len() > 8 && (name.starts_with(&words) || is_end)
        });
        let is_logo = page.linked_share(at) > 90
            || std::iter::once(at).chain(tree.ancestors(at).take(2)).filter_map(|up| tree.element(up)).any(|e| {
                let class = e.attribute("class").unwrap_or_default().to_ascii_lowercase();
                class.contains("logo") || class.contains("site-title") || class.contains("brand")
            });
        let inside = root.contains(&at) || tree.end(at) <= root.start;
        i32::from(post == Some(at)) + 3 * i32::from(is_named) + i32::from(inside) + i32::from(root.contains(&at))
            - 4 * i32::from(is_logo)
    };
    let best = headings.take(50).map(|at| (weigh(at), at)).max_by_key(|(weight, at)| (*weight, std::cmp::Reverse(*at)));
    best.filter(|(weight, _)| *weight >= 0).map(|(_, at)| at)
}

/// The heading that its class says is the title of the one post on a page, whatever its level.
fn find_post_title(page: &Page<'_, '_>) -> Option<usize> {
    let is_one = |at: &usize| {
        let element = page.tree.element(*at).filter(|element| heading_level(&element.name).is_some());
        let class = element.and_then(|element| element.attribute("class")).unwrap_or_default();
        class.split_whitespace().any(|name| matches!(name, "post-title" | "entry-title"))
    };
    let mut found = (1..page.tree.nodes.len()).filter(is_one);
    found.next().filter(|_| found.next().is_none())
}

/// Whether a paragraph is the title by its style, as word processors export it: the first words of the page.
fn is_title_paragraph(page: &Page<'_, '_>, root: &Range<usize>, at: usize) -> bool {
    let element = page.tree.element(at).filter(|element| element.name == "p" && root.contains(&at));
    let class = element.and_then(|element| element.attribute("class")).unwrap_or_default();
    class.split_whitespace().any(|name| matches!(name, "title" | "MsoTitle"))
        && (root.start..at).take(200).all(|before| page.tree.raw(before).trim().is_empty() || page.is_silenced(before))
}

/// Whether an element opens and folds another.
fn is_toggle(element: &Element) -> bool {
    ["aria-expanded", "data-toggle", "data-bs-toggle"].iter().any(|name| element.has(name))
        || matches!(element.attribute("role"), Some("tab"))
}

/// The names of what buttons and tabs open.
fn find_opened<'t>(page: &Page<'t, '_>) -> BTreeSet<&'t str> {
    let mut opened = BTreeSet::new();
    for element in page.tree.nodes.iter().filter_map(|n| n.element.as_ref()) {
        let named =
            ["data-target", "data-bs-target", "aria-controls"].into_iter().find_map(|name| element.attribute(name));
        let target = named.or_else(|| element.attribute("href").filter(|_| is_toggle(element)));
        opened.extend(target.into_iter().flat_map(str::split_whitespace).map(|name| name.trim_start_matches('#')));
    }
    opened
}

impl Choosing<'_, '_, '_> {
    /// Marks what must not be left out with what is around it.
    fn find_kept(&mut self) {
        let tree = self.page.tree;
        let keep = |keeping: &mut Vec<bool>, at: usize| {
            for up in std::iter::once(at).chain(tree.ancestors(at)) {
                match keeping.get_mut(up) {
                    Some(kept) if !*kept => *kept = true,
                    _ => break,
                }
            }
        };
        let include = |inside: &mut Vec<bool>, part: Range<usize>| {
            inside.iter_mut().take(part.end).skip(part.start).for_each(|one| *one = true);
        };
        keep(&mut self.keeping, self.root.start);
        include(&mut self.inside, self.root.clone());
        let root = self.root.clone();
        let outside = |at: &usize| !root.contains(at);
        if let Some(title) = self.title {
            keep(&mut self.keeping, title);
            // A byline stands beside the title.
            let around = tree
                .ancestors(title)
                .next()
                .filter(|up| self.page.text_length(*up) < self.page.text_length(title) + 500);
            let around = around.filter(|up| !self.keeps_root(*up)).unwrap_or(title);
            if outside(&title) {
                include(&mut self.inside, tree.range_within(around));
            }
        }
        for heading in &self.page.lists {
            keep(&mut self.keeping, *heading);
            self.page.find_entry_behind(*heading).into_iter().for_each(|entry| keep(&mut self.keeping, entry));
            if outside(heading) {
                let section = tree
                    .ancestors(*heading)
                    .find(|up| self.page.text_length(*up) > self.page.text_length(*heading) + 20);
                let section = section.filter(|up| !self.keeps_root(*up));
                include(&mut self.inside, tree.range_within(section.unwrap_or(*heading)));
            }
        }
        for held in &self.page.boxes {
            keep(&mut self.keeping, *held);
            if outside(held) {
                include(&mut self.inside, tree.range_within(*held));
            }
        }
        for note in self.page.notes.keys() {
            keep(&mut self.keeping, *note);
            if outside(note) {
                include(&mut self.inside, tree.range_within(*note));
            }
        }
    }

    fn keeps_root(&self, at: usize) -> bool {
        self.page.tree.range_within(at).contains(&self.root.start) || at == 0
    }

    /// The nodes to leave out from a place on; none where it is kept.
    fn find_skipped(&self, at: usize) -> Range<usize> {
        let tree = self.page.tree;
        let whole = tree.range_within(at);
        let is_kept = self.keeping.get(at).copied().unwrap_or_default();
        let is_inside = self.inside.get(at).copied().unwrap_or_default();
        if !is_inside && !is_kept {
            return whole;
        }
        let Some(element) = tree.element(at) else { return at..at };
        if self.page.is_marker(at) || self.page.is_inline_note(at) {
            return at..at;
        }
        // The heading of what folds is a button, in a heading as WAI-ARIA has it or by itself.
        let is_heading = || tree.ancestors(at).any(|up| heading_level(tree.name(up)).is_some());
        if is_silent(&element.name) || element.name == "button" && !is_kept && !is_heading() {
            return whole;
        }
        let is_most = u64::from(self.page.text_length(at)) * 100 >= u64::from(self.whole) * 40;
        // A thread of comments may be longer than the article under which it stands.
        if is_kept || is_most && !(self.title.is_some() && holds_comments(element)) {
            return at..at;
        }
        if is_hidden(element) && !self.is_opened(at, element)
            || self.is_foreign(at, element)
            || self.is_teaser(at, element)
        {
            return whole;
        }
        match heading_level(&element.name) {
            Some(level) => self.find_related(at, level),
            None => at..at,
        }
    }

    /// Whether a button or a tab shows an element: it names it, the element is labelled by it, or stands right behind it.
    fn is_opened(&self, at: usize, element: &Element) -> bool {
        let tree = self.page.tree;
        let holds_toggle =
            |at: usize| tree.range_within(at).take(10).filter_map(|inside| tree.element(inside)).any(is_toggle);
        let labels = element.attribute("aria-labelledby").unwrap_or_default();
        let is_labelled =
            || labels.split_whitespace().filter_map(|id| self.page.find_target(&format!("#{id}"))).any(holds_toggle);
        let is_behind = || self.before.get(at).copied().flatten().is_some_and(holds_toggle);
        !is_spoken(element)
            && (element.attribute("id").is_some_and(|id| self.opened.contains(id)) || is_labelled() || is_behind())
    }

    /// Whether an element is the site's: by its name, or because it holds links to places of the page alone.
    fn is_foreign(&self, at: usize, element: &Element) -> bool {
        let name = element.name.as_str();
        if !is_block(name) {
            return name == "span" && is_alien(element) == Alien::Yes;
        }
        let (text, linked) = (self.page.text_length(at), self.page.linked_share(at));
        let in_article =
            || self.page.tree.ancestors(at).any(|up| matches!(self.page.tree.name(up), "main" | "article"));
        if matches!(name, "header" | "footer" | "aside") && self.root.start > 0 && !self.root.contains(&at)
            || matches!(name, "header" | "footer") && !in_article()
        {
            return true;
        }
        // Behind the element of the article, a box that is mostly links leads elsewhere.
        let parent = self.page.tree.node(at).map_or(0, |node| node.parent);
        let is_behind =
            |article: usize| article < at && self.page.tree.range_within(parent).contains(&article) && name != "p";
        if linked >= 30 && self.article.is_some_and(is_behind) {
            return true;
        }
        match is_alien(element) {
            Alien::Yes => true,
            Alien::Perhaps => linked >= 30 || name == "form" || name != "aside" && name != "footer" && text < 300,
            Alien::No if name == "td" => linked >= 95 && text < 600 && self.count_links(at) >= 3,
            Alien::No => matches!(name, "ul" | "ol") && linked >= 85 && self.is_contents(at),
        }
    }

    fn count_links(&self, at: usize) -> usize {
        self.page.tree.range_within(at).filter(|inside| self.page.tree.name(*inside) == "a").count()
    }

    /// Whether all links of a list lead to places of this page.
    fn is_contents(&self, at: usize) -> bool {
        let elements = self.page.tree.range_within(at).filter_map(|inside| self.page.tree.element(inside));
        let mut links = elements.filter(|e| e.name == "a").filter_map(|e| e.attribute("href")).peekable();
        links.peek().is_some() && links.all(|href| href.starts_with('#') && href.len() > 1)
    }

    /// Beside an article with most of the text, others are teasers.
    fn is_teaser(&self, at: usize, element: &Element) -> bool {
        element.name == "article"
            && self.root.start != at
            && u64::from(self.page.text_length(at)) * 100 < u64::from(self.whole) * 15
            && self.page.linked_share(at) >= 20
    }

    /// A heading of related pages with the links behind it.
    fn find_related(&self, heading: usize, level: u8) -> Range<usize> {
        let tree = self.page.tree;
        let words = tree.collect_words(heading, 100).to_lowercase();
        if !RELATED.iter().any(|start| words.starts_with(start)) {
            return heading..heading;
        }
        // A box around the heading alone is passed over.
        let alone = |up: &usize| self.page.text_length(*up) == self.page.text_length(heading);
        let first = tree.ancestors(heading).take_while(alone).last().unwrap_or(heading);
        let Some(parent) = tree.node(first).map(|n| n.parent) else { return heading..heading };
        let mut behind: Vec<usize> = Vec::new();
        let mut next = tree.end(first);
        while next < tree.end(parent) {
            let ends =
                tree.range_within(next).take(50).any(|at| heading_level(tree.name(at)).is_some_and(|l| l <= level));
            let is_kept = self.keeping.get(next).copied().unwrap_or_default();
            if ends || is_kept {
                break;
            }
            behind.push(next);
            next = tree.end(next);
        }
        let is_links =
            self.page.linked_share_of(&behind) >= 60 || behind.iter().all(|at| self.page.text_length(*at) == 0);
        if is_links { heading..next } else { heading..heading }
    }
}
