//! The review page: what `queue` and `next` show and decide, in a browser on the same machine. Pages are plain forms that work
//! without a script; nothing is decided here that `tasks` does not decide.
//!
//! `gate` says who is let in, `listening` takes connections, `routes` knows which page a path is; `line` hands what is asked to
//! the one thread that owns the catalogue, where `served` answers it.

mod answer;
mod choice;
mod claim;
mod file_ways;
mod files;
mod findings;
mod form;
mod frame;
mod gate;
mod line;
mod listening;
mod lists;
mod look;
mod markdown;
mod messages;
mod queue;
mod records;
mod routes;
mod secrets;
mod served;
mod undo;
mod you;

pub use file_ways::{FileWays, HandedFile};
pub use listening::ServeLimits;
pub use served::ServedDesk;

use crate::tasks::Failure;
use gate::Gate;
use line::{Job, answer_jobs, open_line};
use listening::{ServedPages, listen};
use secrets::Secrets;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

/// The review page, at its address.
pub struct ReviewServer {
    address: String,
    first_address: String,
    jobs: mpsc::Receiver<Job<ServedDesk>>,
    listening: JoinHandle<()>,
    token: String,
}

impl ReviewServer {
    /// Takes an address of this machine, which nobody reaches from another one, and begins to listen there.
    pub fn bind(ip: IpAddr, port: u16, is_read_only: bool, limits: ServeLimits) -> Result<Self, Failure> {
        if ![IpAddr::from([127, 0, 0, 1]), IpAddr::from(std::net::Ipv6Addr::LOCALHOST)].contains(&ip) {
            return Err(Failure::usage(format!(
                "{ip} can be reached from other machines, and the review page is for this one alone: --address 127.0.0.1 or ::1"
            )));
        }
        let taken = |e: std::io::Error| {
            Failure::Incomplete(format!("the page cannot be opened at {}: {e}", SocketAddr::new(ip, port)))
        };
        let listener = TcpListener::bind((ip, port)).map_err(taken)?;
        listener.set_nonblocking(true).map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let secrets = Secrets::new()
            .ok_or_else(|| Failure::Incomplete("the system gives no random bytes for the page's secrets".to_owned()))?;
        let gate = Gate::new(secrets, address, is_read_only);
        let (token, first_address, origin) =
            (gate.secrets.make_secret(secrets::Purpose::Form), gate.first_address(), gate.origin());
        let (line, jobs) = open_line();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(taken)?;
        let served = Arc::new(ServedPages::new(gate, line, limits));
        let listening = std::thread::spawn(move || {
            runtime.block_on(async move {
                if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                    let router = routes::list_routes(Arc::clone(&served));
                    listen(listener, served, router).await;
                }
            });
        });
        Ok(Self { address: origin, first_address, jobs, listening, token })
    }

    /// Where the page is.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address that a browser is opened with. It is good once: whoever comes second is turned away.
    pub fn first_address(&self) -> &str {
        &self.first_address
    }

    /// Answers what is asked, until the page ends. This thread owns the catalogue.
    pub fn run(self, mut desk: ServedDesk) {
        desk.set_token(self.token);
        answer_jobs(self.jobs, &mut desk);
        // It ends by itself, or it ended with the last job.
        _ = self.listening.join();
    }
}
