//! Serving dist/ on this machine, with the headers that docs/hosting.md asks of hosts.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tiny_http::{Header, Method, Request, Response, Server};

use crate::build;
use crate::process::root;

/// What a host of this site sends, as the configuration for one of them has it.
const HOST: &str = include_str!("../../public/staticwebapp.config.json");

/// Builds and serves until it is stopped.
pub(crate) fn serve(arguments: &[&str]) -> Result<(), String> {
    let mut release = false;
    let mut watch = false;
    let mut port = 0_u16;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--release" => release = true,
            "--watch" => watch = true,
            "--port" => {
                let number = rest.next().and_then(|number| number.parse().ok());
                port = number.ok_or("--port needs a number")?;
            }
            other => {
                return Err(format!("serve does not know {other}; it knows --release, --watch, --port N"));
            }
        }
    }
    // A port that is taken is said before anything is built.
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| format!("port {port} cannot be served on: {error}; choose another with --port N"))?;
    build::page(release)?;
    println!("http://{}/", server.server_addr());
    let mut built = newest_source();
    loop {
        let wait = if watch { Duration::from_secs(1) } else { Duration::from_hours(1) };
        match server.recv_timeout(wait) {
            Ok(Some(request)) => answer(request),
            Ok(None) => {}
            Err(error) => return Err(error.to_string()),
        }
        if watch && newest_source() > built {
            built = newest_source();
            println!("something changed: building again");
            if let Err(why) = build::page(release) {
                println!("{why}\nThe build before is still served; the error stands above.");
            }
        }
    }
}

/// When a source was last changed.
fn newest_source() -> Option<SystemTime> {
    let folders = ["src", "style", "public", "crates/model/src", "crates/engine/src", "index.html"];
    folders.iter().filter_map(|folder| newest(&root().join(folder))).max()
}

fn newest(path: &Path) -> Option<SystemTime> {
    if path.is_dir() {
        return fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max();
    }
    fs::metadata(path).ok()?.modified().ok()
}

fn answer(request: Request) {
    let dist = root().join("dist");
    let reads = matches!(request.method(), Method::Get | Method::Head);
    let found = file(&dist, request.url()).and_then(|path| Some((fs::read(&path).ok()?, mime(&path))));
    let (bytes, kind, status) = match found {
        _ if !reads => (b"only GET and HEAD are answered".to_vec(), TEXT, 405),
        Some((bytes, kind)) => (bytes, kind, 200),
        None => (b"not found".to_vec(), TEXT, 404),
    };
    let mut response = Response::from_data(bytes).with_status_code(status);
    let host: serde_json::Value = serde_json::from_str(HOST).unwrap_or_default();
    let headers = host["globalHeaders"].as_object().into_iter().flatten();
    let headers = headers.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    for (name, value) in headers.chain([("Content-Type", kind)]) {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A browser that went away needs no answer.
    drop(request.respond(response));
}

const TEXT: &str = "text/plain; charset=utf-8";

/// The file that an address means; none outside of dist/.
fn file(dist: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let plain = |part: &str| !part.is_empty() && part != ".." && !part.contains(['\\', ':', '%']);
    let path = if path.is_empty() { "index.html" } else { path };
    path.split('/').all(plain).then(|| dist.join(path)).filter(|path| path.is_file())
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use crate::build::read;
    use crate::process::root;

    /// What hosts are told to send is what is served here, and what the page carries.
    #[test]
    fn one_policy_stands_everywhere() {
        let host: serde_json::Value = serde_json::from_str(super::HOST).expect("a configuration");
        let policy = host["globalHeaders"]["Content-Security-Policy"].as_str().expect("a policy");
        let page = read(&root().join("index.html")).expect("the page");
        assert!(page.contains(&format!("Content-Security-Policy\" content=\"{policy}\"")));
        let guide = read(&root().join("docs/hosting.md")).expect("the guide");
        for (name, value) in host["globalHeaders"].as_object().expect("headers") {
            let value = value.as_str().expect("a text");
            let line = guide.lines().any(|line| line == format!("{name}: {value}"));
            assert!(line || guide.contains(&format!("| `{name}` | `{value}`")), "{name}");
        }
        assert!(!policy.contains("'unsafe-"), "{policy}");
    }

    #[test]
    fn the_workflow_builds_with_our_task() {
        let workflow = read(&root().join(".github/workflows/pages.yml")).expect("the workflow");
        let runs: Vec<&str> =
            workflow.lines().filter_map(|line| line.trim().strip_prefix("- run: ")).collect();
        assert_eq!(runs, ["cargo xtask build"]);
        assert!(workflow.contains("path: dist\n"));
    }
}
