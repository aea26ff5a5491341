//! `anc play`: a session in a terminal. Intents come in, one a line; what they changed goes out, one object a line.

use std::io::{self, BufRead, Read as _, Write};

use anc_engine::domain::{Entity, time};
use anc_engine::narration::narrate;
use anc_engine::scenario::Outcome;
use anc_session::{Change, Intent, Motion, Rejected, SPEEDS, Session, limits};
use serde_json::{Value, json};

use crate::output;

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
        writeln!(out, "{}", told(session, change))?;
        let known = match change {
            Change::Opened => 0,
            Change::Run { known, .. } => *known,
            _ => continue,
        };
        let simulation = session.branch().simulation();
        for record in simulation.records().from(known) {
            let told = output::record(record, &narrate(record, simulation), simulation);
            writeln!(out, "{}", json!({ "record": told }))?;
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

fn told(session: &Session, change: &Change) -> Value {
    let simulation = session.branch().simulation();
    let world = simulation.world();
    match change {
        Change::Opened => {
            let document = session.document();
            json!({ "opened": {
                "id": document.id(),
                "title": document.scenario.title,
                "seed": document.scenario.seed(),
                "start": time::civil(world.start.at(anc_engine::domain::Offset::ZERO)),
                "horizon": simulation.horizon().to_string(),
                "actor": world.name(Entity::Admin(session.actor())),
            } })
        }
        Change::Run { now, known } => {
            json!({ "run": { "now": now.to_string(), "utc": time::civil(world.start.at(*now)), "known": known } })
        }
        Change::Acted { refused, .. } => {
            let refused = refused.as_ref();
            json!({ "acted": { "refused": refused.map(|of| json!({
                "rule": of.rule.text().name,
                "fact": of.rule.text().fact,
                "about": of.about,
            })) } })
        }
        Change::Planned => json!({ "planned": simulation.planned().count() }),
        Change::Goal { position, outcome } => {
            let (word, seen) = match outcome {
                None => ("open", None),
                Some(Outcome::Held) => ("held", None),
                Some(Outcome::NotReached) => ("notReached", None),
                Some(Outcome::Failed(seen)) => ("failed", Some(seen)),
            };
            let goal = session.branch().judge().expectations().get(*position);
            let words = goal.map(|goal| goal.what.words());
            json!({ "goal": { "position": position, "says": words, "outcome": word, "seen": seen } })
        }
        Change::Motion => {
            let moves = match session.motion() {
                Motion::Still => "still",
                Motion::Playing => "playing",
                Motion::Underway { .. } => "underway",
            };
            let speed = SPEEDS.get(session.speed()).map(|speed| speed.name);
            json!({ "motion": { "moves": moves, "speed": speed, "caption": session.caption() } })
        }
        Change::Branches => {
            let branches: Vec<Value> = session
                .branches()
                .iter()
                .map(|branch| {
                    let parted =
                        branch.parted.map(|(from, at)| json!({ "from": from.0, "at": at.to_string() }));
                    json!({ "branch": branch.id.0, "parted": parted })
                })
                .collect();
            json!({ "branches": { "open": session.branch().id.0, "all": branches } })
        }
        Change::Hint { goal } => {
            let lesson = session.document().lesson.as_deref();
            let hints = lesson.and_then(|lesson| lesson.goals.get(*goal)).map(|goal| &goal.hints);
            let says = hints.and_then(|hints| hints.get(session.hints(*goal).checked_sub(1)?));
            json!({ "hint": { "goal": goal + 1, "says": says } })
        }
        Change::Actor => json!({ "actor": world.name(Entity::Admin(session.actor())) }),
        Change::Halted => json!({ "halted": session.halted().map(|limit| limit.to_string()) }),
    }
}
