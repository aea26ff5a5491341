//! What fuzzing found worth keeping is tried again, in every run of the tests.

#[path = "../../../../fuzz/src/play.rs"]
#[allow(unreachable_pub, reason = "it belongs to the fuzz targets too")]
mod play;

use crate::helpers::root;

fn each(target: &str, run: fn(&[u8])) {
    let mut count = 0;
    let folder = root().join("fuzz/corpus").join(target);
    for entry in std::fs::read_dir(folder).expect("a corpus") {
        run(&std::fs::read(entry.expect("an entry").path()).expect("an input"));
        count += 1;
    }
    assert!(count > 50, "the corpus of {target} has only {count} inputs");
}

#[test]
fn files_that_fuzzing_found() {
    each("scenario", play::scenario);
}

#[test]
fn actions_that_fuzzing_found() {
    each("actions", play::actions);
}

#[test]
fn actions_at_random() {
    for seed in 0..400_u64 {
        play::actions(&play::bytes(seed, 160));
    }
}
