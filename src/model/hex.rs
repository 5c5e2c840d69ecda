//! Bytes in hexadecimal digits, as hashes are stored and shown.

/// Bytes as lower-case hexadecimal digits, two a byte. Every claim's signature is made of such digits, so they are not
/// left to the formatting machinery, which takes longer than the hash itself.
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(if n < 10 { b'0' + n } else { b'a' + (n - 10) });
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        digits.push(digit(byte >> 4));
        digits.push(digit(byte & 15));
    }
    digits
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_are_lower_case_and_two_a_byte() {
        assert_eq!(super::to_hex(&[0x00, 0x0f, 0xa9, 0xff]), "000fa9ff");
    }
}
