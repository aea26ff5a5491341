//! A run that is kept outside of the program, to be gone on with later: which document, which seed, who acts, what was done and when,
//! and the moment. As JSON, of which the library's scenarios are named and files of one's own are a part.

use anc_engine::domain::{AdminId, Entity, EntityKind, Instant, Offset, ordered};
use anc_engine::scenario::lesson::HINTS_COST;
use serde_json::{Map, Value, json};

use crate::document::{Document, Origin};
use crate::draft::{Draft, Family};
use crate::intent::Intent;
use crate::session::Session;

/// Lines that are left out of a run at the most: whoever leaves out more has another scenario.
const LEFT_OUT_MAX: usize = 1_000;
/// The version of kept runs.
const VERSION: u64 = 1;

/// A run that was kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// The title of its scenario.
    pub title: String,
    /// The id of its scenario in the library; none: it was a file of one's own.
    pub library: Option<String>,
    /// The text of the file, where it is not of the library.
    pub text: Option<String>,
    /// Its seed.
    pub seed: u64,
    /// Who acted last.
    pub(crate) actor: String,
    /// The moment.
    pub now: Instant,
    /// What was done.
    pub(crate) actions: Vec<Value>,
    /// The positions of the scenario's lines that do not happen in it.
    pub(crate) left_out: Vec<usize>,
    /// How many hints were taken, goal by goal, where it is a lesson.
    pub(crate) lesson: Option<Vec<usize>>,
}

impl Kept {
    /// The open branch of a session; none as long as nothing was done in it.
    pub fn of(session: &Session) -> Option<Self> {
        let kept = Self::whole(session);
        let hinted = kept.lesson.iter().flatten().any(|&hints| hints > 0);
        (hinted || !kept.actions.is_empty() || !kept.left_out.is_empty()).then_some(kept)
    }

    /// The open branch of a session, whether or not anything was done in it.
    pub fn whole(session: &Session) -> Self {
        let simulation = session.branch().simulation();
        let world = simulation.world();
        let document = session.document();
        let actions = simulation.known_actions();
        let library = match &document.origin {
            Origin::Library(id) => Some(id.clone()),
            Origin::File(_) | Origin::Sent => None,
        };
        let action = |taken: &anc_engine::simulation::TakenAction| {
            // A future that was seen before is kept, too: its things are not in the world of now.
            let draft = Draft::named(&taken.command, &|entity| simulation.name_at(entity, taken.at));
            let mut fields = Map::new();
            for field in draft.declaration.fields {
                let texts = draft.texts(field.name);
                if !texts.is_empty() {
                    fields.insert(field.name.to_owned(), texts.into());
                }
            }
            let actor = match taken.command {
                anc_engine::command::Command::Admin(admin, _) => world.name(Entity::Admin(admin)),
                _ => "",
            };
            json!({
                "at": taken.at.to_string(), "as": actor, "family": draft.family.name(),
                "name": draft.declaration.name, "fields": fields, "due": taken.due.map(|due| due.to_string()),
                "together": taken.with_former,
            })
        };
        Self {
            title: document.scenario.title.clone(),
            text: library.is_none().then(|| document.text.to_string()),
            library,
            seed: document.scenario.seed(),
            actor: world.name(Entity::Admin(session.actor())).to_owned(),
            now: simulation.now(),
            actions: actions.iter().map(action).collect(),
            left_out: session.branch().left_out.clone(),
            lesson: document
                .lesson
                .as_ref()
                .map(|lesson| (0..lesson.goals.len()).map(|goal| session.hints(goal)).collect()),
        }
    }

    /// As JSON.
    pub fn write(&self) -> String {
        let Self { title, library, text, seed, actor, now, actions, left_out, lesson } = self;
        json!({
            "version": VERSION, "title": title, "library": library, "text": text, "seed": seed, "actor": actor,
            "now": now.to_string(), "actions": actions, "leftOut": left_out, "lesson": lesson,
        })
        .to_string()
    }

    /// Reads what [`Self::write`] wrote. None: it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let text_of = |field: &str| value[field].as_str().map(str::to_owned);
        (value["version"] == VERSION).then_some(())?;
        Some(Self {
            title: text_of("title")?,
            library: text_of("library"),
            text: text_of("text"),
            seed: value["seed"].as_u64()?,
            actor: text_of("actor")?,
            now: Offset::parse(value["now"].as_str()?).ok()?,
            actions: value["actions"].as_array()?.clone(),
            left_out: positions(&value["leftOut"]),
            lesson: hints(&value["lesson"]),
        })
    }

    /// How many things were done.
    pub const fn actions(&self) -> usize {
        self.actions.len()
    }

    /// Whether it is the run of a lesson.
    pub const fn is_lesson(&self) -> bool {
        self.lesson.is_some()
    }

    /// Whether it is a run of a document: of the same scenario, with the same seed.
    pub fn is_of(&self, document: &Document) -> bool {
        let same = match &document.origin {
            Origin::Library(id) => self.library.as_ref() == Some(id),
            Origin::File(_) | Origin::Sent => self.text.as_deref() == Some(&*document.text),
        };
        same && self.seed == document.scenario.seed() && self.lesson.is_some() == document.lesson.is_some()
    }

    /// Does again what was done, in the document as a lesson if it is the run of one, and goes to the moment where the run stood. What cannot be done any more is left out; how many things
    /// that are is told.
    pub fn replay(&self, document: Document) -> (Session, usize) {
        let lines = document.scenario.setup.lines.len();
        let left_out = self.left_out.iter().copied().filter(|&position| position < lines).collect();
        let mut session = Session::open_without(document, left_out);
        for (goal, &hints) in self.lesson.iter().flatten().enumerate() {
            for _ in 0..hints {
                let _ = session.take_hint(goal);
            }
        }
        let mut lost = 0;
        let mut former = false;
        let mut last = Instant::ZERO;
        for action in &self.actions {
            // Time goes on from one to the next: whoever wrote it otherwise would have it gone through again and again.
            let done = again(&mut session, action, &mut last).is_some();
            if !done {
                lost += 1;
            } else if former && action["together"] == true {
                session.join_with_former();
            }
            former = done;
        }
        if let Some(actor) = admin(&session, &self.actor) {
            let _ = session.apply(Intent::Actor(actor), &mut || true);
        }
        let _ = session.apply(Intent::Seek(self.now), &mut || true);
        (session, lost)
    }
}

/// How many hints were taken, as [`Kept::write`] wrote it.
pub(crate) fn hints(value: &Value) -> Option<Vec<usize>> {
    let most = HINTS_COST.len() as u64;
    let taken = |hints: &Value| hints.as_u64().map_or(0, |hints| hints.min(most) as usize);
    value.as_array().map(|goals| goals.iter().map(taken).collect())
}

/// Positions of lines, in order, each once.
pub(crate) fn positions(value: &Value) -> Vec<usize> {
    let mut positions = Vec::new();
    for position in value.as_array().into_iter().flatten().take(LEFT_OUT_MAX) {
        if let Some(position) = position.as_u64().and_then(|position| usize::try_from(position).ok()) {
            ordered::insert(&mut positions, position);
        }
    }
    positions
}

fn admin(session: &Session, name: &str) -> Option<AdminId> {
    match session.branch().simulation().world().named(EntityKind::Admin, name)? {
        Entity::Admin(id) => Some(id),
        _ => None,
    }
}

fn again(session: &mut Session, action: &Value, last: &mut Instant) -> Option<()> {
    let at = Offset::parse(action["at"].as_str()?).ok().filter(|at| at >= last)?;
    *last = at;
    let family = Family::ALL.into_iter().find(|family| action["family"] == family.name())?;
    let mut draft = Draft::new(family, action["name"].as_str()?)?;
    for (field, texts) in action["fields"].as_object()? {
        draft.write(field, texts.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    }
    session.apply(Intent::Seek(at), &mut || true).ok()?;
    let actor = admin(session, action["as"].as_str()?).unwrap_or(session.actor());
    let command = draft.command_as_done(session.branch().simulation().world(), actor)?;
    let due = action["due"].as_str().map(Offset::parse).transpose().ok()?;
    let intent = due.map_or_else(|| Intent::Act(command.clone()), |due| Intent::Plan(due, command.clone()));
    session.apply(intent, &mut || true).ok()?;
    Some(())
}
