//! Values as bytes. A text that came before is named by its number, since findings of one article say much alike.

use crate::model::{Confidence, Doi, DoiState, Field, FieldState, NoticeKind, PartialDate, Severity, Uid, Word};
use jiff::Timestamp;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

/// What can be packed.
pub trait Packed: Sized {
    /// Adds the value to bytes.
    fn pack(&self, to: &mut Packer);
    /// Reads a value; none where the bytes are not those of one.
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self>;
}

/// Bytes in the making.
#[derive(Debug, Default)]
pub struct Packer {
    bytes: Vec<u8>,
    texts: BTreeMap<Arc<str>, usize>,
}

impl Packer {
    /// Adds bytes as they are.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn text(&mut self, text: &str) {
        if let Some(known) = self.texts.get(text) {
            return (known + 1).pack(self);
        }
        self.texts.insert(text.into(), self.texts.len());
        0_usize.pack(self);
        text.len().pack(self);
        self.push(text.as_bytes());
    }
}

/// Bytes that are read.
#[derive(Debug)]
pub struct Unpacker<'b> {
    rest: &'b [u8],
    texts: Vec<Arc<str>>,
}

impl<'b> Unpacker<'b> {
    /// At the beginning of these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, texts: Vec::new() }
    }

    /// The next value.
    pub fn take<T: Packed>(&mut self) -> Option<T> {
        T::unpack(self)
    }

    /// So many bytes as they are.
    pub fn cut(&mut self, length: usize) -> Option<&'b [u8]> {
        let (cut, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(cut)
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn text(&mut self) -> Option<Arc<str>> {
        if let Some(known) = self.take::<usize>()?.checked_sub(1) {
            return self.texts.get(known).cloned();
        }
        let length = self.take()?;
        let text: Arc<str> = std::str::from_utf8(self.cut(length)?).ok()?.into();
        self.texts.push(Arc::clone(&text));
        Some(text)
    }
}

/// Small numbers take a byte: seven bits each, the lowest first, and a bit that says that more follow (LEB128).
impl Packed for usize {
    fn pack(&self, to: &mut Packer) {
        let mut left = *self;
        while left >= 0x80 {
            to.push(&[(left & 0x7f) as u8 | 0x80]);
            left >>= 7;
        }
        to.push(&[left as u8]);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (mut number, mut shift) = (0_usize, 0_u32);
        loop {
            let byte = *from.cut(1)?.first()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
    }
}

impl Packed for u64 {
    fn pack(&self, to: &mut Packer) {
        to.push(&self.to_le_bytes());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.cut(8)?.try_into().ok().map(Self::from_le_bytes)
    }
}

impl Packed for u32 {
    fn pack(&self, to: &mut Packer) {
        (*self as usize).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.take::<usize>()?.try_into().ok()
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Packer) {
        to.push(&[u8::from(*self)]);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        match from.cut(1)? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Packer) {
        self.is_some().pack(to);
        self.iter().for_each(|value| value.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        if from.take()? { from.take().map(Some) } else { Some(None) }
    }
}

impl<T: Packed, E: Packed> Packed for Result<T, E> {
    fn pack(&self, to: &mut Packer) {
        self.is_ok().pack(to);
        match self {
            Ok(value) => value.pack(to),
            Err(error) => error.pack(to),
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        if from.take()? { from.take().map(Ok) } else { from.take().map(Err) }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, to: &mut Packer) {
        self.len().pack(to);
        self.iter().for_each(|value| value.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let length: usize = from.take()?;
        // What is damaged must not ask for more memory than it can fill.
        let mut all = Self::with_capacity(length.min(from.rest.len()));
        for _ in 0..length {
            all.push(from.take()?);
        }
        Some(all)
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, to: &mut Packer) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some((from.take()?, from.take()?))
    }
}

impl Packed for String {
    fn pack(&self, to: &mut Packer) {
        to.text(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.text().map(|text| text.as_ref().to_owned())
    }
}

impl Packed for Arc<str> {
    fn pack(&self, to: &mut Packer) {
        to.text(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.text()
    }
}

impl Packed for Cow<'static, str> {
    fn pack(&self, to: &mut Packer) {
        to.text(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.take().map(Cow::Owned)
    }
}

/// Declares that values are packed as the text that they show and are read from.
macro_rules! as_text {
    ($($value:ty),+) => {
        $(impl Packed for $value {
            fn pack(&self, to: &mut Packer) {
                to.text(&self.to_string());
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Self::from_str(&from.text()?).ok()
            }
        })+
    };
}

/// Declares that words are packed as their places in their list, which the build decides.
macro_rules! as_word {
    ($($word:ty),+) => {
        $(impl Packed for $word {
            fn pack(&self, to: &mut Packer) {
                Self::ALL.iter().position(|word| word == self).unwrap_or(Self::ALL.len()).pack(to);
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Self::ALL.get(from.take::<usize>()?).copied()
            }
        })+
    };
}

as_text!(Doi, Uid, Date, Timestamp, PartialDate);
as_word!(Severity, Confidence, DoiState, Field, FieldState, NoticeKind);
