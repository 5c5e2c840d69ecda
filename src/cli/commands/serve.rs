//! `serve`: the review page, open to a browser on this computer until somebody ends it.

use crate::cli::browser::open_in_browser;
use crate::cli::commands::{export, import};
use crate::cli::shortcut::write_shortcut;
use crate::cli::{Exit, Session};
use crate::pages::serve::{FileWays, ReviewServer, ServeLimits, ServedDesk};
use crate::tasks::Failure;
use crate::tasks::desk::ReviewDesk;
use crate::text::format_count;
use std::io::Write;
use std::net::IpAddr;
use std::time::Duration;

#[derive(clap::Args)]
#[command(
    after_help = "Opens your browser at a page that does what queue and next do. The address is printed too; it \
        works once, for one browser, and no other computer can reach it. You are the person whom your own settings \
        name; if they name nobody, the first page asks once. End the session on the page, or here with Ctrl-C: every \
        decision is already stored.\n\n\
    Examples:\n  claimbook serve\n  claimbook serve --no-browser --port 8700\n  claimbook serve --read-only\n  claimbook serve --shortcut"
)]
pub(in crate::cli) struct Args {
    /// The port [default: any that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// The address of this computer to listen at: 127.0.0.1 or ::1
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    address: IpAddr,
    /// Change nothing
    #[arg(long)]
    read_only: bool,
    /// Print the address, without opening a browser
    #[arg(long)]
    no_browser: bool,
    /// End after this many minutes without a request [default: stay]
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..))]
    idle_end: Option<u32>,
    /// Only add an entry to the desktop's menu that opens the page of this catalogue (Linux)
    #[arg(long, conflicts_with_all = ["port", "address", "read_only", "no_browser", "idle_end"])]
    shortcut: bool,
}

/// What the page does with whole files, these commands do.
const FILES: FileWays = FileWays { take_in: import::take_in, hand_out: export::handed::hand_out };

/// So many claims whose state is derived anew are some seconds, which are announced.
const MANY_TO_DERIVE: usize = 5_000;

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if self.shortcut {
            let file = write_shortcut(session)?;
            session.report(&format!("Wrote {}. It is now in the desktop's menu.", file.display()));
            return Ok(Exit::Clean);
        }
        let is_read_only = self.read_only || session.is_only_for_looking();
        let catalogue = if is_read_only { session.catalogue()? } else { session.catalogue_to_change()? };
        let times = (session.ambient.now, session.globals.today);
        let desk = ReviewDesk::new(catalogue, session.settings.clone(), session.typed_person(), times);
        desk.renew_states(|claims| {
            if claims >= MANY_TO_DERIVE {
                session.report(&format!(
                    "Working out where {} stand: this happens once, and takes a \
                    moment.",
                    format_count(claims, "claim")
                ));
            }
        })?;
        let desk = ServedDesk::new(desk, session.ambient.clock, (session.catalogue_name(), is_read_only), FILES)
            .with_own_settings(session.own_settings_file());
        let idle = self.idle_end.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
        let limits = ServeLimits { idle, ..ServeLimits::default() };
        let server = ReviewServer::bind(self.address, self.port, is_read_only, limits)?;
        let address = server.first_address().to_owned();
        session.print(&format!("{address}\n"))?;
        session.ambient.stdout.flush()?;
        let is_opened = !self.no_browser && open_in_browser(&address, &session.ambient.environment);
        session.report(if is_opened {
            "The review page is open in your browser. End it there, or here with Ctrl-C."
        } else {
            "Open this address in a browser on this computer; it works once. End the page there, or here with Ctrl-C."
        });
        server.run(desk);
        Ok(Exit::Clean)
    }
}
