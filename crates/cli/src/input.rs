//! Reading scenario files, never more of one than a scenario may have.

use std::fs::File;
use std::io::{self, Read};

use anc_engine::Scenario;
use anc_engine::limits::FILE_BYTES_MAX;
use anc_engine::scenario::FileError;

/// Reads a scenario from a file, or from standard input.
pub(crate) fn scenario(path: &str) -> Result<Scenario, Vec<FileError>> {
    Scenario::parse(&bytes(path)?)
}

/// Reads a file, or standard input.
pub(crate) fn bytes(path: &str) -> Result<Vec<u8>, Vec<FileError>> {
    let read = if path == "-" { read(io::stdin().lock()) } else { File::open(path).and_then(read) };
    read.map_err(|error| vec![FileError::new("", format!("The file cannot be read: {error}."))])
}

/// One byte more than is allowed is enough to see that there are too many.
fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
