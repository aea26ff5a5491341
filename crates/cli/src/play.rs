//! `anc play`: a session in a terminal. Intents come in, one a line; what they changed goes out, one object a line.

use std::io::{self, BufRead, Read as _, Write};

use anc_engine::scenario::Outcome;
use anc_session::{Change, Intent, Rejected, Session, limits, told};
use serde_json::json;

/// Answers intents until there are no more, or nobody reads the answers. Gives the exit code: 2 when one was rejected, else 1 when
/// a goal has failed, else 0.
pub(crate) fn play(session: &mut Session, mut input: impl BufRead, out: &mut impl Write) -> u8 {
    let mut code = 0;
    // A reader that closed the pipe has seen enough.
    let _ = tell(session, &[Change::Opened], out);
    loop {
        let line = match line(&mut input) {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => {
                let _ =
                    writeln!(out, "{}", json!({ "rejected": format!("the line cannot be read: {error}") }));
                return 2;
            }
        };
        if line.trim().is_empty() {
            continue;
        }
        let answered = match answer(session, &line) {
            Ok(changes) => tell(session, &changes, out),
            Err(rejected) => {
                code = 2;
                writeln!(out, "{}", json!({ "rejected": rejected.to_string() }))
            }
        };
        if answered.and_then(|()| tell_end(session, out)).is_err() {
            break;
        }
    }
    let now = session.branch().simulation().now();
    let mut decided = session.branch().judge().decided(now).flatten();
    let failed = decided.any(|(_, outcome)| matches!(outcome, Outcome::Failed(_)));
    if code == 0 { u8::from(failed) } else { code }
}

/// The next line, or as much of it as is needed to see that it is too long.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let most = limits::INTENT_BYTES_MAX as u64 + 2;
    let read = input.take(most).read_until(b'\n', &mut bytes)?;
    if read as u64 == most && bytes.last() != Some(&b'\n') {
        // The rest of it belongs to the same line.
        while !input.fill_buf()?.is_empty() {
            let buffer = input.fill_buf()?;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            input.consume(used);
            if end.is_some() {
                break;
            }
        }
    }
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

fn answer(session: &mut Session, line: &str) -> Result<Vec<Change>, Rejected> {
    let intent = Intent::parse(line, session)?;
    // Nobody waits for a screen here: a way is gone to its end.
    session.apply(intent, &mut || true)
}

fn tell(session: &Session, changes: &[Change], out: &mut impl Write) -> io::Result<()> {
    for change in changes {
        writeln!(out, "{}", told::change(change, session))?;
        let known = match change {
            Change::Opened => 0,
            Change::Run { known, .. } => *known,
            _ => continue,
        };
        let simulation = session.branch().simulation();
        for record in told::records_from(known, simulation) {
            writeln!(out, "{}", json!({ "record": record }))?;
        }
    }
    Ok(())
}

/// After each intent: where the run stands.
fn tell_end(session: &Session, out: &mut impl Write) -> io::Result<()> {
    let simulation = session.branch().simulation();
    let digest = simulation.records_digest().map(|digest| digest.to_string());
    writeln!(out, "{}", json!({ "done": { "now": simulation.now().to_string(), "digest": digest } }))?;
    out.flush()
}
