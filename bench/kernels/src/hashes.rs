//! What a digest of records could be made with, fed as our own is: a kilobyte at a time.

use sha2::Digest as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// The hashes, in the order of [`hashed`]'s first argument. SHA-256 has instructions of its own natively, where the processor
/// does.
pub const HASHES: [&str; 3] = ["SHA-256", "BLAKE3", "XXH3, 128 bits"];

const PIECE: usize = 1_024;

/// Hashes so many kilobytes; gives a byte of the digest, so that nothing is left out.
#[wasm_bindgen]
pub fn hashed(hash: u32, pieces: u32) -> f64 {
    let mut piece = [0_u8; PIECE];
    let mut all = |update: &mut dyn FnMut(&[u8])| {
        for number in 0..pieces {
            piece[..4].copy_from_slice(&number.to_le_bytes());
            update(&piece);
        }
    };
    let byte = match hash {
        0 => {
            let mut hasher = sha2::Sha256::new();
            all(&mut |bytes| hasher.update(bytes));
            hasher.finalize()[0]
        }
        1 => {
            let mut hasher = blake3::Hasher::new();
            all(&mut |bytes| {
                hasher.update(bytes);
            });
            hasher.finalize().as_bytes()[0]
        }
        _ => {
            let mut hasher = xxhash_rust::xxh3::Xxh3::new();
            all(&mut |bytes| hasher.update(bytes));
            hasher.digest128() as u8
        }
    };
    f64::from(byte)
}
