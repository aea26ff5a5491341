//! The hold model on several kernels, and a simulated year of a tenant. The same code runs natively (`main.rs`) and in
//! Node (`run.mjs`), each with its own clock.
//!
//! Hold model: 100 events are pending; each one that comes schedules one more after a drawn delay.

mod hashes;
mod tenant;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;
use std::time::Duration;

use anc_engine::domain::Offset;
use anc_engine::kernel::Agenda;
use wasm_bindgen::prelude::wasm_bindgen;

pub use hashes::{HASHES, hashed};
pub use tenant::{Year, year_text};

const PENDING: u64 = 100;

/// The kernels, in the order of [`hold`]'s first argument.
pub const KERNELS: [&str; 5] = ["BinaryHeap", "anc-engine", "desque", "simcore", "nexosim"];

/// Delays of 1 to 1,000 milliseconds; the same on every kernel.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % 1_000 + 1
    }
}

/// Runs the hold model for so many events on a kernel; gives the last moment, which is the same on all.
#[wasm_bindgen]
pub fn hold(kernel: u32, events: u32) -> f64 {
    let events = u64::from(events);
    match kernel {
        0 => bare(events),
        1 => ours(events),
        2 => on_desque(events),
        3 => on_simcore(events),
        _ => on_nexosim(events),
    }
}

fn bare(events: u64) -> f64 {
    let mut draws = Draws(7);
    let mut heap = BinaryHeap::new();
    let mut sequence = 0_u64;
    let mut now = 0_u64;
    for _ in 0..PENDING {
        heap.push(Reverse((draws.next(), sequence, 0_u32)));
        sequence += 1;
    }
    for _ in 0..events {
        let Some(Reverse((at, _, event))) = heap.pop() else { break };
        now = at;
        heap.push(Reverse((now + draws.next(), sequence, event)));
        sequence += 1;
    }
    now as f64
}

fn ours(events: u64) -> f64 {
    let mut draws = Draws(7);
    let mut agenda = Agenda::<anc_engine::event::Event>::default();
    let event = anc_engine::event::Event::Line(0);
    for _ in 0..PENDING {
        agenda.schedule(Offset(draws.next() as i64), event);
    }
    for _ in 0..events {
        let Some(event) = agenda.take_until(Offset::FOREVER) else { break };
        agenda.schedule(agenda.now().after(Offset(draws.next() as i64)), event);
    }
    agenda.now().0 as f64
}

struct DesqueState {
    draws: Draws,
    left: u64,
}

impl desque::SimState<u64> for DesqueState {
    fn is_complete(&self, _: &u64) -> bool {
        self.left == 0
    }
}

#[derive(Debug)]
struct DesqueEvent;

impl desque::serial::Event<DesqueState, u64> for DesqueEvent {
    fn execute(&mut self, simulation: &mut desque::serial::Simulation<DesqueState, u64>) -> desque::Result {
        let state = simulation.state_mut();
        state.left -= 1;
        let delay = state.draws.next();
        let at = simulation.current_time() + delay;
        simulation.schedule(Self, at)
    }
}

fn on_desque(events: u64) -> f64 {
    let state = DesqueState { draws: Draws(7), left: events };
    let mut simulation = desque::serial::Simulation::new(state, 0);
    for _ in 0..PENDING {
        let at = simulation.state_mut().draws.next();
        let _ = simulation.schedule(DesqueEvent, at);
    }
    let _ = simulation.run();
    *simulation.current_time() as f64
}

#[derive(Clone, serde::Serialize)]
struct Fire;

struct SimcoreModel {
    context: simcore::SimulationContext,
    draws: Draws,
}

impl simcore::EventHandler for SimcoreModel {
    fn on(&mut self, _: simcore::Event) {
        let delay = self.draws.next();
        self.context.emit_self(Fire, delay as f64);
    }
}

fn on_simcore(events: u64) -> f64 {
    let mut simulation = simcore::Simulation::new(7);
    let context = simulation.create_context("model");
    let model = Rc::new(RefCell::new(SimcoreModel { context, draws: Draws(7) }));
    simulation.add_handler("model", model.clone());
    for _ in 0..PENDING {
        let mut model = model.borrow_mut();
        let delay = model.draws.next();
        model.context.emit_self(Fire, delay as f64);
    }
    simulation.steps(events);
    simulation.time()
}

mod on_nexosim {
    use super::{Draws, Duration, PENDING};
    use nexosim::model::{Context, Model, schedulable};
    use nexosim::simulation::{Mailbox, SimInit};
    use nexosim::time::MonotonicTime;

    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Holder {
        draws: u64,
        left: u64,
    }

    #[Model]
    impl Holder {
        #[nexosim(init)]
        async fn init(&mut self, context: &Context<Self>) {
            for _ in 0..PENDING {
                self.again(context);
            }
        }

        fn again(&mut self, context: &Context<Self>) {
            let mut draws = Draws(self.draws);
            let delay = Duration::from_millis(draws.next());
            self.draws = draws.0;
            let _ = context.schedule_event(delay, schedulable!(Self::fire), ());
        }

        #[nexosim(schedulable)]
        async fn fire(&mut self, _: (), context: &Context<Self>) {
            if self.left > 0 {
                self.left -= 1;
                self.again(context);
            }
        }
    }

    pub fn run(events: u64) -> f64 {
        let holder = Holder { draws: 7, left: events };
        let mailbox = Mailbox::new();
        let Ok(mut simulation) =
            SimInit::with_num_threads(1).add_model(holder, mailbox, "holder").init(MonotonicTime::EPOCH)
        else {
            return f64::NAN;
        };
        let _ = simulation.run();
        simulation.time().as_secs() as f64
    }
}

fn on_nexosim(events: u64) -> f64 {
    on_nexosim::run(events)
}
