//! The scenario library, part of the program: nothing is asked for after the page is loaded.

use anc_engine::Scenario;
use anc_engine::scenario::FileError;

macro_rules! library {
    ($($id:literal),+ $(,)?) => {
        /// Identity and text of each scenario, in the order in which a learner meets them.
        pub const LIBRARY: &[(&str, &str)] =
            &[$(($id, include_str!(concat!("../public/scenarios/", $id, ".json")))),+];
    };
}

library! {
    "first-connection",
    "alternate-failover",
    "domain-controller-outage",
    "entra-outage",
    "stale-status",
}

/// The scenario that is open when none is asked for.
pub const FIRST: &str = "first-connection";

/// The scenario of that identity; none when there is no such one.
pub fn find(id: &str) -> Option<Result<Scenario, Vec<FileError>>> {
    LIBRARY.iter().find(|(known, _)| *known == id).map(|(_, text)| Scenario::parse(text.as_bytes()))
}

/// All scenarios.
pub fn all() -> Vec<Scenario> {
    LIBRARY.iter().filter_map(|(_, text)| Scenario::parse(text.as_bytes()).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_holds_every_file_of_its_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/scenarios");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().replace(".json", ""))
            .collect();
        files.sort();
        let mut known: Vec<&str> = LIBRARY.iter().map(|(id, _)| *id).collect();
        known.sort_unstable();
        assert_eq!(files, known);
        assert_eq!(all().len(), LIBRARY.len(), "each can be read");
    }
}
