//! Digests: one number for a whole run, the same on every machine.
//!
//! Two ways lead into SHA-256. [`Canonical`] spells out the fields of records, by name and in a fixed order, so that a
//! digest means the same in every version of the program. [`StateHasher`] takes whatever the state derives for
//! [`std::hash::Hash`], with all sizes and byte orders fixed: equal states have equal digests within one build.

use std::fmt;
use std::hash::Hasher;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Collects the canonical fields of one record after the other.
#[derive(Clone, Debug, Default)]
pub struct Canonical {
    hasher: Sha256,
    line: Vec<u8>,
}

impl Canonical {
    /// A text: its length, then its letters.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.line.extend_from_slice(text.as_bytes());
    }

    /// A whole number: seven bits a byte, small ones first in zigzag order.
    pub fn number(&mut self, number: i64) {
        let mut rest = ((number << 1) ^ (number >> 63)) as u64;
        while rest >= 0x80 {
            self.line.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.line.push(rest as u8);
    }

    /// Ends a record: what was collected goes into the digest, after its length.
    pub fn end_record(&mut self) {
        self.hasher.update((self.line.len() as u32).to_le_bytes());
        self.hasher.update(&self.line);
        self.line.clear();
    }

    /// The digest of all records so far.
    pub fn digest(&self) -> Digest {
        Digest(self.hasher.clone().finalize().into())
    }
}

/// Feeds a state into SHA-256 by way of its derived [`std::hash::Hash`].
#[derive(Default)]
pub struct StateHasher(Sha256);

impl StateHasher {
    /// The digest of what was fed.
    pub fn digest(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl Hasher for StateHasher {
    fn finish(&self) -> u64 {
        let digest: [u8; 32] = self.0.clone().finalize().into();
        u64::from_le_bytes([
            digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
        ])
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, number: u16) {
        self.0.update(number.to_le_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.0.update(number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    fn write_u128(&mut self, number: u128) {
        self.0.update(number.to_le_bytes());
    }

    // Lengths and discriminants are as wide as the machine's pointers: 32 bits in WebAssembly, 64 elsewhere.
    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as i64 as u64);
    }

    fn write_i16(&mut self, number: i16) {
        self.write_u16(number as u16);
    }

    fn write_i32(&mut self, number: i32) {
        self.write_u32(number as u32);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number as u64);
    }
}
