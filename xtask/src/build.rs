//! Building the page: the release here, cut into parts; what is served while one works on it, with trunk.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

use crate::cut::{self, Cut};
use crate::process::{program, root, run};
use crate::tools;

/// The release page, into dist/: what was there stays until all of the new page is made.
pub(crate) fn release() -> Result<(), String> {
    tools::wasm_bindgen()?;
    let cut = cut::cut()?;
    let new = root().join("target/page/dist");
    remove(&new)?;
    copy(&root().join("public"), &new)?;
    posters(&new)?;
    // The worker is filled in below, by its own words.
    for name in SCRIPTS.into_iter().filter(|name| *name != WORKER) {
        minify(&new.join(name))?;
    }
    let page = with_one_style_sheet(&read(&root().join("index.html"))?, &new)?;
    editor(&new)?;
    let parts = parts(&cut, &new)?;
    let first = bytes(&cut.first)?;
    write(&new.join("anc-sim_bg.wasm"), &first)?;
    // The glue imports the loader by an address that changes with it.
    let glue = read(&cut.glue)?;
    let loader = format!("parts.js?v={}", version(&digest(&bytes(&new.join("parts.js"))?)));
    let import = format!("from \"{}\"", cut::LOADER);
    if !glue.contains(&import) {
        return Err(format!("the glue does not import {}", cut::LOADER));
    }
    let glue = glue.replace(&import, &format!("from \"./{loader}\""));
    write(&new.join("anc-sim.js"), glue.as_bytes())?;
    minify(&new.join("anc-sim.js"))?;
    let page = replaced(&page, "data-parts=\"\"", |_| format!("data-parts='{parts}'"))?;
    let page =
        replaced(&page, "<link rel=\"modulepreload\"", |link| format!("{link} href=\"{loader}\">\n{link}"))?;
    // Only what hosts serve is kept for when there is no network.
    let offline = version(&digest(&bytes(&new.join("offline.js"))?));
    let page = replaced(&page, "data-offline=\"\"", |_| format!("data-offline=\"offline.js?v={offline}\""))?;
    seal(&page, &new)?;
    worker(&new)?;
    sums(&new)?;
    let dist = root().join("dist");
    remove(&dist)?;
    fs::rename(&new, &dist).map_err(|error| format!("dist: {error}"))
}

/// The field in which scenario files are written, as one script.
const EDITOR: &str = "editor.js";

/// CodeMirror with what we make of it, bundled from the versions of its lock file. Without npm the page that is served while one works on it has a plain field.
fn editor(dist: &Path) -> Result<(), String> {
    let folder = root().join("editor");
    if let Err(why) = tools::packages(&folder) {
        println!("{why}\nThe editor is a plain field without these packages: install Node.js to mend that.");
        return Ok(());
    }
    esbuild(&folder.join("editor.mjs"), &dist.join(EDITOR), &["--bundle", "--format=esm"])
}

/// Makes a script or a style sheet as small as it can be said: what stands in it means the same.
fn minify(file: &Path) -> Result<(), String> {
    tools::packages(&root().join("editor"))?;
    esbuild(file, file, &["--allow-overwrite"])
}

fn esbuild(from: &Path, to: &Path, more: &[&str]) -> Result<(), String> {
    run(program("node")
        .arg(root().join("editor/node_modules/esbuild/bin/esbuild"))
        .arg(from)
        .args(["--minify", "--target=es2022", "--legal-comments=none", "--log-level=warning"])
        .args(more)
        .arg(format!("--outfile={}", to.display())))
}

/// What an embedded scenario shows before it is begun, drawn for each of the library.
fn posters(dist: &Path) -> Result<(), String> {
    run(program("cargo")
        .args(["run", "--quiet", "--package", "anc-sim", "--example", "posters", "--"])
        .args([root().join("public/scenarios"), dist.join("posters")]))
}

pub(crate) fn remove(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(())
}

/// The page, into dist/.
pub(crate) fn page(is_release: bool) -> Result<(), String> {
    if is_release {
        return release();
    }
    tools::page()?;
    run(program("trunk").args(["build", "--offline"]))?;
    let dist = root().join("dist");
    editor(&dist)?;
    let page = read(&dist.join("index.html"))?;
    // Trunk writes digests for the style sheets. A sandboxed frame has no origin of its own, and there the browser checks a
    // digest only of what was asked for with CORS.
    let page = page.replace("rel=\"stylesheet\"", "rel=\"stylesheet\" crossorigin=\"anonymous\"");
    seal(&page, &dist)
}

/// Where the style sheet goes.
const PLACE_OF_STYLES: &str = "<!-- styles -->\n";

/// The page with one style sheet in the place of those that `index.html` names for trunk, in their order.
fn with_one_style_sheet(page: &str, dist: &Path) -> Result<String, String> {
    let mut styles = String::new();
    let mut whole = String::new();
    for line in page.lines() {
        if !line.contains("data-trunk") {
            whole.push_str(line);
            whole.push('\n');
        } else if let Some(name) =
            line.split("rel=\"css\" href=\"").nth(1).and_then(|rest| rest.split('"').next())
        {
            if styles.is_empty() {
                whole.push_str(PLACE_OF_STYLES);
            }
            styles.push_str(&read(&root().join(name))?);
        } else if !["rel=\"rust\"", "href=\"public\""].iter().any(|known| line.contains(known)) {
            return Err(format!(
                "index.html: only trunk knows what this is, and the release would lack it: {line}"
            ));
        }
    }
    let file = dist.join("anc-sim.css");
    write(&file, styles.as_bytes())?;
    minify(&file)?;
    let digest = digest(&bytes(&file)?);
    let sheet = format!(
        "<link rel=\"stylesheet\" crossorigin=\"anonymous\" integrity=\"sha384-{digest}\" href=\"anc-sim.css?v={}\">\n",
        version(&digest)
    );
    replaced(&whole, PLACE_OF_STYLES, |_| sheet)
}

/// The scripts of the page, besides the glue.
const SCRIPTS: [&str; 8] =
    ["boot.js", "early.js", "embed.js", "offline.js", "parts.js", "png.js", WORKER, "tour.js"];
/// The one that keeps the page for when there is no network.
const WORKER: &str = "sw.js";

/// The table of the parts, beside their files.
pub(crate) const TABLE: &str = "parts/parts.json";

/// The files of the parts in dist/, and what the page says of them: which files the engine has, and the digest of the table that says it
/// of the others. Digests do not pack, and there are dozens: the first load has as few as can be.
fn parts(cut: &Cut, dist: &Path) -> Result<serde_json::Value, String> {
    let folder = dist.join("parts");
    fs::create_dir_all(&folder).map_err(|error| format!("dist/parts: {error}"))?;
    let mut files: Vec<(String, String)> = Vec::new();
    let mut told = serde_json::Map::new();
    let mut engine = Vec::new();
    for (part, of) in &cut.parts {
        let mut own = Vec::new();
        for file in of {
            let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let position = files.iter().position(|(known, _)| *known == name).unwrap_or(files.len());
            if position == files.len() {
                let content = bytes(file)?;
                write(&folder.join(&name).with_extension("wasm"), &content)?;
                files.push((name, digest(&content)));
            }
            own.push(position);
        }
        if part == cut::BASE {
            engine = own.iter().map(|&position| files[position].clone()).collect();
        }
        told.insert(part.clone(), own.into());
    }
    // The field of the editor, by the address in which its digest is.
    let field = bytes(&dist.join(EDITOR)).map(|field| format!("{EDITOR}?v={}", version(&digest(&field))));
    let field = field.unwrap_or_default();
    let table = serde_json::json!({ "files": files, "parts": told, "field": field }).to_string();
    write(&dist.join(TABLE), table.as_bytes())?;
    Ok(serde_json::json!({ "engine": engine, "table": digest(table.as_bytes()) }))
}

/// Writes digests into the page. `boot.js` hands that of the WebAssembly file to `fetch`, which refuses another file. Addresses
/// have the beginning of a digest in them, so that no cache mixes two builds. The page fetches the program ahead, by the
/// same addresses: it is on its way before the styles are read. Seen in Chromium; where a browser does not hand what was
/// fetched ahead to a `fetch` with a digest, the file comes from its cache.
fn seal(page: &str, dist: &Path) -> Result<(), String> {
    let digest_of = |name: &str| Ok::<_, String>(digest(&bytes(&dist.join(name))?));
    let program = digest_of("anc-sim_bg.wasm")?;
    let mut page = replaced(page, "data-integrity=\"\"", |_| format!("data-integrity=\"sha384-{program}\""))?;
    for (attribute, name) in [
        ("href", "anc-sim_bg.wasm"),
        ("data-wasm", "anc-sim_bg.wasm"),
        ("href", "anc-sim.js"),
        ("data-glue", "anc-sim.js"),
        ("href", "boot.js"),
        ("src", "boot.js"),
        ("src", "early.js"),
    ] {
        let version = version(&digest_of(name)?);
        page = replaced(&page, &format!("{attribute}=\"{name}\""), |_| {
            format!("{attribute}=\"{name}?v={version}\"")
        })?;
    }
    write(&dist.join("index.html"), page.as_bytes())
}

/// What the worker keeps for when there is no network: all that the app itself asks for, by the address by which it does, with its digest. A
/// version is told by these.
fn worker(dist: &Path) -> Result<(), String> {
    let mut files = vec![("./".to_owned(), "index.html".to_owned())];
    let scripts = SCRIPTS.iter().filter(|name| !matches!(**name, "embed.js" | "png.js" | WORKER | "tour.js"));
    let editor = dist.join(EDITOR).exists().then(|| EDITOR.to_owned());
    let sealed: Vec<String> =
        scripts.map(|name| (*name).to_owned()).chain(editor).chain(names(dist, "parts")?).collect();
    let sealed =
        sealed.into_iter().chain(["anc-sim.css", "anc-sim.js", "anc-sim_bg.wasm"].map(str::to_owned));
    for name in sealed {
        let version = version(&digest(&bytes(&dist.join(&name))?));
        files.push((format!("{name}?v={version}"), name));
    }
    let plain = ["icon.svg", "manifest.webmanifest", "library.json", "png.js", "tour.js"].map(str::to_owned);
    files.extend(plain.into_iter().chain(names(dist, "scenarios")?).map(|name| (name.clone(), name)));
    let digests = files.into_iter().map(|(address, name)| Ok((address, digest(&bytes(&dist.join(name))?))));
    let digests: Vec<(String, String)> = digests.collect::<Result<_, String>>()?;
    let list = serde_json::json!(digests).to_string();
    let script = dist.join(WORKER);
    let text = replaced(&read(&script)?, "const files = [];", |_| format!("const files = {list};"))?;
    let version = &digest(text.as_bytes())[..16];
    let text = replaced(&text, "const version = \"\";", |_| format!("const version = \"{version}\";"))?;
    write(&script, text.as_bytes())
}

/// The files of a folder in dist/, as addresses.
fn names(dist: &Path, folder: &str) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(dist.join(folder)).map_err(|error| format!("dist/{folder}: {error}"))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())).collect();
    names.sort();
    Ok(names)
}

/// The list by which anybody can see that a copy of the site is whole: `sha256sum --check SHA256SUMS`.
fn sums(dist: &Path) -> Result<(), String> {
    let mut list = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for name in names(dist, &folder)? {
            let name = name.trim_start_matches('/').to_owned();
            if dist.join(&name).is_dir() {
                folders.push(name);
            } else {
                let sum = Sha256::digest(bytes(&dist.join(&name))?);
                let sum = sum.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
                list.push((name.clone(), format!("{sum}  {name}\n")));
            }
        }
    }
    list.sort();
    let list: String = list.into_iter().map(|(_, line)| line).collect();
    write(&dist.join("SHA256SUMS"), list.as_bytes())
}

/// A text with another in the place of one that must stand in it.
fn replaced(text: &str, place: &str, other: impl FnOnce(&str) -> String) -> Result<String, String> {
    if !text.contains(place) {
        return Err(format!("{place} is nowhere to be replaced"));
    }
    Ok(text.replacen(place, &other(place), 1))
}

fn digest(content: &[u8]) -> String {
    STANDARD.encode(Sha384::digest(content))
}

/// The beginning of a digest as JavaScript's `encodeURIComponent` writes it.
fn version(digest: &str) -> String {
    digest.chars().take(16).map(escaped).collect()
}

fn escaped(letter: char) -> String {
    match letter {
        '+' => "%2B".to_owned(),
        '/' => "%2F".to_owned(),
        letter => letter.to_string(),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for entry in fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}
