//! Public keys, as in a `.pub` file of SSH.

use super::wire::{Wire, hash_sha256};
use crate::read::base64;
use ring::signature::{ECDSA_P256_SHA256_FIXED, ED25519, RsaPublicKeyComponents, UnparsedPublicKey};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA512};

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// As SSH writes it.
    blob: Vec<u8>,
    kind: KeyKind,
}

/// What checks a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
enum KeyKind {
    Ed25519(Vec<u8>),
    /// On the curve P-256.
    Ecdsa(Vec<u8>),
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// A key on a security key, which signs more than it is asked to; `application` is what it was made for.
    Held {
        key: Box<KeyKind>,
        application: Vec<u8>,
    },
}

/// A text that is no public key which can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// It is a private key.
    #[error("it is a private key, which nobody else should have: give the .pub file beside it")]
    Private,
    /// It is something else.
    #[error("it is no public key of SSH: expected one line such as ssh-ed25519 AAAA… name@example.org")]
    Other,
    /// A kind of key that is not known here.
    #[error(
        "“{0}” keys are not known here: use ssh-ed25519, ecdsa-sha2-nistp256, ssh-rsa, or one of the first two on a security key"
    )]
    Unknown(String),
}

impl std::str::FromStr for PublicKey {
    type Err = NotAKey;

    /// Reads the first line that says something.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        if text.contains("PRIVATE KEY") {
            return Err(NotAKey::Private);
        }
        let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
        let mut words = line.unwrap_or_default().split_whitespace();
        let (kind, data) = words.next().zip(words.next()).ok_or(NotAKey::Other)?;
        let key = Self::from_blob(&base64::decode(data).ok_or(NotAKey::Other)?)?;
        // What a line says of itself has to be what it holds.
        match Wire(&key.blob).read_text() == Some(kind) {
            true => Ok(key),
            false => Err(NotAKey::Other),
        }
    }
}

impl PublicKey {
    /// Reads a key as SSH writes it.
    pub(super) fn from_blob(blob: &[u8]) -> Result<Self, NotAKey> {
        let mut wire = Wire(blob);
        let name = wire.read_text().ok_or(NotAKey::Other)?;
        let kind = read_kind(name, &mut wire).ok_or_else(|| match name.len() < 64 && !KNOWN.contains(&name) {
            true => NotAKey::Unknown(name.to_owned()),
            false => NotAKey::Other,
        })?;
        match wire.is_read() {
            true => Ok(Self { blob: blob.to_vec(), kind }),
            false => Err(NotAKey::Other),
        }
    }

    /// Its fingerprint, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        format!("SHA256:{}", base64::encode(&hash_sha256(&self.blob)).trim_end_matches('='))
    }

    /// The line of a `.pub` file, without a comment.
    pub fn to_line(&self) -> String {
        format!("{} {}", Wire(&self.blob).read_text().unwrap_or_default(), base64::encode(&self.blob))
    }

    /// Whether the key made a signature, as SSH writes one, over these bytes.
    pub(super) fn is_signature(&self, signature: &[u8], over: &[u8]) -> bool {
        let mut wire = Wire(signature);
        let Some((name, made)) = wire.read_text().zip(wire.read_bytes()) else { return false };
        match &self.kind {
            KeyKind::Held { key, application } => {
                let Some((flags, counter)) = wire.take(1).zip(wire.take(4)) else { return false };
                let over = [&hash_sha256(application), flags, counter, &hash_sha256(over)].concat();
                let plain = name.strip_prefix("sk-").and_then(|name| name.strip_suffix("@openssh.com"));
                // Bit 1 says that somebody touched it.
                let is_touched = flags.first().is_some_and(|flags| flags & 1 == 1);
                wire.is_read() && is_touched && plain.is_some_and(|name| is_made_by(key, name, made, &over))
            }
            kind => wire.is_read() && is_made_by(kind, name, made, over),
        }
    }
}

/// The kinds of key that are known.
const KNOWN: &[&str] = &[
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ssh-rsa",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];

fn read_kind(name: &str, wire: &mut Wire<'_>) -> Option<KeyKind> {
    Some(match name {
        "ssh-ed25519" => KeyKind::Ed25519(wire.read_bytes().filter(|key| key.len() == 32)?.to_vec()),
        "ecdsa-sha2-nistp256" => {
            wire.read_text().filter(|curve| *curve == "nistp256")?;
            KeyKind::Ecdsa(wire.read_bytes().filter(|key| key.len() == 65)?.to_vec())
        }
        "ssh-rsa" => {
            let (e, n) = (wire.read_integer()?.to_vec(), wire.read_integer()?.to_vec());
            KeyKind::Rsa { n, e }
        }
        held if KNOWN.contains(&held) => {
            let key = read_kind(held.strip_prefix("sk-")?.strip_suffix("@openssh.com")?, wire)?;
            KeyKind::Held { key: Box::new(key), application: wire.read_bytes()?.to_vec() }
        }
        _ => return None,
    })
}

fn is_made_by(key: &KeyKind, name: &str, made: &[u8], over: &[u8]) -> bool {
    match (key, name) {
        (KeyKind::Ed25519(key), "ssh-ed25519") => UnparsedPublicKey::new(&ED25519, key).verify(over, made).is_ok(),
        (KeyKind::Ecdsa(key), "ecdsa-sha2-nistp256") => {
            let mut numbers = Wire(made);
            let Some((r, s)) = numbers.read_integer().zip(numbers.read_integer()).filter(|_| numbers.is_read()) else {
                return false;
            };
            let Some(fixed) = widen(r).zip(widen(s)).map(|(r, s)| [r, s].concat()) else { return false };
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key).verify(over, &fixed).is_ok()
        }
        (KeyKind::Rsa { n, e }, "rsa-sha2-256") => {
            RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, over, made).is_ok()
        }
        (KeyKind::Rsa { n, e }, "rsa-sha2-512") => {
            RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA512, over, made).is_ok()
        }
        _ => false,
    }
}

/// A number in 32 bytes, with zeros before it.
fn widen(number: &[u8]) -> Option<[u8; 32]> {
    let mut wide = [0; 32];
    let at = wide.len().checked_sub(number.len())?;
    wide.get_mut(at..)?.copy_from_slice(number);
    Some(wide)
}
