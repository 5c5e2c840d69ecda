//! What only this run of the page and its browser know: the token of the first address, the cookie, and the token of forms.
//! All three follow from one key, which is made anew for each run and kept nowhere.

use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

/// The secrets of a run.
pub(super) struct Secrets {
    key: hmac::Key,
}

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The address that is printed, which is good once.
    Start,
    /// The cookie.
    Cookie,
    /// A field of every form.
    Form,
}

impl Purpose {
    fn words(self) -> &'static [u8] {
        match self {
            Self::Start => b"start",
            Self::Cookie => b"cookie",
            Self::Form => b"form",
        }
    }
}

impl Secrets {
    /// New ones; none where the system gives no random bytes.
    pub(super) fn new() -> Option<Self> {
        let mut bytes = [0_u8; 32];
        SystemRandom::new().fill(&mut bytes).ok()?;
        Some(Self { key: hmac::Key::new(hmac::HMAC_SHA256, &bytes) })
    }

    /// The secret for a purpose, in hex digits.
    pub(super) fn make_secret(&self, purpose: Purpose) -> String {
        crate::model::to_hex(hmac::sign(&self.key, purpose.words()).as_ref())
    }

    /// Whether something is the secret for a purpose. It takes as long whatever differs.
    pub(super) fn fits(&self, purpose: Purpose, given: &str) -> bool {
        decode(given).is_some_and(|given| hmac::verify(&self.key, purpose.words(), &given).is_ok())
    }
}

fn decode(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        hex.chars().map(|c| c.to_digit(16).and_then(|n| u8::try_from(n).ok())).collect::<Option<_>>()?;
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => Some(high << 4 | low),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_fits_its_purpose_and_its_run_alone() {
        let (one, other) = (Secrets::new().unwrap(), Secrets::new().unwrap());
        let token = one.make_secret(Purpose::Form);
        assert_eq!(token.len(), 64);
        assert!(one.fits(Purpose::Form, &token));
        assert!(!one.fits(Purpose::Cookie, &token) && !other.fits(Purpose::Form, &token));
        for wrong in ["", "0", &token[1..], &token[..62], &format!("{token}00"), "é", &"g".repeat(64)] {
            assert!(!one.fits(Purpose::Form, wrong), "{wrong}");
        }
    }
}
