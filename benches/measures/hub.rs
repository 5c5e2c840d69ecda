//! `--hub URL`: how long a team's hub keeps people waiting. The address is an administrator's, of an empty database on a PostgreSQL
//! server; the desks are whole processes, each with a catalogue of its own.

use crate::process::now;
use crate::prose::Dice;
use crate::{Failed, Measure, Wanted, catalogue};
use claimbook::catalogue::{Catalogue, Deed, Error, OpenMode};
use claimbook::model::{Claim, Status, Uid};
use claimbook::sync::postgres::{HubAddress, HubOptions, PostgresHub};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--hub",
    takes: Some("URL"),
    about: "a team's hub in an empty database: bringing a history, a first clone, a sync, many desks at once",
    run,
};

const CLAIMS_AN_ARTICLE: usize = 30;
/// New events, among all that there are.
const NEW_EVENTS: usize = 100;
/// So often they are made and synced.
const ROUNDS: usize = 5;
/// Desks that sync at once, and what each has decided.
const DESKS: usize = 50;
const DECISIONS: usize = 20;
/// Of a larger catalogue, so many clones would take too long.
const CLAIMS_OF_MANY: usize = 2_000;

/// A desk: its catalogue, whose it is, and where its hub is.
struct Desk {
    file: PathBuf,
    name: String,
    url: String,
}

fn run(wanted: &Wanted) -> Result<(), Failed> {
    let administrator = HubAddress::parse(&wanted.value, &BTreeMap::new())?;
    let mut hub = PostgresHub::connect(&administrator)?;
    let at: jiff::Timestamp = "2026-02-01T08:00:00Z".parse()?;
    let options = HubOptions { takes_abstracts: true, ..HubOptions::default() };
    let id = Uid::new(at);
    if !hub.make_hub(id, options)? {
        return Err("there is a hub in this database already: name an empty one".into());
    }
    let folder = wanted.folder().join(format!("hub-{id}"));
    let made = catalogue::make_in_articles(&folder.join("history"), wanted.claims, CLAIMS_AN_ARTICLE)?;
    let claimbook = wanted.claimbook();
    println!("{} articles, {} claims\n\n| what | took |\n|---|---|", made.articles, made.claims);

    let history = Desk { file: made.file, name: "Desk 0".into(), url: wanted.value.clone() };
    let (took, peak) = history.sync(&claimbook, &folder)?;
    let events = hub.status()?.events;
    println!("| the history goes to the hub, {events} events | {} |", tell(took, peak));

    let mut join = |n: usize| -> Result<Desk, Failed> {
        let (role, name) = (format!("desk_{n}_{}", id.to_string().replace('-', "")), format!("Desk {n}"));
        let password = hub.invite(&role, &name, None)?.password.ok_or("the login was there already")?;
        let url = administrator.write_for_role(&role).replacen('@', &format!(":{password}@"), 1);
        let file = folder.join(format!("desk-{n}.db"));
        Catalogue::create(&file, at)?;
        Ok(Desk { file, name, url })
    };
    let (one, other) = (join(1)?, join(2)?);
    let (took, peak) = one.sync(&claimbook, &folder)?;
    println!("| a first clone | {} |", tell(took, peak));
    other.sync(&claimbook, &folder)?;

    let mut dice = Dice::new(wanted.seed);
    let (mut taken, mut sent) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        one.decide(&mut dice, NEW_EVENTS)?;
        sent.push(one.sync(&claimbook, &folder)?.0);
        taken.push(other.sync(&claimbook, &folder)?.0);
    }
    taken.sort();
    sent.sort();
    println!("| {NEW_EVENTS} new events go | {} |", tell(sent[ROUNDS / 2], None));
    println!("| {NEW_EVENTS} new events come | {} |", tell(taken[ROUNDS / 2], None));

    if wanted.claims > CLAIMS_OF_MANY {
        println!("| {DESKS} desks at once | not with more than {CLAIMS_OF_MANY} claims |");
        return Ok(());
    }
    let desks = (3..3 + DESKS).map(&mut join).collect::<Result<Vec<Desk>, Failed>>()?;
    desks.iter().try_for_each(|desk| desk.sync(&claimbook, &folder).map(drop))?;
    desks.iter().try_for_each(|desk| desk.decide(&mut dice, DECISIONS))?;
    for round in ["at once", "at once, again"] {
        let began = now();
        let syncing = desks.iter().map(|desk| Ok(desk.command(&claimbook, &folder)?.stdout(Stdio::null()).spawn()?));
        let syncing = syncing.collect::<Result<Vec<_>, Failed>>()?;
        for mut one in syncing {
            if !one.wait()?.success() {
                return Err("a sync failed".into());
            }
        }
        println!("| {DESKS} desks, {DECISIONS} decisions each, {round} | {} |", tell(began.elapsed(), None));
    }
    // What each had to say to what came too late goes, too, and comes to all.
    for _ in 0..2 {
        desks.iter().try_for_each(|desk| desk.sync(&claimbook, &folder).map(drop))?;
    }
    let mut dumps = desks.iter().map(|desk| Ok(Catalogue::open(&desk.file, OpenMode::Read)?.dump_log()?));
    let first = dumps.next().transpose().map_err(|e: Failed| e)?;
    for log in dumps {
        if Some(log?) != first {
            return Err("desks differ".into());
        }
    }
    let status = hub.status()?;
    println!("| events at the hub, the same at all desks | {} |", status.events);
    Ok(())
}

impl Desk {
    /// `sync`, as somebody types it who is called so.
    fn command(&self, claimbook: &Path, folder: &Path) -> Result<Command, Failed> {
        let home = folder.join(&self.name);
        std::fs::create_dir_all(home.join("claimbook"))?;
        std::fs::write(home.join("claimbook/claimbook.toml"), format!("[me]\nname = \"{}\"\n", self.name))?;
        let timed = Path::new("/usr/bin/time");
        let mut command = match timed.exists() {
            true => {
                let mut command = Command::new(timed);
                command.args(["-f", "%M"]).arg(claimbook);
                command
            }
            false => Command::new(claimbook),
        };
        command.arg("--catalogue").arg(&self.file).args(["sync", "--hub", &self.url]);
        command.env("XDG_CONFIG_HOME", home).stderr(Stdio::piped());
        Ok(command)
    }

    /// Syncs, and answers how long that took, and the most memory that it held, in MB.
    fn sync(&self, claimbook: &Path, folder: &Path) -> Result<(Duration, Option<f64>), Failed> {
        let mut command = self.command(claimbook, folder)?;
        let began = now();
        let done = command.output()?;
        let took = began.elapsed();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        match done.status.success() {
            true => Ok((
                took,
                said.lines().last().and_then(|kib| kib.trim().parse::<f64>().ok()).map(|kib| kib * 1024.0 / 1e6),
            )),
            false => Err(format!("{}: {said}", self.name).into()),
        }
    }

    /// Decides about so many claims, here and there.
    fn decide(&self, dice: &mut Dice, many: usize) -> Result<(), Failed> {
        let at: jiff::Timestamp = "2026-02-02T08:00:00Z".parse()?;
        let deed = Deed { who: self.name.clone(), command: "edit".into(), at, reason: None };
        let mut catalogue = Catalogue::open(&self.file, OpenMode::Write)?;
        let articles = catalogue.view().articles()?;
        let mut left = many;
        while left > 0 {
            let home = &articles[dice.below(articles.len())];
            catalogue.write(&deed, |writing| {
                let claims = writing.view().claims_of(home.uid)?;
                let claim = claims[dice.below(claims.len())].clone();
                let status = if claim.status == Status::Accepted { Status::Dismissed } else { Status::Accepted };
                left -= usize::from(writing.edit(&Claim { status, ..claim })?);
                Ok::<_, Error>(())
            })?;
        }
        Ok(())
    }
}

fn tell(took: Duration, peak: Option<f64>) -> String {
    let peak = peak.map(|mb| format!(", {mb:.0} MB at most")).unwrap_or_default();
    format!("{:.2} s{peak}", took.as_secs_f64())
}
