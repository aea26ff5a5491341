//! The one place where the engine and the signals meet. Pages read views of the run; commands go through here.

use anc_engine::domain::{Offset, RecordKey};
use anc_engine::scenario::FileError;
use anc_engine::simulation::{Journey, RunError};
use anc_engine::{Record, Scenario, Simulation};
use leptos::prelude::*;

use crate::address::{OPENED_FILE, Query};
use crate::commands::{SPEED_AT_FIRST, SPEEDS};
use crate::{library, preferences};

/// Events that one frame handles at the most: what is more waits for the next one.
const EVENTS_A_FRAME_MAX: u32 = 20_000;

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
}

/// A file that could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadFile {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub errors: Vec<String>,
}

/// The run, for all components.
#[derive(Clone, Copy)]
pub struct Run {
    simulation: StoredValue<Simulation>,
    version: RwSignal<u64>,
    /// The scenario.
    pub about: RwSignal<About>,
    /// Whether time passes.
    pub playing: RwSignal<bool>,
    /// Whether the run is on its way to where it was sent: the way can be long.
    pub travelling: RwSignal<bool>,
    journey: StoredValue<Option<Journey>>,
    /// Which speed.
    pub speed: RwSignal<usize>,
    /// Why the run cannot go on.
    pub halted: RwSignal<Option<String>>,
    /// The file that could not be opened last.
    pub bad_file: RwSignal<Option<BadFile>>,
    /// The record that is being explained.
    pub explained: RwSignal<Option<RecordKey>>,
}

impl Run {
    /// Begins as the address says, with the scenario that was asked for. One that cannot be had is replaced by the first
    /// one, and the page says so.
    pub fn begin(query: &Query, id: &str, asked: Result<Scenario, BadFile>) -> Self {
        let (scenario, id, bad_file) = match asked {
            Ok(scenario) => (scenario, id.to_owned(), None),
            Err(bad) => (library::first(), library::FIRST.to_owned(), Some(bad)),
        };
        let scenario = match query.seed {
            Some(seed) => scenario.with_seed(seed),
            None => scenario,
        };
        let run = Self {
            simulation: StoredValue::new(Simulation::new(&scenario.setup)),
            version: RwSignal::new(0),
            about: RwSignal::new(about(&scenario, id)),
            playing: RwSignal::new(false),
            travelling: RwSignal::new(false),
            journey: StoredValue::new(None),
            speed: RwSignal::new(SPEED_AT_FIRST),
            halted: RwSignal::new(None),
            bad_file: RwSignal::new(bad_file),
            explained: RwSignal::new(None),
        };
        if let Some(moment) = query.t {
            run.seek(moment);
        }
        run
    }

    /// A view of the run that follows it: computed anew whenever the run changes.
    pub fn view<T>(self, look: impl Fn(&Simulation) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.version.track();
            self.simulation.with_value(&look)
        })
    }

    /// A look at the run as it is, that follows nothing.
    pub fn look<T>(self, look: impl FnOnce(&Simulation) -> T) -> T {
        self.simulation.with_value(look)
    }

    /// The present moment, followed.
    pub fn now(self) -> Offset {
        self.version.track();
        self.look(Simulation::now)
    }

    fn change(self, change: impl FnOnce(&mut Simulation) -> Result<(), RunError>) {
        let mut outcome = Ok(());
        self.simulation.update_value(|simulation| outcome = change(simulation));
        if let Err(limit) = outcome {
            self.playing.set(false);
            self.halted.set(Some(format!("The run stops here: {limit}.")));
        }
        self.version.update(|version| *version += 1);
    }

    /// Stays at this moment: does not play, and goes nowhere.
    fn stand(self) {
        self.playing.set(false);
        self.travelling.set(false);
        self.halted.set(None);
    }

    /// Opens a scenario at its start.
    pub fn open(self, scenario: &Scenario, id: &str) {
        self.stand();
        self.bad_file.set(None);
        self.explained.set(None);
        self.about.set(about(scenario, id.to_owned()));
        self.change(|simulation| {
            *simulation = Simulation::new(&scenario.setup);
            Ok(())
        });
    }

    /// Opens a file. A bad one changes nothing but what is said about it. Says whether it was opened.
    pub fn open_file(self, name: &str, bytes: &[u8]) -> bool {
        match Scenario::parse(bytes) {
            Ok(scenario) => {
                preferences::keep_file(&String::from_utf8_lossy(bytes));
                self.open(&scenario, OPENED_FILE);
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
        let factor = SPEEDS.get(self.speed.get_untracked()).map_or(60, |speed| speed.factor);
        self.change(|simulation| {
            let target = simulation.now().after(Offset(real_ms.saturating_mul(factor)));
            for _ in 0..EVENTS_A_FRAME_MAX {
                if !simulation.step(target)? {
                    break;
                }
            }
            Ok(())
        });
        if self.at_end() {
            self.playing.set(false);
        }
    }

    /// Whether the run is at its end.
    pub fn at_end(self) -> bool {
        self.look(|simulation| simulation.now() >= simulation.horizon())
    }

    /// Plays; from the start when the run is at its end.
    pub fn play(self) {
        self.stand();
        if self.at_end() {
            self.seek(Offset::ZERO);
        }
        self.playing.set(true);
    }

    /// Goes to a moment. Whoever goes somewhere wants to look: playing stops.
    pub fn seek(self, moment: Offset) {
        self.set_out(|simulation| simulation.to(moment));
    }

    /// Goes to the next record that is wanted; without one, to the end.
    pub fn next(self, wanted: fn(&Record) -> bool) {
        self.set_out(|simulation| simulation.to_next(wanted));
    }

    fn set_out(self, begin: impl FnOnce(&mut Simulation) -> Journey) {
        self.stand();
        self.simulation.update_value(|simulation| self.journey.set_value(Some(begin(simulation))));
        self.travel();
    }

    /// Goes on with a journey for a frame. Nearly all of them end within the first.
    pub fn travel(self) {
        let mut over = true;
        self.change(|simulation| {
            if let Some(mut journey) = self.journey.get_value() {
                over = simulation.go_on(&mut journey, EVENTS_A_FRAME_MAX)?;
                self.journey.set_value(Some(journey));
            }
            Ok(())
        });
        if self.travelling.get_untracked() == over {
            self.travelling.set(!over);
        }
    }

    /// Goes to the previous record that is wanted; without one, to the start.
    pub fn previous(self, wanted: impl Fn(&Record) -> bool) {
        let moment = self.look(|simulation| {
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
        let t = self.look(Simulation::now);
        Query { scenario: Some(about.id), seed: Some(about.seed), t: Some(t).filter(|t| t.0 > 0) }
    }
}

/// The run of this page.
pub fn use_run() -> Run {
    expect_context::<Run>()
}

fn about(scenario: &Scenario, id: String) -> About {
    About { id, title: scenario.title.clone(), summary: scenario.summary.clone(), seed: scenario.seed() }
}

fn bad(name: &str, errors: &[FileError]) -> BadFile {
    BadFile { name: name.to_owned(), errors: errors.iter().map(ToString::to_string).collect() }
}

/// The scenario that an address asks for: of the library, or the file that was opened in this tab.
///
/// # Errors
/// What is wrong with it, for the page.
pub async fn asked_for(id: &str) -> Result<Scenario, BadFile> {
    let text = if id == OPENED_FILE {
        preferences::kept_file().ok_or_else(|| "No file was opened in this tab.".to_owned())
    } else {
        library::text(id).await
    };
    let text = text.map_err(|why| BadFile { name: id.to_owned(), errors: vec![why] })?;
    Scenario::parse(text.as_bytes()).map_err(|errors| bad(id, &errors))
}
