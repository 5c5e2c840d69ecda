//! Lists in Chinese, Japanese and Korean, whose marks were made narrow before: `王伟, 李娜. 太极拳的影响. 康复, 2020, 35(3):312-317`,
//! `田中太郎, 佐藤花子 (2017) “運動療法” 理学療法学 44(2), 101-108`.

use super::Style;
use crate::read::printed::dates::read_date_at_head;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::read_east_asian;
use crate::read::printed::title_and_source::add_title_and_source;

pub(super) const STYLE: Style = Style {
    name: "Chinese, Japanese and Korean (GB/T 7714, SIST)",
    examples: &[
        (
            "王伟，李娜，等．肘部疼痛的康复[J]．虚构康复杂志，2017，4（2）：11－19．",
            &[
                ("author", "王伟; 李娜"),
                ("title", "肘部疼痛的康复"),
                ("container-title", "虚构康复杂志"),
                ("issued", "2017"),
                ("volume", "4"),
                ("page", "11-19"),
            ],
        ),
        (
            "田中 太郎・佐藤 花子（2017）「肘の痛み」『架空理学療法学』4巻2号、11-19頁",
            &[("title", "肘の痛み"), ("container-title", "架空理学療法学"), ("issued", "2017"), ("volume", "4")],
        ),
        (
            "김민수, 이지은. 팔꿈치 통증. 가상물리치료학회지. 2017;4(2):11-19.",
            &[("author", "김민수; 이지은"), ("title", "팔꿈치 통증"), ("container-title", "가상물리치료학회지")],
        ),
    ],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    read(entry).into_iter().collect()
}

fn read<'e>(entry: &Entry<'e>) -> Option<Draft<'e>> {
    let names = read_east_asian(entry.text)?;
    let behind = entry.text_behind(names.end).trim_start_matches([' ', '.', ',', ':']);
    let draft = entry.draft().with_authors(names.list);
    let dated = behind.strip_prefix('(').and_then(|inner| {
        let (stated, rest) = inner.split_once(')')?;
        let found = read_date_at_head(stated).filter(|found| found.start == 0)?;
        Some((found.date, rest))
    });
    let (draft, behind) = match dated {
        Some((date, rest)) => (draft.with_date(Some(date)), rest.trim_start_matches([' ', '.', ',', ':'])),
        None => (draft, behind),
    };
    Some(add_title_and_source(behind, draft))
}
