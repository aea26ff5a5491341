//! The one place where the engine and the signals meet. Pages read views of the run; commands go through here.

use anc_engine::domain::{Offset, RecordKey};
use anc_engine::scenario::{FileError, Judge};
use anc_engine::simulation::{RunError, Seek};
use anc_engine::story::{Mark, Story};
use anc_engine::{Record, Scenario, Simulation};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::address::{OPENED_FILE, Query};
use crate::commands::{AUTO, SPEED_AT_FIRST, SPEEDS};
use crate::pace::Pace;
use crate::view::View;
use crate::{files, library};

/// Events that one frame of playing handles at the most: what is more waits for the next one.
const EVENTS_A_FRAME_MAX: u32 = 20_000;
/// Steps of a long way between two looks at the clock.
const STEPS_AT_ONCE: u32 = 2_000;
/// How long a frame goes on with a long way: the rest is the browser's, so that the page answers.
const TRAVEL_MS: f64 = 40.0;
/// How often the page shows how far a long way has come.
const SHOWN_EVERY_MS: f64 = 250.0;

/// What is known of the scenario besides its run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// How the address names it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What happens.
    pub summary: String,
    /// Its seed.
    pub seed: u64,
    /// The seed that the file has.
    pub own_seed: u64,
}

/// Something that the page has to say: what happened, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// In a few words.
    pub title: String,
    /// In sentences.
    pub lines: Vec<String>,
}

/// A file that could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadFile {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub errors: Vec<String>,
}

/// The run with everybody who watches it.
#[derive(Clone)]
struct Watched {
    simulation: Simulation,
    judge: Judge,
    story: Story,
}

impl Watched {
    fn new(scenario: &Scenario) -> Self {
        let simulation = Simulation::new(&scenario.setup);
        let mut judge = Judge::new(&scenario.expectations);
        judge.begin(&simulation);
        let mut story = Story::default();
        story.follow(&simulation);
        Self { simulation, judge, story }
    }

    fn step(&mut self, limit: Offset) -> Result<bool, RunError> {
        self.judge.step(&mut self.simulation, limit)
    }
}

/// A way through time that is under way.
#[derive(Clone, Copy)]
struct Way {
    seek: Seek,
    /// Skipping ahead from here: it ends where the story goes on.
    skipping_from: Option<Offset>,
    /// When the page was shown last, in milliseconds of the browser.
    shown: f64,
}

/// The run, for all components.
#[derive(Clone, Copy)]
pub struct Run {
    watched: StoredValue<Watched>,
    version: RwSignal<u64>,
    /// The scenario.
    pub about: RwSignal<About>,
    /// Whether time passes.
    pub playing: RwSignal<bool>,
    /// Whether the run is on its way to where it was sent, and how many percent of the way are done: it can be long.
    pub travelling: RwSignal<Option<i64>>,
    way: StoredValue<Option<Way>>,
    pace: StoredValue<Pace>,
    /// Which speed.
    pub speed: RwSignal<usize>,
    /// What playing slows down for.
    pub caption: RwSignal<Option<String>>,
    /// Why the run cannot go on.
    pub halted: RwSignal<Option<String>>,
    /// What the page has to say about its address.
    pub notices: RwSignal<Vec<Notice>>,
    /// The file that could not be opened last.
    pub bad_file: RwSignal<Option<BadFile>>,
    /// The record that is being explained.
    pub explained: RwSignal<Option<RecordKey>>,
    /// How many scenarios were asked for: only the last one asked for is opened.
    asked: StoredValue<u64>,
}

/// The browser's clock, in milliseconds.
pub fn clock_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

impl Run {
    /// Begins as the address says, with the scenario that was asked for. One that cannot be had is replaced by the first
    /// one at its start, and the page says so.
    pub fn begin(query: &Query, id: &str, asked: Result<Scenario, BadFile>) -> Self {
        let mut notices = unread(query);
        let (scenario, id, query) = match asked {
            Ok(scenario) => (scenario, id.to_owned(), query.clone()),
            Err(bad) => {
                notices.push(not_opened(bad, "The first scenario is open instead."));
                (library::first(), library::FIRST.to_owned(), Query::default())
            }
        };
        let own_seed = scenario.seed();
        let scenario = match query.seed {
            Some(seed) => scenario.with_seed(seed),
            None => scenario,
        };
        let run = Self {
            watched: StoredValue::new(Watched::new(&scenario)),
            version: RwSignal::new(0),
            about: RwSignal::new(about(&scenario, id, own_seed)),
            playing: RwSignal::new(false),
            travelling: RwSignal::new(None),
            way: StoredValue::new(None),
            pace: StoredValue::new(Pace::default()),
            speed: RwSignal::new(SPEED_AT_FIRST),
            caption: RwSignal::new(None),
            halted: RwSignal::new(None),
            notices: RwSignal::new(notices),
            bad_file: RwSignal::new(None),
            explained: RwSignal::new(None),
            asked: StoredValue::new(0),
        };
        if let Some(moment) = query.t {
            run.go_to_asked(moment);
        }
        run
    }

    /// Says something at the top of the page, once.
    pub fn say(self, notice: Notice) {
        self.notices.update(|notices| {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        });
    }

    /// Takes back what has a title. What else is said is not drawn anew: the focus may be in it.
    pub fn unsay(self, title: &str) {
        self.notices.maybe_update(|notices| {
            let before = notices.len();
            notices.retain(|notice| notice.title != title);
            notices.len() < before
        });
    }

    /// Asks why a record came to be. Time stands still meanwhile.
    pub fn explain(self, record: RecordKey) {
        self.pause();
        self.explained.set(Some(record));
    }

    /// Goes to a moment that an address asks for; one after the end is said.
    fn go_to_asked(self, moment: Offset) {
        let horizon = self.read(Simulation::horizon);
        if moment > horizon {
            self.say(Notice {
                title: "The address asks for a moment after the end".to_owned(),
                lines: vec![format!("This run ends after {}: its end is shown.", horizon.words())],
            });
        }
        self.seek(moment);
    }

    /// A view of the run that follows it: computed anew whenever the run changes.
    pub fn view<T>(self, look: impl Fn(&Simulation) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.read(&look)
        })
    }

    /// A view of the run and its story.
    pub fn view_story<T>(self, look: impl Fn(&Simulation, &Story) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.watched.with_value(|watched| look(&watched.simulation, &watched.story))
        })
    }

    /// A view of the run and what became of its expectations.
    pub fn view_judge<T>(self, look: impl Fn(&Simulation, &Judge) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.watched.with_value(|watched| look(&watched.simulation, &watched.judge))
        })
    }

    /// A look at the run as it is, that follows nothing.
    pub fn read<T>(self, look: impl FnOnce(&Simulation) -> T) -> T {
        self.watched.with_value(|watched| look(&watched.simulation))
    }

    /// A look at the story.
    fn read_story<T>(self, look: impl FnOnce(&Story, Offset) -> T) -> T {
        self.watched.with_value(|watched| look(&watched.story, watched.simulation.now()))
    }

    /// The present moment, followed.
    pub fn now(self) -> Offset {
        self.version.track();
        self.read(Simulation::now)
    }

    fn change(self, change: impl FnOnce(&mut Watched) -> Result<(), RunError>) {
        let mut outcome = Ok(());
        self.watched.update_value(|watched| {
            outcome = change(watched);
            let Watched { simulation, story, .. } = watched;
            story.follow(simulation);
        });
        if let Err(limit) = outcome {
            self.stand();
            self.halted.set(Some(format!("The run stops here: {limit}.")));
        }
    }

    /// Shows what changed.
    fn show(self) {
        self.version.update(|version| *version += 1);
    }

    /// Stays at this moment: does not play, and goes nowhere.
    fn stand(self) {
        self.playing.set(false);
        self.travelling.set(None);
        self.caption.set(None);
        self.halted.set(None);
    }

    /// Pauses.
    pub fn pause(self) {
        self.playing.set(false);
    }

    /// Opens a scenario, at its start.
    pub fn open(self, scenario: &Scenario, id: &str) {
        self.open_at(scenario, id, &Query::default());
    }

    /// Opens a scenario as an address says.
    pub fn open_at(self, scenario: &Scenario, id: &str, query: &Query) {
        self.stand();
        self.bad_file.set(None);
        self.explained.set(None);
        self.notices.set(unread(query));
        let own_seed = scenario.seed();
        let scenario = match query.seed {
            Some(seed) => &scenario.clone().with_seed(seed),
            None => scenario,
        };
        self.about.set(about(scenario, id.to_owned(), own_seed));
        self.change(|watched| {
            *watched = Watched::new(scenario);
            Ok(())
        });
        self.show();
        if let Some(moment) = query.t {
            self.go_to_asked(moment);
        }
    }

    /// Opens what is asked for, as an address says, unless something else is asked for meanwhile; `opened` is told when it
    /// is open. What cannot be had is said, and what is open stays.
    pub fn open_asked(self, id: String, query: Query, opened: impl FnOnce() + 'static) {
        let ticket = self.ask();
        spawn_local(async move {
            let asked = asked_for(&id).await;
            if !self.is_last_asked(ticket) {
                return;
            }
            match asked {
                Ok(scenario) => {
                    self.open_at(&scenario, &id, &query);
                    opened();
                }
                Err(bad) => self.notices.set(vec![not_opened(bad, "What is open stays open.")]),
            }
        });
    }

    /// Asks for a scenario: of two that are asked for, the later one counts, however long each takes.
    pub fn ask(self) -> u64 {
        self.asked.update_value(|asked| *asked += 1);
        self.asked.get_value()
    }

    /// Whether nothing else was asked for meanwhile.
    pub fn is_last_asked(self, ticket: u64) -> bool {
        self.asked.get_value() == ticket
    }

    /// Opens a file. A bad one changes nothing but what is said about it. Says whether it was opened.
    pub fn open_file(self, name: &str, bytes: &[u8]) -> bool {
        self.ask();
        match Scenario::parse(bytes) {
            Ok(scenario) => {
                let id = files::keep(&String::from_utf8_lossy(bytes));
                self.open(&scenario, &id);
                true
            }
            Err(errors) => {
                self.bad_file.set(Some(bad(name, &errors)));
                false
            }
        }
    }

    /// Lets time pass for a frame of so many real milliseconds.
    pub fn frame(self, real_ms: i64) {
        let speed = self.speed.get_untracked();
        let mut pace = self.pace.get_value();
        let from = self.read(Simulation::now);
        self.change(|watched| {
            let factor = if speed == AUTO {
                pace.factor(real_ms)
            } else {
                SPEEDS.get(speed).map_or(60, |of| of.factor)
            };
            let mut target = from.after(Offset(real_ms.saturating_mul(factor)));
            if speed == AUTO
                && let Some(next) = watched.story.after(from)
            {
                target = target.min(next.at());
            }
            let mut outcome = Ok(true);
            for _ in 0..EVENTS_A_FRAME_MAX {
                outcome = watched.step(target);
                if !matches!(outcome, Ok(true)) {
                    break;
                }
                if speed == AUTO {
                    let Watched { simulation, story, .. } = &mut *watched;
                    story.follow(simulation);
                    if let Some(next) = story.after(from) {
                        // The rest of its instant, and no further.
                        target = target.min(next.at());
                    }
                }
            }
            outcome.map(|_| ())
        });
        // Only where the story went on within this frame.
        let met = self.watched.with_value(|Watched { simulation, story, .. }| {
            let now = simulation.now();
            let arrived = speed == AUTO && story.after(from).is_some_and(|mark| mark.at() <= now);
            let mark = story.until(now).last().filter(|_| arrived)?;
            Some(mark.tell(simulation, now).map(|told| told.title))
        });
        if let Some(words) = met {
            pace.slow_down(words.as_deref().unwrap_or_default());
            self.caption.set(words);
        }
        self.pace.set_value(pace);
        self.show();
        if self.at_end() {
            self.pause();
        }
    }

    /// Whether the run is at its end.
    pub fn at_end(self) -> bool {
        self.read(|simulation| simulation.now() >= simulation.horizon())
    }

    /// Plays; from the start when the run is at its end.
    pub fn play(self) {
        self.stand();
        if self.at_end() {
            self.seek(Offset::ZERO);
        }
        self.pace.set_value(Pace::default());
        self.playing.set(true);
    }

    /// Goes to a moment. Whoever goes somewhere wants to look: playing stops.
    pub fn seek(self, moment: Offset) {
        self.begin_way(None, |simulation| simulation.begin_seek(moment));
    }

    /// Goes to the next record; without one, to the end.
    pub fn next(self) {
        self.begin_way(None, |simulation| simulation.begin_seek_next(|_| true));
    }

    /// Goes to where the story goes on; without that, to the end.
    pub fn skip_ahead(self) {
        let (known, now) = self.read_story(|story, now| (story.after(now).map(Mark::at), now));
        match known {
            Some(moment) => self.seek(moment),
            None => self.begin_way(Some(now), |simulation| simulation.begin_seek_next(Story::may_begin)),
        }
    }

    /// Goes back to where the story went on last; without that, to the start.
    pub fn skip_back(self) {
        let earlier = self.read_story(|story, now| story.before(now).map(Mark::at));
        self.seek(earlier.unwrap_or(Offset::ZERO));
    }

    fn begin_way(self, skipping_from: Option<Offset>, begin: impl FnOnce(&mut Simulation) -> Seek) {
        self.stand();
        self.watched.update_value(|watched| {
            let seek = begin(&mut watched.simulation);
            self.way.set_value(Some(Way { seek, skipping_from, shown: 0.0 }));
        });
        self.travel();
    }

    /// Goes on with a way for a frame. Nearly all of them end within the first.
    pub fn travel(self) {
        let Some(mut way) = self.way.get_value() else { return self.travelling.set(None) };
        let began = clock_ms();
        let mut over = true;
        self.change(|watched| {
            loop {
                let Watched { simulation, judge, story } = &mut *watched;
                over = judge.go_on(simulation, &mut way.seek, STEPS_AT_ONCE)?;
                if let Some(from) = way.skipping_from.filter(|_| over) {
                    story.follow(simulation);
                    // What may go on with the story does not always.
                    if story.after(from).is_none() && simulation.now() < simulation.horizon() {
                        way.seek = simulation.begin_seek_next(Story::may_begin);
                        over = false;
                    }
                }
                if over || clock_ms() - began > TRAVEL_MS {
                    return Ok(());
                }
            }
        });
        let shows = over || began - way.shown >= SHOWN_EVERY_MS;
        if shows {
            way.shown = began;
            self.show();
        }
        self.way.set_value(Some(way));
        if over {
            self.travelling.set(None);
        } else if shows || self.travelling.get_untracked().is_none() {
            let (now, horizon) = self.read(|simulation| (simulation.now(), simulation.horizon()));
            let goal = match way.seek {
                Seek::To(moment) => moment,
                Seek::Next { .. } => horizon,
            };
            self.travelling.set(Some(now.0.saturating_mul(100) / goal.0.max(1)));
        }
    }

    /// Goes to the previous record that is wanted; without one, to the start.
    pub fn previous(self, wanted: impl Fn(&Record) -> bool) {
        let moment = self.read(|simulation| {
            let now = simulation.now();
            let earlier =
                simulation.records().iter().rev().find(|record| record.key.at < now && wanted(record));
            earlier.map_or(Offset::ZERO, |record| record.key.at)
        });
        self.seek(moment);
    }

    /// The address that brings back this run at this moment.
    pub fn query(self) -> Query {
        let about = self.about.get_untracked();
        let t = Some(self.read(Simulation::now)).filter(|t| t.0 > 0);
        let seed = Some(about.seed).filter(|&seed| seed != about.own_seed);
        let first = about.id == library::FIRST && t.is_none() && seed.is_none();
        Query { scenario: Some(about.id).filter(|_| !first), seed, t, ..Query::default() }
    }

    /// Whether the address speaks of the scenario that is open.
    pub fn is_open(self, query: &Query) -> bool {
        self.about.with_untracked(|about| {
            query.scenario.as_deref().unwrap_or(library::FIRST) == about.id
                && query.seed.unwrap_or(about.own_seed) == about.seed
        })
    }
}

/// The run of this page.
pub fn use_run() -> Run {
    expect_context::<Run>()
}

fn unread(query: &Query) -> Vec<Notice> {
    if query.unread.is_empty() {
        return Vec::new();
    }
    let title = "Not all of the address was understood".to_owned();
    vec![Notice { title, lines: query.unread.clone() }]
}

/// Says that something was not opened, why, and what is open instead.
fn not_opened(bad: BadFile, instead: &str) -> Notice {
    let BadFile { name, errors: mut lines } = bad;
    lines.push(instead.to_owned());
    Notice { title: format!("{name} was not opened"), lines }
}

fn about(scenario: &Scenario, id: String, own_seed: u64) -> About {
    About {
        id,
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        seed: scenario.seed(),
        own_seed,
    }
}

fn bad(name: &str, errors: &[FileError]) -> BadFile {
    BadFile { name: name.to_owned(), errors: errors.iter().map(ToString::to_string).collect() }
}

/// The scenario that an address asks for: of the library, or a file that was opened in this tab.
///
/// # Errors
/// What is wrong with it, for the page.
pub async fn asked_for(id: &str) -> Result<Scenario, BadFile> {
    let text = if id.starts_with(OPENED_FILE) {
        files::kept(id).ok_or_else(|| {
            "This address is that of a file which was opened in another tab. Open the file again.".to_owned()
        })
    } else {
        library::text(id).await
    };
    let text = text.map_err(|why| BadFile { name: format!("{id:?}"), errors: vec![why] })?;
    Scenario::parse(text.as_bytes()).map_err(|errors| bad(id, &errors))
}
