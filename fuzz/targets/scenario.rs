//! Any bytes as a scenario file: a list of errors or a run, never a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anc_fuzz::play::scenario(bytes));
