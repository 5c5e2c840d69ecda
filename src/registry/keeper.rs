//! What a service is good for in a run: how it is asked for the records of works that it keeps, and when.

use super::Base;
use crate::http::{Failure, Request, Response};
use crate::model::{Doi, Identifier, Pmid, WorkRecord};

/// What a service is good for, and how it is asked.
#[derive(Debug)]
pub enum Role {
    /// It says whether DOIs exist, and which agency registered them.
    DoiSystem,
    /// It registers DOIs and keeps a record of each. It is asked about its own, and about those of which the DOI system did not say
    /// whose they are.
    Agency {
        /// Its name as the DOI system gives it.
        name: &'static str,
        /// How it is asked.
        keeper: RecordKeeper<Doi>,
        /// The request for a list that asks no more than whether each is kept there, and where it points; its answer is read
        /// like that of any list.
        brief: fn(&Base, &[Doi], Option<&str>) -> Request,
    },
    /// It keeps records of works from everywhere, and is asked about every work that has an identifier.
    Index(RecordKeeper<Identifier>),
    /// It is asked by PubMed identifier about what no index could tell.
    Reserve(RecordKeeper<Pmid>),
    /// It knows the other identifiers of what the indices could not be asked about, and nothing else.
    Converter(RecordKeeper<Doi>),
}

/// What a keeper of records is asked by.
pub trait Key: Clone + Ord + Into<Identifier> + 'static {}

impl Key for Doi {}
impl Key for Pmid {}
impl Key for Identifier {}

/// Cuts what is asked by into lists for one request each, and what can only be asked alone.
pub type Batches<K> = fn(Vec<K>) -> (Vec<Vec<K>>, Vec<K>);

/// Cuts things into lists for one request each: at most `most` of them, and together no longer than `longest` where one takes
/// `length` of the URL. One that is longer alone is a list of its own.
pub(super) fn cut_into_lists<K>(
    all: impl IntoIterator<Item = K>,
    (most, longest): (usize, usize),
    length: impl Fn(&K) -> usize,
) -> Vec<Vec<K>> {
    let mut lists: Vec<Vec<K>> = Vec::new();
    let mut taken = 0;
    for one in all {
        let more = length(&one);
        match lists.last_mut() {
            Some(list) if list.len() < most.max(1) && taken + more <= longest => {
                taken += more;
                list.push(one);
            }
            _ => {
                taken = more;
                lists.push(vec![one]);
            }
        }
    }
    lists
}

/// What a list says of each thing asked; none where it leaves one out.
pub type Records = Vec<Option<WorkRecord>>;

/// How records of works are asked for and read.
#[derive(Debug)]
pub struct RecordKeeper<K> {
    /// Cuts into requests.
    pub batches: Batches<K>,
    /// The request for a list, from one who leaves this address.
    pub list_request: fn(&Base, &[K], Option<&str>) -> Request,
    /// Reads the answer to a list.
    pub list: fn(&[K], &Response) -> Result<Records, Failure>,
    /// How what a list leaves out is asked alone; where there is no such way, it is not kept there.
    pub alone: Option<SingleRequest<K>>,
}

/// Asking about one thing.
#[derive(Debug)]
pub struct SingleRequest<K> {
    /// The request, from one who leaves this address.
    pub request: fn(&Base, &K, Option<&str>) -> Request,
    /// Reads the answer.
    pub record: fn(&K, &Response) -> Result<Option<WorkRecord>, Failure>,
}
