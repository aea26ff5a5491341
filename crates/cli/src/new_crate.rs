//! `anc new --crate`: a package in which each scenario file of a folder is a test.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The versions that go with the engine.
const WORKSPACE: &str = include_str!("../../../Cargo.toml");
/// Where this program was built.
const BUILT_IN: &str = env!("CARGO_MANIFEST_DIR");

/// From where the package has the engine.
pub(crate) enum Sources {
    /// A folder with these sources.
    Folder(PathBuf),
    /// A repository with them.
    Git(String),
}

impl Sources {
    /// Those that are named, or else those that this program was built from.
    ///
    /// # Errors
    /// A sentence: there are none.
    pub(crate) fn find(folder: Option<PathBuf>, git: Option<String>) -> Result<Self, String> {
        if let Some(git) = git {
            return if git.chars().any(|letter| matches!(letter, '"' | '\\') || letter.is_control()) {
                Err(format!("{git:?} is no address of a repository"))
            } else {
                Ok(Self::Git(git))
            };
        }
        let named = folder.is_some();
        let folder = folder.unwrap_or_else(|| Path::new(BUILT_IN).join("../.."));
        match folder.canonicalize() {
            Ok(folder) if folder.join("crates/engine/Cargo.toml").is_file() => Ok(Self::Folder(folder)),
            _ if named => Err(format!("{}: there is no crates/engine in it", folder.display())),
            _ => Err("the sources that anc was built from are gone: name a folder with --sources, or a repository with --git"
                .to_owned()),
        }
    }

    fn dependency(&self, package: &str, folder: &str) -> String {
        match self {
            Self::Folder(sources) => {
                // Cargo understands slashes everywhere, and not the way in which Windows says that a path is long.
                let path = sources.join(folder).to_string_lossy().replace('\\', "/");
                let path = path.trim_start_matches("//?/");
                format!("path = {path:?}")
            }
            Self::Git(address) => format!("git = {address:?}, package = {package:?}"),
        }
    }
}

/// Writes a package into a new folder of that name. Gives what to do next.
///
/// # Errors
/// A sentence: the name is none of a package, the folder is there and not empty, a file cannot be written.
pub(crate) fn write(name: &str, sources: &Sources, scenario: &str, schema: &str) -> Result<String, String> {
    let fits = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= 64
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_');
    if !fits {
        return Err(format!(
            "{name:?} is no name of a package: up to 64 letters, digits, - and _, the first one a letter"
        ));
    }
    let folder = Path::new(name);
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("the folder {name} is there, and has something in it"));
    }
    let fill = |text: &str| {
        let parts = [
            ("NAME", name.to_owned()),
            ("WASM_BINDGEN_TEST", version("wasm-bindgen-test")),
            ("WASM_BINDGEN_CLI", version("wasm-bindgen").trim_start_matches('=').to_owned()),
            ("ENGINE", sources.dependency("anc-engine", "crates/engine")),
            ("TEST", sources.dependency("anc-test", "crates/test")),
        ];
        // What is put in is not looked at again: an address may have any of these words in it.
        text.split('@').enumerate().fold(String::new(), |text, (position, piece)| {
            let part = parts.iter().find(|(part, _)| position % 2 == 1 && *part == piece);
            text + part.map_or(piece, |(_, value)| value)
        })
    };
    let scenario = scenario.replace("\"./scenario.schema.json\"", "\"../scenario.schema.json\"");
    let mut files = vec![
        ("Cargo.toml", fill(include_str!("new_crate/Cargo.toml.txt"))),
        ("README.md", fill(include_str!("new_crate/README.md.txt"))),
        ("build.rs", include_str!("new_crate/build.rs.txt").to_owned()),
        ("src/lib.rs", include_str!("new_crate/lib.rs.txt").to_owned()),
        ("tests/scenarios.rs", include_str!("new_crate/scenarios.rs.txt").to_owned()),
        ("scenarios/my-scenario.json", scenario),
        ("scenario.schema.json", schema.to_owned()),
        (".gitignore", "/target\n".to_owned()),
    ];
    if let Sources::Folder(sources) = sources {
        // The versions that were tested together.
        if let Ok(lock) = fs::read_to_string(sources.join("Cargo.lock")) {
            files.push(("Cargo.lock", lock));
        }
    }
    for (path, text) in files {
        let path = folder.join(path);
        let trouble = |error: io::Error| format!("{} cannot be written: {error}", path.display());
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(trouble)?;
        fs::write(&path, text).map_err(trouble)?;
    }
    Ok(format!("{name} is written: a test for each file in {name}/scenarios. Next: cd {name}, cargo test\n"))
}

/// The version of a dependency, as the workspace has it.
fn version(of: &str) -> String {
    let line =
        WORKSPACE.lines().find_map(|line| line.strip_prefix(of)?.strip_prefix(" = \"")?.strip_suffix('"'));
    line.unwrap_or("*").to_owned()
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_those_of_the_workspace() {
        assert!(version("wasm-bindgen").starts_with('=') && version("wasm-bindgen-test").starts_with('='));
    }
}
