//! Building the page with trunk, and what trunk does not do: the integrity of the WebAssembly file.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::process::{program, root, run};
use crate::tools;

/// The release page, into dist/.
pub(crate) fn release() -> Result<(), String> {
    page(true)
}

/// The page, into dist/.
pub(crate) fn page(release: bool) -> Result<(), String> {
    tools::page()?;
    let mut trunk = program("trunk");
    trunk.args(["build", "--offline"]);
    if release {
        trunk.arg("--release");
        if !tools::wasm_opt() {
            trunk.env("TRUNK_SKIP_WASM_OPT", "true");
        }
    }
    run(&mut trunk)?;
    seal()
}

/// What `index.html` tells trunk to call `wasm-opt` with: the measurements are of what is shipped. Of all settings that were
/// tried, these make the smallest file once it is compressed: functions of a kind side by side, and few of them inlined.
pub(crate) fn wasm_opt_words() -> Result<Vec<String>, String> {
    let page =
        fs::read_to_string(root().join("index.html")).map_err(|error| format!("index.html: {error}"))?;
    let attribute = |name: &str| {
        let words = page.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(words.split(' ').map(str::to_owned).collect::<Vec<_>>())
    };
    let (level, words) = attribute("data-wasm-opt")
        .zip(attribute("data-wasm-opt-params"))
        .ok_or("index.html does not say how wasm-opt is called")?;
    Ok(level.into_iter().map(|level| format!("-O{level}")).chain(words).collect())
}

/// Writes the digest of the WebAssembly file into the page. `boot.js` hands it to `fetch`, which refuses another file,
/// and uses it as the version in addresses, so that no cache mixes two builds. The page fetches both files ahead, by the
/// same addresses: they are on their way before the styles are read. Seen in Chromium; where a browser does not hand what was
/// fetched ahead to a `fetch` with a digest, the file comes from its cache.
fn seal() -> Result<(), String> {
    let dist = root().join("dist");
    let read = |name: &str| fs::read(dist.join(name)).map_err(|error| format!("dist/{name}: {error}"));
    let digest = STANDARD.encode(Sha384::digest(read("anc-sim_bg.wasm")?));
    let version: String = digest[..16].chars().map(escaped).collect();
    let mut page = String::from_utf8(read("index.html")?).map_err(|error| error.to_string())?;
    for (place, sealed) in [
        ("data-integrity=\"\"", format!("data-integrity=\"sha384-{digest}\"")),
        ("href=\"anc-sim_bg.wasm\"", format!("href=\"anc-sim_bg.wasm?v={version}\"")),
        ("href=\"anc-sim.js\"", format!("href=\"anc-sim.js?v={version}\"")),
    ] {
        if !page.contains(place) {
            return Err(format!("index.html has no {place}"));
        }
        page = page.replacen(place, &sealed, 1);
    }
    // Trunk writes digests for the style sheets. A sandboxed frame has no origin of its own, and there the browser checks a
    // digest only of what was asked for with CORS.
    let page = page.replace("rel=\"stylesheet\"", "rel=\"stylesheet\" crossorigin=\"anonymous\"");
    if page.matches("crossorigin=\"anonymous\"").count() < 2 {
        return Err("index.html has no style sheets to be sealed".to_owned());
    }
    fs::write(dist.join("index.html"), page).map_err(|error| error.to_string())
}

/// A letter of a digest as JavaScript's `encodeURIComponent` writes it.
fn escaped(letter: char) -> String {
    match letter {
        '+' => "%2B".to_owned(),
        '/' => "%2F".to_owned(),
        letter => letter.to_string(),
    }
}
