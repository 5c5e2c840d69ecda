//! Where a hub is, and with which password to log in there. A password is never shown.

use crate::files::read_regular;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

/// The most bytes of a password file that are read.
const MOST_PASSFILE_BYTES: u64 = 1 << 20;
/// What stands in an address as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'_').remove(b'-').remove(b'.');
/// The port where an address names none.
const PORT: u16 = 5432;

/// The address of a hub, with the password where there is one.
pub struct HubAddress {
    config: Config,
    root_certificates: Option<PathBuf>,
}

/// An address that cannot be used. What was given is not repeated: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not an address of PostgreSQL.
    #[error("this is not the address of a hub: {0}; expected postgres://NAME@HOST/DATABASE")]
    NotOne(String),
    /// A file that it names.
    #[error("{0}")]
    File(String),
}

impl HubAddress {
    /// Reads an address. What it leaves open is taken from the environment as by PostgreSQL’s own programs: `PGUSER`,
    /// `PGPASSWORD`, `PGPASSFILE` (else `~/.pgpass`) and `PGSSLROOTCERT`.
    ///
    /// To another machine the connection is secure and the certificate proven, unless the address says `sslmode=disable`.
    pub fn parse(text: &str, environment: &BTreeMap<String, String>) -> Result<Self, AddressError> {
        let not_one = |why: &str| AddressError::NotOne(why.to_owned());
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(not_one("it does not begin with postgres://"));
        }
        let variable = |name: &str| environment.get(name).filter(|value| !value.is_empty()).cloned();
        let (rest, mut mode, mut root) = take_tls_parameters(text)?;
        let mut config: Config = rest.parse().map_err(|_| not_one("PostgreSQL knows no such form"))?;
        if config.get_hosts().is_empty() {
            return Err(not_one("it names no host"));
        }
        if config.get_user().is_none_or(str::is_empty) {
            config.user(variable("PGUSER").ok_or_else(|| not_one("it names no login"))?);
        }
        let is_here = config.get_hosts().iter().all(is_this_machine);
        if mode.is_none() && !is_here {
            mode = Some(SslMode::Require);
        }
        config.ssl_mode(mode.unwrap_or(SslMode::Disable));
        config.application_name("claimbook").connect_timeout(Duration::from_secs(20));
        // A line that is dead is known to be within a minute.
        config.keepalives_idle(Duration::from_secs(30)).tcp_user_timeout(Duration::from_secs(60));
        root = root.or_else(|| variable("PGSSLROOTCERT").map(PathBuf::from));
        let mut address = Self { config, root_certificates: root.filter(|root| root.as_os_str() != "system") };
        if address.config.get_password().is_none() {
            let home = || Some(Path::new(&variable("HOME")?).join(".pgpass")).filter(|file| file.exists());
            let password = match variable("PGPASSWORD") {
                Some(password) => Some(password),
                None => match variable("PGPASSFILE").map(PathBuf::from).or_else(home) {
                    Some(file) => address.look_up_password(&read_passfile(&file)?),
                    None => None,
                },
            };
            password.map(|password| address.config.password(password));
        }
        Ok(address)
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn root_certificates(&self) -> Option<&Path> {
        self.root_certificates.as_deref()
    }

    /// The same address for somebody else, without a password.
    pub fn write_for_role(&self, role: &str) -> String {
        let (host, port) = self.place();
        let [user, database] = [role, self.database()].map(|name| utf8_percent_encode(name, KEPT));
        match port {
            PORT => format!("postgres://{user}@{host}/{database}"),
            _ => format!("postgres://{user}@{host}:{port}/{database}"),
        }
    }

    fn user(&self) -> &str {
        self.config.get_user().unwrap_or_default()
    }

    fn database(&self) -> &str {
        self.config.get_dbname().unwrap_or(self.user())
    }

    /// The first host as an address names it, and its port.
    fn place(&self) -> (String, u16) {
        let port = self.config.get_ports().first().copied().unwrap_or(PORT);
        let host = match self.config.get_hosts().first() {
            Some(Host::Tcp(host)) if host.contains(':') => format!("[{host}]"),
            Some(Host::Tcp(host)) => host.clone(),
            #[cfg(unix)]
            Some(Host::Unix(folder)) => folder.display().to_string().replace('/', "%2F"),
            None => String::new(),
        };
        (host, port)
    }

    /// The password of the first line that fits: host, port, database, user, password, where `*` fits all.
    fn look_up_password(&self, passfile: &str) -> Option<String> {
        let (host, port) = self.place();
        // As PostgreSQL has it, a socket is called localhost.
        let host = if host.starts_with("%2F") { "localhost".to_owned() } else { host };
        let wanted = [host.as_str(), &port.to_string(), self.database(), self.user()];
        let lines = passfile.lines().filter(|line| !line.starts_with('#')).map(split_line);
        let fits = |fields: &Vec<String>| {
            fields.len() == 5 && fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted)
        };
        lines.filter(fits).find_map(|fields| fields.into_iter().nth(4))
    }
}

/// For people: without password and parameters.
impl fmt::Display for HubAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write_for_role(self.user()))
    }
}

impl fmt::Debug for HubAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Tcp(host) => host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Takes `sslmode` and `sslrootcert` out of an address. A mode that is secure only as long as nobody objects is none; one that
/// proves less than the certificate proves it all the same.
fn take_tls_parameters(text: &str) -> Result<(String, Option<SslMode>, Option<PathBuf>), AddressError> {
    let (base, query) = text.split_once('?').unwrap_or((text, ""));
    let (mut mode, mut root, mut rest) = (None, None, Vec::new());
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        match parameter.split_once('=') {
            Some(("sslmode", "disable")) => mode = Some(SslMode::Disable),
            Some(("sslmode", "require" | "verify-ca" | "verify-full")) => mode = Some(SslMode::Require),
            Some(("sslmode", _)) => {
                return Err(AddressError::NotOne("sslmode is verify-full or disable here".to_owned()));
            }
            Some(("sslrootcert", file)) => {
                let file = percent_decode_str(file).decode_utf8_lossy().into_owned();
                root = Some(PathBuf::from(file));
            }
            _ => rest.push(parameter),
        }
    }
    let base = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
    Ok((base, mode, root))
}

/// What a password file says; one that others may read is refused.
fn read_passfile(file: &Path) -> Result<String, AddressError> {
    let unread = |why: String| AddressError::File(format!("{}: {why}", file.display()));
    if is_open_to_others(file) {
        return Err(unread("others may read it, so no password is taken from it; run chmod 600 on it".to_owned()));
    }
    let bytes = read_regular(file, MOST_PASSFILE_BYTES).map_err(|e| unread(e.to_string()))?;
    String::from_utf8(bytes).map_err(|_| unread("it is not UTF-8 text".to_owned()))
}

#[cfg(unix)]
fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

/// The fields of a line, between colons; a backslash stands before a colon or a backslash that is meant.
fn split_line(line: &str) -> Vec<String> {
    let (mut fields, mut letters) = (vec![String::new()], line.chars());
    while let Some(letter) = letters.next() {
        match (letter, fields.last_mut()) {
            (':', _) => fields.push(String::new()),
            ('\\', Some(field)) => field.extend(letters.next()),
            (letter, Some(field)) => field.push(letter),
            (_, None) => (),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, environment: &[(&str, &str)]) -> Result<HubAddress, AddressError> {
        HubAddress::parse(text, &environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn a_password_is_taken_from_where_people_expect_it_and_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("passwords");
        let lines = "# ours\ndb.example:5432:*:anna:wrong\\:one\n*:*:hub:an\\:na:right\\\\one\nlocalhost:*:*:*:here\n";
        std::fs::write(&file, lines).unwrap();
        let named = file.display().to_string();
        let read_it = |text: &str| read(text, &[("PGPASSFILE", &named)]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(read_it("postgres://anna@db.example/hub").unwrap_err().to_string().contains("chmod 600"));
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        let password =
            |address: HubAddress| address.config.get_password().map(|p| String::from_utf8_lossy(p).into_owned());
        for (text, expected) in [
            ("postgres://anna@db.example/hub", Some("wrong:one")),
            ("postgres://an%3Ana@db.example:77/hub", Some("right\\one")),
            ("postgres://bert@%2Frun%2Fpostgresql/hub", Some("here")),
            ("postgres://bert@db.example/hub", None),
            ("postgres://anna:secret@db.example/hub", Some("secret")),
        ] {
            assert_eq!(password(read_it(text).unwrap()).as_deref(), expected, "{text}");
        }
        let both = read("postgres://anna@db.example/hub", &[("PGPASSFILE", &named), ("PGPASSWORD", "first")]).unwrap();
        assert_eq!(password(both).as_deref(), Some("first"));
        let shown = read("postgres://anna:secret@db.example:77/hub?application_name=x", &[]).unwrap();
        assert_eq!(
            (format!("{shown} {shown:?}")),
            "postgres://anna@db.example:77/hub postgres://anna@db.example:77/hub"
        );
    }

    #[test]
    fn another_machine_is_reached_securely_or_by_decision() {
        let mode = |text: &str| read(text, &[("PGUSER", "anna")]).map(|address| address.config.get_ssl_mode());
        assert_eq!(mode("postgres://db.example/hub"), Ok(SslMode::Require));
        assert_eq!(mode("postgres://localhost,db.example/hub"), Ok(SslMode::Require));
        assert_eq!(mode("postgres://db.example/hub?sslmode=disable"), Ok(SslMode::Disable));
        assert_eq!(mode("postgres://localhost/hub?sslmode=verify-full"), Ok(SslMode::Require));
        assert_eq!(mode("postgres://127.0.0.1/hub"), Ok(SslMode::Disable));
        assert_eq!(mode("postgres://[::1]/hub"), Ok(SslMode::Disable));
        for wrong in ["postgres://db.example/hub?sslmode=prefer", "https://db.example", "postgres:///hub", "hub"] {
            assert!(matches!(mode(wrong), Err(AddressError::NotOne(_))), "{wrong}");
        }
        assert!(read("postgres://db.example/hub", &[]).is_err(), "nobody to log in as");
    }
}
