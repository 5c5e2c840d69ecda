//! A local double of the registries on 127.0.0.1, for tests of the library and of the spawned program (through
//! `CLAIMBOOK_DOI_ORG` and `CLAIMBOOK_CROSSREF`). It answers as `REGISTRIES`' services answer, in the class that a test's table gives each DOI,
//! records what it was asked, and counts the requests under way. Standard threads only, keep-alive, port 0.

mod answer;
mod crossref;
mod datacite;
mod doi_org;
mod literature;
mod own_process;
mod pages;
mod wire;

pub use answer::{Answer, Class};
pub use own_process::{inside, judge, start, with_own_process};
pub use wire::BOMB;

use std::collections::BTreeMap;
use std::io::BufReader;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One request as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: String,
    pub user_agent: String,
    /// Every header line, for the test that no secret and no other header is sent.
    pub headers: Vec<(String, String)>,
}

/// How the double answers: made by a test, then started.
#[derive(Clone)]
pub struct Script {
    /// The class of each DOI, by its folded form; others are [`Class::Exists`].
    pub classes: BTreeMap<String, Class>,
    /// Crossref's records, by the DOI's folded form, in Crossref's shape.
    pub works: BTreeMap<String, serde_json::Value>,
    /// Records of the literature, in Europe PMC's shape.
    pub literature: Vec<serde_json::Value>,
    /// Full texts that are open, by PMCID, in JATS.
    pub full_texts: Vec<(&'static str, &'static str)>,
    /// DataCite's records, in its shape of attributes.
    pub datasets: Vec<serde_json::Value>,
    /// PubMed's records, as XML; each holds its identifier.
    pub pubmed: Vec<&'static str>,
    /// Where registered DOIs point, in place of a publisher's page.
    pub target: Option<String>,
    /// What every request to doiRA gets, in place of an answer.
    pub lists: Option<Class>,
    /// What everything gets, in place of an answer: the fault switch for a whole service.
    pub all: Option<Class>,
    /// How long each answer takes.
    pub latency: Duration,
    /// Headers added to every answer, such as `x-concurrency-limit`.
    pub headers: Vec<(String, String)>,
    /// Requests with a longer target get 414.
    pub longest_target: usize,
    /// The address to listen on.
    pub ip: IpAddr,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            classes: BTreeMap::new(),
            works: BTreeMap::new(),
            literature: Vec::new(),
            full_texts: Vec::new(),
            datasets: Vec::new(),
            pubmed: Vec::new(),
            target: None,
            lists: None,
            all: None,
            latency: Duration::ZERO,
            headers: Vec::new(),
            longest_target: 8_000,
            ip: Ipv4Addr::LOCALHOST.into(),
        }
    }
}

impl Script {
    /// A script in which these DOIs are of these classes.
    pub fn of(classes: &[(&str, Class)]) -> Self {
        let classes = classes.iter().map(|(doi, class)| (doi.to_ascii_lowercase(), class.clone())).collect();
        Self { classes, ..Self::default() }
    }

    /// The same, in which Crossref keeps these records.
    pub fn with_works(mut self, works: &[serde_json::Value]) -> Self {
        let name = |work: &serde_json::Value| work["DOI"].as_str().unwrap_or_default().to_ascii_lowercase();
        self.works = works.iter().map(|work| (name(work), work.clone())).collect();
        self
    }

    /// The same, in which the literature has these records.
    pub fn with_literature(mut self, records: &[serde_json::Value]) -> Self {
        self.literature = records.to_vec();
        self
    }

    /// The same, in which every DOI points here.
    pub fn with_target(mut self, target: &str) -> Self {
        self.target = Some(target.to_owned());
        self
    }

    /// Starts a double that follows this script.
    pub fn start(self) -> Double {
        let listener = TcpListener::bind((self.ip, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let state = Arc::new(State {
            script: self,
            address,
            asked: Mutex::default(),
            times: Mutex::default(),
            open: AtomicUsize::new(0),
            opens: Mutex::default(),
            peak: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            stopping: AtomicBool::new(false),
        });
        let serving = state.clone();
        std::thread::spawn(move || accept(&serving, &listener));
        Double(state)
    }
}

struct State {
    script: Script,
    address: SocketAddr,
    asked: Mutex<Vec<Asked>>,
    /// How often each path and query was asked.
    times: Mutex<BTreeMap<(String, String), usize>>,
    open: AtomicUsize,
    /// How many requests were under way as each arrived.
    opens: Mutex<Vec<usize>>,
    peak: AtomicUsize,
    connections: AtomicUsize,
    stopping: AtomicBool,
}

impl State {
    /// Records a request; gives how often it has been made by now.
    fn note(&self, asked: &Asked) -> usize {
        self.asked.lock().expect("no thread of the double panics").push(asked.clone());
        let mut times = self.times.lock().expect("no thread of the double panics");
        let times = times.entry((asked.path.clone(), asked.query.clone())).or_default();
        *times += 1;
        *times
    }
}

/// A running double; it ends when dropped.
pub struct Double(Arc<State>);

impl Double {
    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.0.address.port()
    }

    /// Everything it was asked, in the order received.
    pub fn asked(&self) -> Vec<Asked> {
        self.0.asked.lock().expect("no thread of the double panics").clone()
    }

    /// The requests whose path begins so.
    pub fn asked_below(&self, path: &str) -> Vec<Asked> {
        self.asked().into_iter().filter(|a| a.path.starts_with(path)).collect()
    }

    /// The most requests that were under way at once.
    pub fn peak(&self) -> usize {
        self.0.peak.load(SeqCst)
    }

    /// How many requests were under way as each arrived, itself included.
    pub fn opens(&self) -> Vec<usize> {
        self.0.opens.lock().expect("no thread of the double panics").clone()
    }

    /// Connections that were opened to it.
    pub fn connections(&self) -> usize {
        self.0.connections.load(SeqCst)
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        self.0.stopping.store(true, SeqCst);
        let _ = TcpStream::connect(self.0.address); // wakes `accept`
    }
}

fn accept(state: &Arc<State>, listener: &TcpListener) {
    for stream in listener.incoming().flatten() {
        if state.stopping.load(SeqCst) {
            return;
        }
        state.connections.fetch_add(1, SeqCst);
        let state = state.clone();
        std::thread::spawn(move || serve(&state, stream));
    }
}

fn serve(state: &State, mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
    let Ok(clone) = stream.try_clone() else { return };
    let mut reader = BufReader::new(clone);
    while let Some(asked) = wire::read(&mut reader) {
        let now = state.open.fetch_add(1, SeqCst) + 1;
        state.peak.fetch_max(now, SeqCst);
        state.opens.lock().expect("no thread of the double panics").push(now);
        let nth = state.note(&asked);
        std::thread::sleep(state.script.latency);
        let answer =
            pages::answer(&state.script, &asked, nth).unwrap_or_else(|| match asked.path.starts_with("/works") {
                _ if state.script.all.is_some() => doi_org::answer(&state.script, &asked, nth),
                true => crossref::answer(&state.script, &asked),
                false if asked.path.starts_with("/dois") => datacite::answer(&state.script, &asked),
                false if literature::is_ours(&asked.path) => literature::answer(&state.script, &asked),
                false => doi_org::answer(&state.script, &asked, nth),
            });
        // Counted as done before the answer leaves: the client may send its next request at once.
        state.open.fetch_sub(1, SeqCst);
        if !wire::write(&mut stream, &answer, &state.script.headers, &asked.method, &state.stopping) {
            return;
        }
    }
}
