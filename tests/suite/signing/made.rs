//! What OpenSSH signs is read, and nothing else passes for it.

use crate::double::keys;
use claimbook::signing::{BadSignature, NotAKey, PublicKey, check_signature};
use claimbook::tasks::signing::{NAMESPACE, sign_text};
use std::path::Path;

#[test]
fn signatures_of_every_kind_of_key_hold_over_their_text_alone() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for kind in ["ed25519", "ecdsa", "rsa"] {
        let private = keys::make(folder.path(), kind, kind);
        let public: PublicKey = keys::public(&private).parse().unwrap();
        assert!(keys::public(&private).starts_with(&public.to_line()));
        let text = "verdict partly\n";
        let armoured = sign_text(Path::new("ssh-keygen"), &private, text).unwrap();
        assert_eq!(check_signature(&armoured, NAMESPACE, text.as_bytes()), Ok(public.clone()), "{kind}");
        let altered = check_signature(&armoured, NAMESPACE, b"verdict supported\n");
        assert_eq!(altered, Err(BadSignature::Text), "{kind}");
        assert_eq!(
            check_signature(&armoured, "git", text.as_bytes()),
            Err(BadSignature::Elsewhere("claimbook".into()))
        );
        let fingerprint = std::process::Command::new("ssh-keygen").arg("-lf").arg(&private).output().unwrap();
        assert!(String::from_utf8_lossy(&fingerprint.stdout).contains(&public.fingerprint()), "{kind}");
    }
}

#[test]
fn a_damaged_signature_never_holds_and_never_panics() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let private = keys::make(folder.path(), "key", "ed25519");
    let armoured = sign_text(Path::new("ssh-keygen"), &private, "text").unwrap();
    let key: PublicKey = keys::public(&private).parse().unwrap();
    for at in 0..armoured.len() {
        let cut = &armoured[..at];
        assert!(check_signature(cut, NAMESPACE, b"text").is_err() || cut.trim() == armoured.trim(), "cut at {at}");
        let mut bytes = armoured.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        if let Ok(other) = check_signature(&changed, NAMESPACE, b"text") {
            // Of the last digit, some bits stand for nothing.
            assert_eq!(other, key, "changed at {at}");
        }
    }
}

#[test]
fn what_is_no_public_key_is_refused_with_its_reason() {
    for (text, wrong) in [
        ("", NotAKey::Other),
        ("ssh-ed25519", NotAKey::Other),
        ("ssh-ed25519 AAAA", NotAKey::Other),
        ("ssh-ed25519 !!!", NotAKey::Other),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", NotAKey::Private),
        ("ssh-dss AAAAB3NzaC1kc3M=", NotAKey::Unknown("ssh-dss".into())),
        // Another kind than it says.
        ("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NotAKey::Other),
    ] {
        assert_eq!(text.parse::<PublicKey>(), Err(wrong), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_upsets_it(text in "(-----BEGIN SSH SIGNATURE-----)?[A-Za-z0-9+/=\n]{0,200}(-----END SSH SIGNATURE-----)?", key in "(ssh-[a-z0-9]{3,7} )?[A-Za-z0-9+/=]{0,120}") {
        let _ = check_signature(&text, NAMESPACE, b"");
        let _ = key.parse::<PublicKey>();
    }
}
