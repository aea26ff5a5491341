//! Running other programs, with the workspace's tools first on the path.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The folder of this workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().map(PathBuf::from).unwrap_or_default()
}

/// Where tools are installed: nothing global.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A program to run in the workspace.
pub(crate) fn program(name: &str) -> Command {
    // On Windows npm and its programs are scripts, which only their full name starts.
    let name = if cfg!(windows) && matches!(name, "npm" | "wasm-opt" | "wasm-as" | "wasm-merge") {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    };
    let mut command = Command::new(name);
    command.current_dir(root()).env("PATH", path());
    command
}

fn path() -> OsString {
    let ours = [tools().join("bin"), tools().join("node_modules/.bin")];
    let theirs = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&theirs))).unwrap_or(theirs)
}

/// Runs a program to its end, with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown}: {status}")),
        Err(error) => Err(format!("{shown}: {error}")),
    }
}

/// Runs a program to its end; its output goes to the terminal and comes back.
pub(crate) fn tee(command: &mut Command) -> (Result<(), String>, String) {
    let shown = shown(command);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => return (Err(format!("{shown}: {error}")), String::new()),
    };
    let errors = child.stderr.take();
    #[expect(clippy::disallowed_methods, reason = "two pipes need two readers")]
    let reader = std::thread::spawn(move || errors.map(|pipe| copy(pipe, |line| eprintln!("{line}"))));
    let mut said = child.stdout.take().map(|pipe| copy(pipe, |line| println!("{line}"))).unwrap_or_default();
    said.push_str(&reader.join().ok().flatten().unwrap_or_default());
    let outcome = match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown}: {status}")),
        Err(error) => Err(format!("{shown}: {error}")),
    };
    (outcome, said)
}

fn copy(pipe: impl Read, show: impl Fn(&str)) -> String {
    let mut all = String::new();
    let mut reader = BufReader::new(pipe);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        let text = String::from_utf8_lossy(&line);
        show(text.trim_end());
        all.push_str(&text);
        line.clear();
    }
    all
}

/// What a program prints, if it runs and succeeds.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
