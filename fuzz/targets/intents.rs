//! Any intents in any order: done or rejected, never a panic, and a second session is led to the same place by them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anc_fuzz::session::session(bytes));
