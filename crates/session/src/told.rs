//! What a run says, as JSON: for the terminal, for scripts, for packages in other languages.

use anc_engine::compare;
use anc_engine::course::Course;
use anc_engine::domain::{Entity, Instant, Offset, RecordKey, time};
use anc_engine::incident::{self, Incident};
use anc_engine::narration::{Narration, narrate};
use anc_engine::scenario::{Expectation, FileError, Outcome, Report, When};
use anc_engine::why::Answer;
use anc_engine::{Record, Scenario, Simulation};
use serde_json::{Value, json};

use crate::branch::Branch;
use crate::change::Change;
use crate::session::{Motion, Session};
use crate::speed::SPEEDS;

/// The identity of a record: when (milliseconds since the start), of what, which kind, and the how manieth at that moment.
pub fn key(key: &RecordKey, simulation: &Simulation) -> Value {
    json!({
        "at": key.at.0,
        "entity": format!("{}/{}", key.entity.kind(), simulation.name_at(key.entity, key.at)),
        "kind": key.kind.name(),
        "n": key.n,
    })
}

/// A record, with its causes and its words.
pub fn record(of: &Record, told: &Narration, simulation: &Simulation) -> Value {
    json!({
        "key": key(&of.key, simulation),
        "utc": time::civil(simulation.world().start.at(of.key.at)),
        "cause": of.cause.as_ref().map(|cause| key(cause, simulation)),
        "because": of.because.iter().map(|cause| key(cause, simulation)).collect::<Vec<_>>(),
        "tone": told.tone.word(),
        "title": told.title,
        "text": told.text,
    })
}

/// Records from the one at a position on.
pub fn records_from(position: usize, simulation: &Simulation) -> impl Iterator<Item = Value> {
    let records = simulation.records().from(position).into_iter();
    records.map(|of| record(of, &narrate(of, simulation), simulation))
}

/// Two runs beside each other: whether they begin alike, where they part, what each came to. Times are written as in files.
pub fn compared(one: &Course, other: &Course) -> Value {
    let runs = [one.simulation(), other.simulation()];
    let first = |happened: &Option<(Instant, Narration)>| {
        let (at, told) = happened.as_ref()?;
        Some(
            json!({ "at": at.to_string(), "tone": told.tone.word(), "title": told.title, "text": told.text }),
        )
    };
    let parting = compare::parting(runs[0], runs[1]).map(|of| {
        json!({ "at": of.at.to_string(), "shared": of.shared, "one": first(&of.one), "other": first(&of.other) })
    });
    let figures = compare::FIGURES.iter().map(|figure| {
        let values = [figure.of(one), figure.of(other)];
        let better =
            figure.improves(values[0], values[1]).map(|is_other| if is_other { "other" } else { "one" });
        json!({
            "name": figure.name, "title": figure.title, "one": value(values[0]), "other": value(values[1]),
            "better": better,
        })
    });
    json!({
        "beginAlike": compare::begin_alike(runs[0], runs[1]),
        "parting": parting,
        "figures": figures.collect::<Vec<_>>(),
    })
}

/// A run as an incident report.
pub fn incident(of: &Incident) -> Value {
    let entry = |of: &incident::Entry| json!({ "at": of.at.to_string(), "when": of.when, "tone": of.tone.word(), "title": of.title, "text": of.text });
    let hit = of.hit.iter().map(|of| {
        json!({
            "group": of.group, "most": of.most, "time": of.time.to_string(), "spans": of.spans, "more": of.more,
        })
    });
    let causes = of.causes.iter().map(|of| {
        let effects: Vec<Value> = of.effects.iter().map(entry).collect();
        json!({ "because": of.because, "effects": effects, "more": of.more })
    });
    let figures = of.figures.iter().map(|(title, value)| json!({ "title": title, "value": value }));
    json!({
        "title": of.title,
        "period": of.period,
        "figures": figures.collect::<Vec<_>>(),
        "hit": hit.collect::<Vec<_>>(),
        "timeline": of.timeline.iter().map(entry).collect::<Vec<_>>(),
        "more": of.more,
        "causes": causes.collect::<Vec<_>>(),
        "toDo": of.to_do,
    })
}

fn value(of: compare::Value) -> Value {
    match of {
        compare::Value::Count(count) => count.into(),
        compare::Value::Time(time) => time.to_string().into(),
        compare::Value::None => Value::Null,
    }
}

/// What became of an expectation: one word, and where it failed what was seen. None: it is open.
pub fn outcome(outcome: Option<&Outcome>) -> (&'static str, Option<&str>) {
    match outcome {
        None => ("open", None),
        Some(Outcome::Held) => ("held", None),
        Some(Outcome::NotReached) => ("notReached", None),
        Some(Outcome::Failed(seen)) => ("failed", Some(seen)),
    }
}

/// An expectation, and what became of it.
pub fn expectation(of: &Expectation, became: Option<&Outcome>) -> Value {
    let (verdict, seen) = outcome(became);
    json!({
        "pointer": of.pointer,
        "line": of.line,
        "when": of.when.to_string(),
        "expected": of.what.words(),
        "verdict": verdict,
        "seen": seen,
    })
}

/// What is expected in a branch, and what became of it up to now. What must never be holds once the run is at its end.
pub fn expectations(branch: &Branch) -> impl Iterator<Item = Value> {
    let (judge, simulation) = (branch.judge(), branch.simulation());
    let is_over = simulation.now() >= simulation.horizon();
    let all = judge.expectations().iter().zip(judge.decided(simulation.now()));
    all.map(move |(of, decided)| {
        let held = (is_over && of.when == When::Never).then_some(&Outcome::Held);
        expectation(of, decided.map(|(_, outcome)| outcome).or(held))
    })
}

/// All that is wrong with a file.
pub fn errors(errors: &[FileError]) -> Vec<Value> {
    let error = |error: &FileError| {
        json!({
            "pointer": error.pointer,
            "line": error.line,
            "column": error.column,
            "message": error.message,
            "suggestion": error.suggestion,
        })
    };
    errors.iter().map(error).collect()
}

/// A whole run, with what became of each expectation.
pub fn report(scenario: &Scenario, report: &Report) -> Value {
    let expectations = scenario.expectations.iter().zip(&report.outcomes);
    json!({
        "verdict": if report.passed() { "passed" } else { "failed" },
        "id": scenario.id.as_str(),
        "seed": scenario.seed(),
        "digest": report.digest.to_string(),
        "records": report.records,
        "expectations": expectations.map(|(of, became)| expectation(of, Some(became))).collect::<Vec<_>>(),
    })
}

/// Why something happened: a sentence, the records of the reasons, and the way down to where it began.
pub fn answer(of: &Answer, simulation: &Simulation) -> Value {
    let told = |of: &RecordKey| {
        let of = simulation.record(*of)?;
        Some(record(of, &narrate(of, simulation), simulation))
    };
    json!({
        "sentence": of.sentence,
        "reasons": of.reasons.iter().filter_map(told).collect::<Vec<_>>(),
        "chain": of.chain.iter().filter_map(|step| told(&step.record)).collect::<Vec<_>>(),
    })
}

/// What an intent changed.
pub fn change(of: &Change, session: &Session) -> Value {
    let simulation = session.branch().simulation();
    let world = simulation.world();
    match of {
        Change::Opened => {
            let document = session.document();
            json!({ "opened": {
                "id": document.id(),
                "title": document.scenario.title,
                "seed": document.scenario.seed(),
                "start": time::civil(world.start.at(Offset::ZERO)),
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
            let (word, seen) = self::outcome(outcome.as_ref());
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
