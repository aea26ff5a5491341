//! What CI asks: the tests, the sizes, and that generated files are current.

use crate::process::{program, run};
use crate::{size, test};

/// Tests, sizes, generated files. That these are current is part of the native tests.
pub(crate) fn ci(words: &[&str]) -> Result<(), String> {
    test::test(words)?;
    size::size()
}

/// Writes generated files anew.
pub(crate) fn generate() -> Result<(), String> {
    // The schema is part of the engine: it is written first, and the rest is made with it.
    for part in ["schema::the_schema_is_current", "library::", "manual::", "traceability::"] {
        let mut cargo = program("cargo");
        run(cargo.args(["test", "-p", "anc-engine", "--test", "it", part]).env("ANC_UPDATE", "1"))?;
    }
    // Intents, and messages.
    let mut cargo = program("cargo");
    run(cargo.args(["test", "-p", "anc-session", "--test", "it", "page_of"]).env("ANC_UPDATE", "1"))
}
