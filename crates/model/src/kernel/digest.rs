//! Digests: one number for a whole run, the same on every machine.
//!
//! Two ways lead into XXH3, of 128 bits. [`Canonical`] spells out the fields of records, by name and in a fixed order, so that a
//! digest means the same in every version of the program. [`StateHasher`] takes whatever the state derives for
//! [`std::hash::Hash`], with all sizes and byte orders fixed: equal states have equal digests within one build.
//!
//! A digest guards against our own mistakes, not against somebody who wants two runs to look alike: nobody gains by that. So it
//! need not be cryptographic. docs/benchmarks.md has what SHA-256 and BLAKE3 would cost instead.

use std::fmt;
use std::hash::Hasher;

use xxhash_rust::xxh3::Xxh3;

use crate::domain::Instant;

/// A digest: 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub u128);

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In halves: writing a number of 128 bits is code of its own.
        write!(formatter, "{:016x}{:016x}", (self.0 >> 64) as u64, self.0 as u64)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// How many bytes are collected before they are hashed.
const BUFFER: usize = 1_024;
/// Bytes of the longest number.
const NUMBER_MAX: usize = 10;

/// Collects the canonical fields of one record after the other.
///
/// A name is spelled out where it first occurs; from then on a number stands for it, in the order of first occurrence.
/// Moments are told by their distance from the moment of the record, and that by its distance from the one before. Records
/// name the same few things over and over, and hashing would be half the work of a long run.
#[derive(Clone)]
pub struct Canonical {
    hasher: Xxh3,
    buffer: [u8; BUFFER],
    filled: usize,
    /// Bytes before those in the buffer.
    hashed: u64,
    /// Where the present record begins, counted from the first byte of all.
    began: u64,
    /// The moment of the present record.
    at: Instant,
    /// The numbers of names, by list and position; 0 where it did not occur yet.
    numbers: Vec<Vec<u32>>,
    last_number: u32,
}

impl fmt::Debug for Canonical {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Canonical").field(&self.digest()).finish()
    }
}

impl Default for Canonical {
    fn default() -> Self {
        Self {
            hasher: Xxh3::new(),
            buffer: [0; BUFFER],
            filled: 0,
            hashed: 0,
            began: 0,
            at: Instant::ZERO,
            numbers: Vec::new(),
            last_number: 0,
        }
    }
}

impl Canonical {
    /// Begins a record of a moment.
    pub fn begin_record(&mut self, at: Instant) {
        self.number(at.0.wrapping_sub(self.at.0));
        self.at = at;
    }

    /// A moment that is not later than that of the record.
    pub fn earlier(&mut self, at: Instant) {
        self.number(self.at.0.wrapping_sub(at.0));
    }

    /// A text: its length, then its letters.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        for part in text.as_bytes().chunks(NUMBER_MAX) {
            self.room()[..part.len()].copy_from_slice(part);
            self.filled += part.len();
        }
    }

    /// A whole number: seven bits a byte, small ones first in zigzag order.
    #[inline]
    pub fn number(&mut self, number: i64) {
        let mut rest = ((number << 1) ^ (number >> 63)) as u64;
        let room = self.room();
        let mut length = 0;
        while rest >= 0x80 && length < NUMBER_MAX - 1 {
            room[length] = rest as u8 | 0x80;
            rest >>= 7;
            length += 1;
        }
        room[length] = rest as u8;
        self.filled += length + 1;
    }

    /// Where the next bytes go: a number always fits, and is written without looking again at every byte.
    #[inline]
    fn room(&mut self) -> &mut [u8; NUMBER_MAX] {
        if self.filled > BUFFER - NUMBER_MAX {
            self.flush();
        }
        self.buffer[self.filled..].first_chunk_mut().expect("a number fits")
    }

    fn flush(&mut self) {
        self.hasher.update(&self.buffer[..self.filled]);
        self.hashed += self.filled as u64;
        self.filled = 0;
    }

    /// A name that may occur again. List and position find its number; neither is part of the digest.
    pub fn name<'a>(
        &mut self,
        list: usize,
        position: usize,
        spell: impl FnOnce() -> (&'static str, &'a str),
    ) {
        if let Some(&number) = self.numbers.get(list).and_then(|list| list.get(position))
            && number > 0
        {
            self.number(i64::from(number));
            return;
        }
        if self.numbers.len() <= list {
            self.numbers.resize(list + 1, Vec::new());
        }
        let of = &mut self.numbers[list];
        if of.len() <= position {
            of.resize(position + 1, 0);
        }
        self.last_number += 1;
        of[position] = self.last_number;
        let (kind, name) = spell();
        self.number(0);
        self.text(kind);
        self.text(name);
    }

    /// Ends a record with its length.
    pub fn end_record(&mut self) {
        let length = self.hashed + self.filled as u64 - self.began;
        self.number(length as i64);
        self.began = self.hashed + self.filled as u64;
    }

    /// The digest of all records so far.
    pub fn digest(&self) -> Digest {
        let mut hasher = self.hasher.clone();
        hasher.update(&self.buffer[..self.filled]);
        Digest(hasher.digest128())
    }

    /// About how many bytes a copy takes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.numbers.iter().map(|list| list.len() * size_of::<u32>()).sum::<usize>()
    }
}

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }
}

/// Feeds a state into a digest by way of its derived [`std::hash::Hash`].
#[derive(Default)]
pub struct StateHasher(Xxh3);

impl StateHasher {
    /// The digest of what was fed.
    pub fn digest(self) -> Digest {
        Digest(self.0.digest128())
    }
}

impl Hasher for StateHasher {
    fn finish(&self) -> u64 {
        self.0.digest()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, number: u16) {
        self.0.update(&number.to_le_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.0.update(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    fn write_u128(&mut self, number: u128) {
        self.0.update(&number.to_le_bytes());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Offset;

    type Names = [(usize, usize, &'static str)];

    /// Each inner list is a record.
    fn digest(records: &[&Names]) -> Digest {
        let mut canonical = Canonical::default();
        for record in records {
            for &(list, position, name) in *record {
                canonical.name(list, position, || ("user", name));
            }
            canonical.end_record();
        }
        canonical.digest()
    }

    #[test]
    fn where_a_name_stands_is_no_part_of_a_digest() {
        let first: &[&Names] = &[&[(0, 0, "ada"), (0, 1, "bob")], &[(0, 0, "ada")]];
        let elsewhere: &[&Names] = &[&[(3, 7, "ada"), (1, 1, "bob")], &[(3, 7, "ada")]];
        assert_eq!(digest(first), digest(elsewhere));
    }

    #[test]
    fn what_a_record_names_is_part_of_a_digest() {
        let first: &[&Names] = &[&[(0, 0, "ada"), (0, 1, "bob")], &[(0, 0, "ada")]];
        let reference = digest(first);
        let others: [&[&Names]; 5] = [
            &[&[(0, 0, "ada"), (0, 1, "bob")], &[(0, 1, "bob")]],
            &[&[(0, 0, "ada"), (0, 1, "eve")], &[(0, 0, "ada")]],
            &[&[(0, 0, "ada"), (0, 1, "bob"), (0, 0, "ada")]],
            &[&[(0, 0, "ada")], &[(0, 1, "bob"), (0, 0, "ada")]],
            &[&[(0, 0, "ada"), (0, 1, "bob")], &[(0, 0, "ada")], &[]],
        ];
        for other in others {
            assert_ne!(digest(other), reference, "{other:?}");
        }
    }

    #[test]
    fn long_records_and_many_of_them_are_hashed_as_they_come() {
        let digest = |numbers: i64, text: &str| {
            let mut canonical = Canonical::default();
            for number in 0..numbers {
                canonical.begin_record(Offset(number * number));
                canonical.earlier(Offset(number));
                canonical.end_record();
            }
            canonical.text(text);
            canonical.end_record();
            canonical.digest()
        };
        let reference = digest(2_000, &"a".repeat(3 * BUFFER));
        assert_eq!(reference, digest(2_000, &"a".repeat(3 * BUFFER)));
        assert_ne!(reference, digest(2_001, &"a".repeat(3 * BUFFER)));
        assert_ne!(reference, digest(2_000, &"a".repeat(3 * BUFFER - 1)));
    }

    #[test]
    fn asking_for_a_digest_changes_nothing() {
        let mut canonical = Canonical::default();
        canonical.text("ada");
        canonical.end_record();
        let before = canonical.digest();
        assert_eq!(before, canonical.digest());
        canonical.end_record();
        assert_ne!(before, canonical.digest());
    }
}
