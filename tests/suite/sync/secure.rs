//! The line to the server: secure where the address says so, and never to somebody who cannot prove who they are.

use crate::double::postgres::{SUPERUSER, database};
use claimbook::sync::postgres::{HubAddress, HubOptions, PostgresHub};
use claimbook::sync::{Hub, HubError};
use std::collections::BTreeMap;

#[test]
fn a_line_is_secure_and_the_certificate_proven() {
    let Some(server) = database() else { return };
    let Some(certificates) = server.certificates() else { return println!("openssl is not installed: 1 test skipped") };
    drop(server.make_hub(HubOptions::default()));
    let connect = |host: &str, roots: &str| {
        let roots = certificates.join(roots);
        let url = server.url(SUPERUSER).replace("127.0.0.1", host);
        let url = format!("{url}?sslmode=verify-full&sslrootcert={}", roots.display());
        PostgresHub::connect(&HubAddress::parse(&url, &BTreeMap::new()).unwrap())
    };
    let mut hub = connect("127.0.0.1", "ca.pem").unwrap();
    assert!(hub.terms().is_ok());
    let is_secure = "SELECT bool_or(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
        WHERE application_name = 'claimbook' AND datname = current_database()";
    assert_eq!(server.psql(SUPERUSER, is_secure).unwrap(), "t");
    // A certificate by somebody else, one for another name, and a file without any.
    for (host, roots) in [("127.0.0.1", "other.pem"), ("localhost", "ca.pem"), ("127.0.0.1", "none.pem")] {
        let refused = connect(host, roots).map(drop);
        assert!(matches!(refused, Err(HubError::Unreachable(_))), "{host} {roots}: {refused:?}");
    }
}
