//! What fuzzing found worth keeping is tried again, and intents at random.

#[path = "../../../../fuzz/src/play.rs"]
#[allow(unreachable_pub, dead_code, reason = "it belongs to the fuzz targets too")]
mod play;
#[path = "../../../../fuzz/src/session.rs"]
#[allow(unreachable_pub, reason = "it belongs to the fuzz targets too")]
mod session;

#[test]
fn intents_that_fuzzing_found() {
    let folder = format!("{}/../../fuzz/corpus/intents", env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("a corpus") {
        session::session(&std::fs::read(entry.expect("an entry").path()).expect("an input"));
        count += 1;
    }
    assert!(count > 50, "the corpus has only {count} inputs");
}

#[test]
fn intents_at_random() {
    for seed in 0..200_u64 {
        session::session(&play::bytes(seed, 200));
    }
}
