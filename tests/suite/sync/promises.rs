//! What every hub promises a desk: the one in memory, which stands in for it, and the real one.

use crate::double::clock::now;
use crate::double::hub::{ADMINISTRATOR, Cut, MemoryHub};
use claimbook::catalogue::EventBody;
use claimbook::model::{Action, Event, Head, Uid};
use claimbook::sync::{Blob, BlobKind, Hub, HubError, Refusal};
use std::collections::{BTreeMap, BTreeSet};

/// A hub to which Anna and Bert are invited, after a history was brought.
pub(super) struct Invited<'h> {
    pub(super) login: &'h dyn Fn(&str) -> Box<dyn Hub>,
    pub(super) administrator: &'h str,
    /// The logins of Anna and Bert.
    pub(super) roles: [&'h str; 2],
    pub(super) history: &'h [EventBody],
}

pub(super) const ANNA: (&str, &str) = ("anna", "A. Reviewer");
pub(super) const BERT: (&str, &str) = ("bert", "B. Second");

/// So many events of a writer by somebody, behind others.
pub(super) fn chain(writer: Uid, who: &str, behind: Option<&EventBody>, most: u64) -> Vec<EventBody> {
    let mut chain: Vec<EventBody> = Vec::new();
    let first = behind.map_or(1, |e| e.seq() + 1);
    for seq in first..first + most {
        let previous = chain.last().or(behind).map(|e| e.hash().to_owned()).unwrap_or_default();
        chain.push(EventBody::from(&event(writer, seq, who, &previous)));
    }
    chain
}

pub(super) fn event(writer: Uid, seq: u64, who: &str, previous: &str) -> Event {
    Event {
        writer,
        seq,
        at: now(),
        who: who.to_owned(),
        command: "review".to_owned(),
        entity: "review".to_owned(),
        row: Uid::new(now()),
        action: Action::Add,
        before: None,
        after: Some("{\"note\":\"Robert'); DROP TABLE event; --\"}".to_owned()),
        reason: None,
        row_sha256: "0".repeat(64),
        previous: previous.to_owned(),
        hash: String::new(),
        format: Some(3),
        rank: Some(seq),
        operator: None,
        stated_on: None,
        seen: None,
        undoes: None,
        began: None,
    }
}

/// A history of two writers, both of whom are still to come.
pub(super) fn history() -> Vec<EventBody> {
    let (one, other) = (Uid::new(now()), Uid::new(now()));
    let first = chain(one, ANNA.1, None, 2);
    let between = chain(other, "C. Third", None, 1);
    let last = chain(one, BERT.1, first.last(), 1);
    [first, between, last].concat()
}

#[test]
fn the_hub_in_memory_keeps_what_every_hub_promises() {
    let hub = MemoryHub::new();
    let history = history();
    hub.login(ADMINISTRATOR).push(&history).unwrap();
    hub.invite(ANNA.0, ANNA.1);
    hub.invite(BERT.0, BERT.1);
    let login = |role: &str| -> Box<dyn Hub> { Box::new(hub.login(role)) };
    keeps_promises(&Invited {
        login: &login,
        administrator: ADMINISTRATOR,
        roles: [ANNA.0, BERT.0],
        history: &history,
    });
}

#[test]
fn a_line_is_cut_before_the_hub_hears_or_after_it_has_done_it() {
    let hub = MemoryHub::new();
    hub.invite(ANNA.0, ANNA.1);
    let mut anna = hub.login(ANNA.0);
    let writer = Uid::new(now());
    assert_eq!(anna.join(writer).unwrap(), 1);
    let events = chain(writer, ANNA.1, None, 2);
    for (cut, kept) in [(Cut::Before, 0), (Cut::After, 2)] {
        anna.cut(0, cut);
        assert!(matches!(anna.push(&events), Err(HubError::Lost(_))));
        assert!(matches!(anna.heads(), Err(HubError::Lost(_))));
        anna.mend();
        assert_eq!(hub.kept().events.len(), kept, "{cut:?}");
    }
}

/// Everything that the border promises, on a hub that has nothing but a history.
pub(super) fn keeps_promises(hub: &Invited<'_>) {
    let [mut anna, mut bert] = hub.roles.map(|role| (hub.login)(role));
    hands_history_on(hub, &mut *anna);
    let (own, others) = (Uid::new(now()), Uid::new(now()));
    assert_eq!([anna.join(own).unwrap(), bert.join(others).unwrap()], [1, 2]);
    assert_eq!(anna.join(own).unwrap(), 1);
    assert_eq!(refusal(anna.join(others)), Some(Refusal::Writer));

    let events = chain(own, ANNA.1, None, 5);
    refuses_what_does_not_follow(&mut *anna, &events);
    anna.push(&events[..2]).unwrap();
    bert.push(&chain(others, BERT.1, None, 2)).unwrap();
    anna.push_pages(&mut events[2..].chunks(1).map(<[EventBody]>::to_vec)).unwrap();
    refuses_forgeries(&mut *anna, &mut *bert, &events, own, others);
    numbers_what_arrives(hub, &mut *bert, own, &events);
    takes_writers_out_of_a_history(hub, &mut *anna, &mut *bert);
    keeps_blobs(hub, &mut *anna, &mut *bert);
    knows_nobody_else(hub);
}

fn refusal<T: std::fmt::Debug>(said: Result<T, HubError>) -> Option<Refusal> {
    match said {
        Err(HubError::Refused { why, .. }) => Some(why),
        other => panic!("not refused: {other:?}"),
    }
}

fn hands_history_on(hub: &Invited<'_>, anna: &mut dyn Hub) {
    let terms = anna.terms().unwrap();
    assert_eq!((terms.user.role.as_str(), terms.user.may_bring_history), (hub.roles[0], false));
    assert_eq!(terms.user.names, BTreeSet::from([ANNA.1.to_owned()]));
    assert_eq!((hub.login)(hub.roles[1]).terms().unwrap().hub, terms.hub);
    let all = anna.pull(&BTreeMap::new(), 100).unwrap();
    assert_eq!(all.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(all.into_iter().map(|(_, event)| event).collect::<Vec<_>>(), hub.history);
    // Once the first was invited, no history is taken any more.
    let mut administrator = (hub.login)(hub.administrator);
    assert!(!administrator.terms().unwrap().user.may_bring_history);
    let more = chain(Uid::new(now()), "C. Third", None, 1);
    assert!(matches!(refusal(administrator.push(&more)), Some(Refusal::NotInvited)));
}

fn refuses_what_does_not_follow(anna: &mut dyn Hub, events: &[EventBody]) {
    assert_eq!(refusal(anna.push(&events[1..])), Some(Refusal::Gap));
    let twice = [&events[..2], &events[1..2]].concat();
    assert_eq!(refusal(anna.push(&twice)), Some(Refusal::Fork));
    let broken = [&events[..2], &chain(events[0].writer(), ANNA.1, events.get(2), 1)].concat();
    assert_eq!(refusal(anna.push(&broken)), Some(Refusal::Gap));
    let mut other_past = event(events[0].writer(), 3, ANNA.1, "");
    other_past.previous = events[0].hash().to_owned();
    let broken = [&events[..2], &[EventBody::from(&other_past)]].concat();
    assert_eq!(refusal(anna.push(&broken)), Some(Refusal::Fork));
    let pages = [&events[..1], &events[1..3], &events[4..]];
    assert_eq!(refusal(anna.push_pages(&mut pages.map(<[EventBody]>::to_vec).into_iter())), Some(Refusal::Gap));
    // All or nothing: what stood before the refused one is not there either.
    assert!(!anna.heads().unwrap().contains_key(&events[0].writer()));
    anna.push(&[]).unwrap();
}

fn refuses_forgeries(anna: &mut dyn Hub, bert: &mut dyn Hub, events: &[EventBody], own: Uid, others: Uid) {
    let head = |hub: &mut dyn Hub, writer| hub.heads().unwrap()[&writer].clone();
    assert_eq!(head(anna, own), Head { seq: 5, hash: events[4].hash().to_owned() });
    assert_eq!(refusal(anna.push(&events[4..])), Some(Refusal::Fork), "again");
    assert_eq!(refusal(anna.push(&chain(own, BERT.1, events.last(), 1))), Some(Refusal::Who));
    assert_eq!(refusal(bert.push(&chain(own, BERT.1, events.last(), 1))), Some(Refusal::Writer));
    assert_eq!(refusal(bert.push(&chain(own, ANNA.1, events.last(), 1))), Some(Refusal::Writer));
    assert_eq!(refusal(anna.push(&chain(Uid::new(now()), ANNA.1, None, 1))), Some(Refusal::Writer), "not joined");
    let mut large = event(own, 6, ANNA.1, events[4].hash());
    large.reason = Some("x".repeat(anna.terms().unwrap().most_event_bytes as usize));
    assert_eq!(refusal(anna.push(&[EventBody::from(&large)])), Some(Refusal::Size));
    assert_eq!(head(anna, own).seq, 5);
    assert_eq!(head(anna, others).seq, 2);
}

fn numbers_what_arrives(hub: &Invited<'_>, bert: &mut dyn Hub, own: Uid, events: &[EventBody]) {
    let mut known: BTreeMap<Uid, u64> = hub.history.iter().map(|e| (e.writer(), e.seq())).collect();
    known.insert(own, 1);
    let missing = bert.pull(&known, 100).unwrap();
    assert_eq!(missing.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [6, 7, 8, 9, 10, 11]);
    assert_eq!(missing[0].1, events[1]);
    assert_eq!(bert.pull(&known, 2).unwrap(), missing[..2]);
    let all = bert.heads().unwrap().into_iter().map(|(writer, head)| (writer, head.seq)).collect();
    assert_eq!(bert.pull(&all, 100).unwrap(), []);
    // A desk that knows more than the hub, as after a backup was put back, misses nothing.
    let more = all.into_iter().map(|(writer, seq)| (writer, seq + 9)).chain([(Uid::new(now()), 4)]).collect();
    assert_eq!(bert.pull(&more, 100).unwrap(), []);
}

fn takes_writers_out_of_a_history(hub: &Invited<'_>, anna: &mut dyn Hub, bert: &mut dyn Hub) {
    let [one, other] = [0, 2].map(|at| hub.history[at].writer());
    assert_eq!(refusal(bert.join(other)), Some(Refusal::Writer), "C. Third's");
    assert_eq!(refusal(bert.push(&chain(one, BERT.1, hub.history.last(), 1))), Some(Refusal::Writer));
    assert_eq!(anna.join(one).unwrap(), 3);
    assert_eq!(refusal(bert.join(one)), Some(Refusal::Writer), "Anna was first");
    anna.push(&chain(one, ANNA.1, hub.history.last(), 1)).unwrap();
}

fn keeps_blobs(hub: &Invited<'_>, anna: &mut dyn Hub, bert: &mut dyn Hub) {
    let blob = |text: &str| Blob::new(BlobKind::Version, text.as_bytes().to_vec());
    let blobs = [blob("one"), blob("two"), blob("")];
    let all: BTreeSet<String> = blobs.iter().map(|blob| blob.sha256.clone()).collect();
    assert_eq!(anna.list_lacking(&all).unwrap(), all);
    anna.put_blobs(&blobs[..2]).unwrap();
    bert.put_blobs(&blobs[1..]).unwrap();
    assert_eq!(anna.list_lacking(&all).unwrap(), BTreeSet::new());
    let none = blob("none").sha256;
    let mut got = bert.get(&all.iter().cloned().chain([none]).collect()).unwrap();
    got.sort_by_key(|blob| blobs.iter().position(|b| b == blob));
    assert_eq!(got, blobs);
    let forged = Blob { sha256: blob("three").sha256, ..blob("four") };
    assert_eq!(refusal(anna.put_blobs(&[blob("five"), forged])), Some(Refusal::Bytes));
    assert_eq!(anna.list_lacking(&BTreeSet::from([blob("five").sha256])).unwrap().len(), 1, "all or nothing");
    let large = vec![b'x'; (hub.login)(hub.roles[0]).terms().unwrap().most_blob_bytes as usize + 1];
    assert_eq!(refusal(anna.put_blobs(&[Blob::new(BlobKind::Version, large)])), Some(Refusal::Size));
    let copyright = Blob::new(BlobKind::Abstract, b"In this trial".to_vec());
    assert_eq!(refusal(anna.put_blobs(&[copyright])), Some(Refusal::Abstracts));
}

fn knows_nobody_else(hub: &Invited<'_>) {
    let mut administrator = (hub.login)(hub.administrator);
    assert_eq!(administrator.terms().unwrap().user.names, BTreeSet::new());
    assert_eq!(refusal(administrator.join(Uid::new(now()))), Some(Refusal::NotInvited));
}
