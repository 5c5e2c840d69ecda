//! A real PostgreSQL, one for all tests that ask for it: started by the first, on a port that the system gives, and stopped when
//! the tests end, however they end. Where none is installed, tests say that they were skipped.

use claimbook::model::Uid;
use claimbook::sync::postgres::{HubAddress, HubOptions, PostgresHub};
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Set where a machine that has no server must not pass for one that has: then a test fails in place of being skipped.
const DEMANDED: &str = "CLAIMBOOK_POSTGRES";
/// The superuser, and everybody's password.
pub const SUPERUSER: &str = "superuser";
pub const PASSWORD: &str = "tests alone";

/// Stops the server when the tests' end of its standard input closes, which happens even when they are killed.
const RUN: &str = r#"
as="$1" bin="$2" dir="$3" port="$4"
run() { if [ "$as" = root ]; then setpriv --reuid="$(id -u postgres 2>/dev/null || id -u nobody)" --regid="$(id -g postgres 2>/dev/null || id -g nobody)" --clear-groups "$@"; else "$@"; fi; }
[ "$as" != root ] || chown -R "$(id -u postgres 2>/dev/null || id -u nobody)" "$dir"
cd "$dir"
# A certificate of our own making for the line, and another one that proves nothing here.
tls=off
if command -v openssl > /dev/null; then
  printf '[req]\ndistinguished_name=dn\n[dn]\n' > conf
  certify() { openssl req -x509 -config conf -newkey rsa:2048 -nodes -days 2 "$@" >> log 2>&1; }
  certify -subj "/CN=tests" -addext basicConstraints=critical,CA:TRUE -keyout ca.key -out ca.pem &&
  certify -subj "/CN=others" -addext basicConstraints=critical,CA:TRUE -keyout other.key -out other.pem &&
  certify -subj "/CN=127.0.0.1" -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE \
    -CA ca.pem -CAkey ca.key -keyout key.pem -out cert.pem && tls=on
  : > none.pem
  chmod 600 key.pem
  [ "$as" != root ] || chown "$(id -u postgres 2>/dev/null || id -u nobody)" key.pem
fi
run "$bin/initdb" -D "$dir/data" -U superuser --pwfile="$dir/password" -A scram-sha-256 -E UTF8 --locale=C --no-sync > "$dir/log" 2>&1 || { echo failed; exit 1; }
run "$bin/postgres" -D "$dir/data" -p "$port" -k "$dir" -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=120 \
  -c ssl=$tls -c ssl_cert_file="$dir/cert.pem" -c ssl_key_file="$dir/key.pem" >> "$dir/log" 2>&1 < /dev/null &
echo started
read -r _
kill -INT "$(head -n 1 "$dir/data/postmaster.pid" 2>/dev/null)" 2>/dev/null
wait
rm -rf "$dir"
"#;

/// The server of this run of the tests.
pub struct Server {
    pub port: u16,
    folder: PathBuf,
    _keeper: Child,
}

/// A database of a test's own.
pub struct Database {
    pub name: String,
    pub port: u16,
    folder: PathBuf,
}

/// A database on the server, where there is one; says that the test is skipped where there is none.
pub fn database() -> Option<Database> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let Some(server) = SERVER.get_or_init(start) else {
        assert!(std::env::var_os(DEMANDED).is_none(), "{DEMANDED} is set, and PostgreSQL cannot be started");
        println!("PostgreSQL is not installed: 1 test skipped");
        return None;
    };
    let database = Database {
        name: format!("hub_{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        port: server.port,
        folder: server.folder.clone(),
    };
    database.on("postgres").psql(SUPERUSER, &format!("CREATE DATABASE {}", database.name)).unwrap();
    Some(database)
}

fn start() -> Option<Server> {
    let bin = programs()?;
    let folder = tempfile::Builder::new().prefix("claimbook-pg-").tempdir().unwrap().keep();
    std::fs::write(folder.join("password"), PASSWORD).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let user = if is_root() { "root" } else { "self" };
    let mut keeper = Command::new("sh");
    keeper.args(["-c", RUN, "sh", user]).arg(&bin).arg(&folder).arg(port.to_string());
    let mut keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = [0; 7];
    std::io::Read::read_exact(keeper.stdout.as_mut().unwrap(), &mut said).unwrap();
    assert_eq!(&said, b"started", "{}", std::fs::read_to_string(folder.join("log")).unwrap_or_default());
    let server = Server { port, folder: folder.clone(), _keeper: keeper };
    let first = Database { name: "postgres".to_owned(), port, folder: folder.clone() };
    for _ in 0..300 {
        if first.psql(SUPERUSER, "SELECT 1").is_ok() {
            return Some(server);
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("PostgreSQL did not start: {}", std::fs::read_to_string(folder.join("log")).unwrap_or_default());
}

/// The folder of the newest server's programs.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file());
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let installed = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").is_file());
    let number = |bin: &PathBuf| bin.parent().and_then(Path::file_name)?.to_str()?.parse::<u32>().ok();
    on_path.or_else(|| installed.max_by_key(number))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout == b"0\n")
}

impl Database {
    /// Another database of the same server.
    pub fn on(&self, name: &str) -> Self {
        Self { name: name.to_owned(), port: self.port, folder: self.folder.clone() }
    }

    /// A copy of this database as it is, as a backup that was put back would be.
    pub fn copy(&self, name: &str) -> Self {
        let copy = self.on(&format!("{}_{name}", self.name));
        self.on("postgres").psql(SUPERUSER, &format!("CREATE DATABASE {} TEMPLATE {}", copy.name, self.name)).unwrap();
        copy
    }

    /// The folder of the certificates `ca.pem`, which signed the server's, and `other.pem`; none where no openssl makes them.
    pub fn certificates(&self) -> Option<PathBuf> {
        self.folder.join("cert.pem").exists().then(|| self.folder.clone())
    }

    /// The address of somebody, with the password.
    pub fn url(&self, role: &str) -> String {
        format!("postgres://{role}:{}@127.0.0.1:{}/{}", PASSWORD.replace(' ', "%20"), self.port, self.name)
    }

    /// A login of this database: logins are the server's, which has one for each test's.
    pub fn login(&self, role: &str) -> String {
        format!("{role}_{}", self.name)
    }

    /// Runs statements as somebody with PostgreSQL's own client; answers what it printed, or the code and words of the error.
    pub fn psql(&self, role: &str, statements: &str) -> Result<String, String> {
        let mut psql = Command::new("psql");
        psql.args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-h", "127.0.0.1"]);
        psql.args(["-p", &self.port.to_string(), "-U", role, "-d", &self.name, "-c", statements]);
        let run = psql.env("PGPASSWORD", PASSWORD).env_remove("PGOPTIONS").output().unwrap();
        match run.status.success() {
            true => Ok(String::from_utf8(run.stdout).unwrap().trim().to_owned()),
            false => Err(String::from_utf8_lossy(&run.stderr).into_owned()),
        }
    }

    /// Logs in with claimbook.
    pub fn connect(&self, role: &str) -> PostgresHub {
        PostgresHub::connect(&HubAddress::parse(&self.url(role), &BTreeMap::new()).unwrap()).unwrap()
    }

    /// Makes the hub, as the owner of the database.
    pub fn make_hub(&self, options: HubOptions) -> PostgresHub {
        let mut hub = self.connect(SUPERUSER);
        assert!(hub.make_hub(Uid::new(super::clock::now()), options).unwrap());
        hub
    }

    /// Invites somebody, whose login is made with everybody's password; answers the login's name.
    pub fn invite(&self, hub: &mut PostgresHub, role: &str, name: &str) -> String {
        let role = self.login(role);
        self.psql(SUPERUSER, &format!("CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")).unwrap();
        hub.invite(&role, name, None).unwrap();
        role
    }
}
