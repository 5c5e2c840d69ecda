//! Which state of its rows an exported line says: a sheet that comes back is known by it.

use super::record::add_field;
use crate::model::to_hex;
use sha2::{Digest, Sha256};

/// 16 hex digits over what the rows store: the same as long as none of it changes. Two letters at least are among them,
/// for a spreadsheet takes digits alone, and digits around one `e`, for a number, and rounds it.
pub(super) fn row_version<'f>(stored: impl IntoIterator<Item = Option<&'f [u8]>>) -> String {
    let mut hash = Sha256::new();
    for field in stored {
        match field {
            Some(field) => add_field(&mut hash, field),
            // No field is this long, so NULL and the empty text differ.
            None => hash.update(u64::MAX.to_le_bytes()),
        }
    }
    let whole = hash.finalize();
    let mut windows = whole.windows(8).map(to_hex);
    windows.find(|digits| digits.bytes().filter(u8::is_ascii_alphabetic).count() > 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_version_is_a_number_to_a_spreadsheet() {
        let (mut seen, mut passed_over) = (std::collections::BTreeSet::new(), 0);
        for n in 0_u32..20_000 {
            let version = row_version([Some(n.to_le_bytes().as_slice())]);
            assert_eq!(version.len(), 16);
            assert!(version.bytes().filter(u8::is_ascii_alphabetic).count() > 1, "{version}");
            let mut hash = Sha256::new();
            add_field(&mut hash, &n.to_le_bytes());
            passed_over += usize::from(version != to_hex(hash.finalize().first_chunk::<8>().unwrap()));
            seen.insert(version);
        }
        assert_eq!(seen.len(), 20_000);
        assert!(passed_over > 0, "the sample holds versions that look like numbers");
        assert_ne!(row_version([None]), row_version([Some(b"".as_slice())]));
    }
}
