//! The page around, where the simulator is embedded: what it says and asks, what it is told, and what the address lets it do. A part of the
//! program of its own: only an embedded page has it.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use anc_engine::Simulation;
use anc_engine::narration::narrate;
use anc_engine::scenario::command::read::live;
use anc_session::lesson::{GoalState, score};
use anc_session::message::{Allowed, MESSAGES_A_SECOND_MAX, Message, PROTOCOL, Trouble, Wants, written};
use anc_session::{Change, Intent, Motion, SPEEDS, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsValue;
use serde_json::{Value, json};
use web_sys::MessageEvent;

use super::session::asked_for;
use super::{Run, clock_ms};
use crate::shell::address::{Query, said_in};
use crate::shell::location::search;
use crate::view::follow;
use crate::words;

/// How long the state settles before it is told.
const SETTLES: Duration = Duration::from_millis(100);
/// How often it is looked whether lessons can be opened, before one is opened without.
const LEARNS_TRIES: u32 = 100;
/// Records that are told at once: who jumps far is told of the last ones.
const RECORDS_AT_ONCE: usize = 20;
/// How often the height is looked at.
const HEIGHT_EVERY: Duration = Duration::from_millis(250);
/// Less than this is no other height.
const HEIGHT_STEP: f64 = 8.0;

/// What the address says to an embedded page, besides what it says to any.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Asked {
    /// The origin of the page around.
    parent: Option<String>,
    /// Whether somebody may act.
    acts: bool,
    /// A position in the table of speeds.
    speed: Option<usize>,
    /// Whether time passes at once.
    plays: bool,
    /// Which of its bars the page shows; none: both.
    bars: Option<String>,
    /// What of all that is not understood, in sentences.
    unread: Vec<String>,
}

/// The bars that a frame can show: both, the time bar alone, neither.
const BARS: [&str; 3] = ["full", "time", "none"];

impl Asked {
    fn read(search: &str) -> Self {
        let said = |name: &str| said_in(search, name);
        let mut unread = Vec::new();
        let mut choice = |name: &str, choices: &[&str]| {
            let shown = said(name)?;
            let known = choices.contains(&shown.as_str());
            if !known {
                unread.push(words::no_choice(name, &format!("{shown:?}"), &choices.join(", ")));
            }
            known.then_some(shown)
        };
        let speed = choice("speed", &SPEEDS.map(|speed| speed.name));
        let bars = choice("chrome", &BARS);
        Self {
            parent: said("parent").filter(|parent| parent.starts_with("http")),
            acts: said("edit").as_deref() != Some("0"),
            speed: speed.and_then(|speed| SPEEDS.iter().position(|known| known.name == speed)),
            plays: said("autoplay").as_deref() == Some("1"),
            bars,
            unread,
        }
    }
}

thread_local! {
    /// When the present second began, how many messages were read in it, and whether too many was said.
    static READ: Cell<(f64, usize)> = const { Cell::new((0.0, 0)) };
    /// What is told to the page around: its origin, where the address names it.
    static PARENT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Begins to listen, and to tell.
pub fn begin(run: Run) {
    let asked = Asked::read(&search());
    PARENT.set(asked.parent.clone());
    let root = document().document_element();
    let mark = |name: &str, value: &str| {
        if let Some(root) = &root {
            let _ = root.set_attribute(name, value);
        }
    };
    if !asked.acts {
        run.lock();
        mark("data-edit", "0");
    }
    if let Some(bars) = &asked.bars {
        mark("data-chrome", bars);
    }
    if !asked.unread.is_empty() {
        let title = "Part of the address of this frame was not understood".to_owned();
        run.say(super::Notice { title, lines: asked.unread.clone() });
    }
    if let Some(speed) = asked.speed {
        run.send(Intent::Speed(speed));
    }
    let allowed = asked.clone();
    let listener = window_event_listener(leptos::ev::message, move |event| heard(run, &allowed, &event));
    on_cleanup(move || listener.remove());
    tell_height();
    tell(
        "ready",
        None,
        &[("version", env!("CARGO_PKG_VERSION").into()), ("protocol", PROTOCOL.into())],
        true,
    );
    tell_state_when_it_changes(run);
    tell_records(run);
    tell_goals(run);
    if asked.plays {
        run.send(Intent::Play);
    }
}

/// Tells the page around. What says nothing of a run may go to anybody.
fn tell(kind: &str, id: Option<&str>, fields: &[(&str, Value)], to_anybody: bool) {
    let origin = PARENT.with_borrow(Clone::clone);
    let Some(origin) = origin.or_else(|| to_anybody.then(|| "*".to_owned())) else { return };
    send(&written(kind, id, fields), &origin);
}

fn send(text: &str, origin: &str) {
    let parent = web_sys::window().and_then(|window| window.parent().ok().flatten());
    if let Some(parent) = parent {
        // An origin that is none is a mistake in the address of the frame: then nobody hears.
        let _ = parent.post_message(&JsValue::from_str(text), origin);
    }
}

fn heard(run: Run, asked: &Asked, event: &MessageEvent) {
    let parent = web_sys::window().and_then(|window| window.parent().ok().flatten());
    let from_parent =
        event.source().zip(parent).is_some_and(|(source, parent)| js_sys::Object::is(&source, &parent));
    // Others have nothing to say here.
    if !from_parent {
        return;
    }
    let origin = event.origin();
    let known = asked.parent.as_ref() == Some(&origin);
    if asked.parent.is_some() && !known {
        return run.say(super::Notice {
            title: "A message of the page around was not read".to_owned(),
            lines: vec![words::other_origin(&origin, asked.parent.as_deref().unwrap_or_default())],
        });
    }
    // Who is not named is answered where they ask; one without an origin cannot be.
    let answer = move |kind: &str, id: Option<&str>, fields: &[(&str, Value)]| {
        if origin != "null" {
            send(&written(kind, id, fields), &origin);
        }
    };
    let trouble = |of: Trouble| {
        answer("error", of.id.as_deref(), &[("code", of.code.into()), ("says", of.says.into())]);
    };
    match too_many() {
        Some(true) => {
            return trouble(Trouble {
                id: None,
                code: "tooMany",
                says: words::too_many_messages(&MESSAGES_A_SECOND_MAX.to_string()),
            });
        }
        Some(false) => return,
        None => {}
    }
    let Some(text) = event.data().as_string() else {
        return trouble(Trouble { id: None, code: "notJson", says: "A message is a JSON text.".to_owned() });
    };
    match Message::read(&text, Allowed { known, acts: asked.acts }) {
        Ok(message) => follow_message(run, message, answer),
        Err(of) => trouble(of),
    }
}

/// Whether more was said in this second than is read; and whether that is to be said now.
fn too_many() -> Option<bool> {
    let now = clock_ms();
    let (began, count) = READ.get();
    if now - began >= 1_000.0 {
        READ.set((now, 1));
        return None;
    }
    READ.set((began, count + 1));
    (count >= MESSAGES_A_SECOND_MAX).then_some(count == MESSAGES_A_SECOND_MAX)
}

fn follow_message(
    run: Run,
    message: Message,
    answer: impl Fn(&str, Option<&str>, &[(&str, Value)]) + 'static,
) {
    let Message { id, wants } = message;
    let followed = |intent: Intent| {
        run.send(intent);
        answer("done", id.as_deref(), &[]);
    };
    match wants {
        Wants::State => {
            let state = run.look(|session| state(session, true));
            answer("state", id.as_deref(), &state);
        }
        Wants::Play => followed(Intent::Play),
        Wants::Pause => followed(Intent::Pause),
        Wants::Seek(to) => followed(Intent::Seek(to)),
        Wants::Speed(position) => followed(Intent::Speed(position)),
        Wants::Act(command) => {
            let (code, says) = match act(run, &command) {
                Ok(None) => return answer("done", id.as_deref(), &[]),
                Ok(Some(rule)) => ("refused", rule),
                Err(why) => ("rejected", why),
            };
            answer("error", id.as_deref(), &[("code", code.into()), ("says", says.into())]);
        }
        Wants::Load { scenario, seed, t, lesson } => {
            let query = Query { seed, t, lesson, ..Query::default() };
            let answer = move |failed: Option<String>| match failed {
                None => answer("done", id.as_deref(), &[]),
                Some(says) => {
                    answer("error", id.as_deref(), &[("code", "rejected".into()), ("says", says.into())]);
                }
            };
            let open = move || load(run, scenario, query, answer);
            if lesson { once_learnt(run, LEARNS_TRIES, Box::new(open)) } else { open() }
        }
    }
}

/// Does something once lessons can be opened: what shows them is fetched soon after the first scenario is there.
fn once_learnt(run: Run, tries: u32, act: Box<dyn FnOnce()>) {
    if run.can_learn() || tries == 0 {
        act();
    } else {
        set_timeout(move || once_learnt(run, tries - 1, act), SETTLES);
    }
}

fn load(run: Run, scenario: String, query: Query, answer: impl Fn(Option<String>) + 'static) {
    let ticket = run.ask();
    spawn_local(async move {
        let document = asked_for(&scenario).await;
        match document {
            _ if !run.is_last_asked(ticket) => {
                answer(Some("Another scenario was asked for meanwhile.".to_owned()));
            }
            Err(bad) => answer(Some(bad.errors.join(" "))),
            Ok(document) => {
                run.open(document, &query);
                answer(None);
            }
        }
    });
}

/// Does something: the rule that refused it, if one did.
fn act(run: Run, command: &Value) -> Result<Option<String>, String> {
    let command = run.read(|simulation| live(command, simulation.world()));
    let command = command.map_err(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        errors.join(" ")
    })?;
    Ok(run.acted(Intent::Act(command))?.iter().find_map(refused))
}

fn refused(change: &Change) -> Option<String> {
    match change {
        Change::Acted { refused: Some(refusal), .. } => Some(refusal.rule.text().fact.to_owned()),
        _ => None,
    }
}

fn state(session: &Session, with_digest: bool) -> Vec<(&'static str, Value)> {
    let simulation = session.branch().simulation();
    let document = session.document();
    let mut state = vec![
        ("scenario", document.id().into()),
        ("title", document.scenario.title.clone().into()),
        ("seed", document.scenario.seed().into()),
        ("t", simulation.now().to_string().into()),
        ("end", simulation.horizon().to_string().into()),
        ("playing", matches!(session.motion(), Motion::Playing).into()),
    ];
    if let Some(digest) = simulation.records_digest().filter(|_| with_digest) {
        state.push(("digest", digest.to_string().into()));
    }
    state
}

fn tell_state_when_it_changes(run: Run) {
    let count = StoredValue::new(0_u64);
    follow(move || {
        let passes = run.playing.get();
        run.about.track();
        if !passes {
            run.now.track();
        }
        if run.travelling.get().is_some() {
            return;
        }
        count.update_value(|count| *count += 1);
        let mine = count.get_value();
        set_timeout(
            move || {
                if count.try_get_value() == Some(mine) {
                    tell("state", None, &run.look(|session| state(session, false)), false);
                }
            },
            SETTLES,
        );
    });
}

fn tell_records(run: Run) {
    let count = run.view(|simulation: &Simulation| simulation.records().len());
    let told = StoredValue::new(run.read(|simulation| simulation.records().len()));
    follow(move || {
        let now = count.get();
        let from = told.get_value().min(now);
        told.set_value(now);
        let all = run.read(|simulation| {
            let of_note = simulation.records().from(from).iter().filter(|record| record.is_of_note());
            let told = of_note.map(|record| {
                let told = narrate(record, simulation);
                [
                    ("t", Value::from(record.key.at.to_string())),
                    ("title", told.title.into()),
                    ("detail", told.text.into()),
                ]
            });
            told.collect::<Vec<_>>()
        });
        for fields in all.iter().skip(all.len().saturating_sub(RECORDS_AT_ONCE)) {
            tell("record", None, fields, false);
        }
    });
}

fn tell_goals(run: Run) {
    let goals = run.view_session(|session| {
        let lesson = session.document().lesson.clone();
        let score = score(session);
        let lines =
            score.iter().flat_map(|score| score.0.iter().map(|line| (line.state.clone(), line.counts())));
        let titles = lesson.iter().flat_map(|lesson| lesson.goals.iter().map(|goal| goal.title.clone()));
        lines.zip(titles).map(|((state, counts), title)| (state, counts, title)).collect::<Vec<_>>()
    });
    let before: StoredValue<Vec<(GoalState, u32, String)>> = StoredValue::new(goals.get());
    follow(move || {
        let now = goals.get();
        let was = before.get_value();
        for (position, goal) in
            now.iter().enumerate().filter(|(position, goal)| was.get(*position) != Some(*goal))
        {
            let (state, points, title) = goal;
            let outcome = match state {
                GoalState::Open => "open",
                GoalState::Reached(_) => "reached",
                GoalState::Missed(..) => "missed",
            };
            let fields = [
                ("goal", json!(position + 1)),
                ("title", json!(title)),
                ("outcome", json!(outcome)),
                ("points", json!(points)),
            ];
            tell("goal", None, &fields, false);
        }
        before.set_value(now);
    });
}

/// Tells how high the page is, whenever that changes: now and then, for a page that grows with its frame would never come to rest.
fn tell_height() {
    watch_height(0.0);
}

fn watch_height(told: f64) {
    let height = height_of_page();
    let is_other = (height - told).abs() >= HEIGHT_STEP;
    if is_other {
        tell("resize", None, &[("height", json!(height as u64))], true);
    }
    set_timeout(move || watch_height(if is_other { height } else { told }), HEIGHT_EVERY);
}

/// What the page would be as high as: its bars, and what is between them.
fn height_of_page() -> f64 {
    let height = |selector: &str| {
        let found = document().query_selector(selector).ok().flatten();
        found.map_or(0.0, |found| found.get_bounding_client_rect().height())
    };
    let all = height(".header") + height(".lesson") + height(".page") + height(".time-bar") + 32.0;
    (all / HEIGHT_STEP).ceil() * HEIGHT_STEP
}
