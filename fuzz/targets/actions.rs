//! Any action at any time by anybody: a result or a refusal, never a panic, and the invariants always.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anc_fuzz::play::actions(bytes));
