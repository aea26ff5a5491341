//! How far something that is broken reaches, in words.

use anc_engine::command::Fault;
use anc_engine::domain::{Entity, GroupId, Instant};
use anc_engine::reach::{Seen, reach};
use anc_engine::sign_in::abilities;
use anc_engine::{Simulation, calendar};

use crate::tell::item::Item;
use crate::tell::numbers::counted;
use crate::tell::shape::Shape;
use crate::words;

/// Checks that are told at the most; how many more there are is said.
const FOUND_MAX: usize = 8;

/// When checks see something.
pub(crate) fn seen(simulation: &Simulation, of: Seen) -> String {
    let start = simulation.world().start;
    let moment = |at: Instant| calendar::seen_from(start.at(at), start.at(simulation.now()));
    match of {
        Seen::Since(at) => words::seen_since(&moment(at)),
        Seen::ByPresentRun(ends) => words::seen_by_present_run(&moment(ends)),
        Seen::ByNextRun(earliest, latest) => words::seen_by_next_run(&moment(earliest), &moment(latest)),
        Seen::Inactive => "It is inactive: no check sees it before somebody reactivates it.".to_owned(),
        Seen::Never => "No run is planned.".to_owned(),
    }
}

/// What a fault that struck comes to: who is kept out, what is out of reach, which checks see it and when.
pub(crate) fn told(simulation: &Simulation, fault: &Fault, since: Instant) -> Vec<Item> {
    let Some(of) = reach(simulation, fault, since) else { return Vec::new() };
    let world = simulation.world();
    let group = |&(group, count): &(GroupId, usize), tell: fn(&str, &str) -> String| {
        Item::shaped(
            Shape::Error,
            tell(&counted(count, "person", "people"), world.title(Entity::Group(group))),
        )
    };
    let mut lines: Vec<Item> = of.shut_out.iter().map(|of| group(of, words::kept_out_by_it)).collect();
    let out: usize = abilities(world).iter().map(|of| of.shut_out).sum();
    if lines.is_empty() {
        // Two faults that each suffice keep nobody out by themselves.
        lines.push(match out {
            0 => Item::shaped(Shape::Success, "It keeps nobody from signing in."),
            _ => Item::shaped(
                Shape::Warning,
                "To repair it alone would let nobody in: something else keeps people out, too.",
            ),
        });
    }
    lines.extend(of.cut_off.iter().map(|of| group(of, words::cut_off_by_it)));
    for found in of.found.iter().take(FOUND_MAX) {
        let name = &world.connections[found.connection].name;
        let verdict = found.verdict.title();
        let (check, when) = (found.check.entry().title, seen(simulation, found.seen));
        let line = match found.seen {
            Seen::Since(_) => words::check_says(name, check, verdict),
            _ => words::check_does_not_say_yet(name, check, verdict),
        };
        let shape = if matches!(found.seen, Seen::Since(_)) {
            Shape::of_verdict(found.verdict)
        } else {
            Shape::Pending
        };
        lines.push(Item::shaped(shape, line).second(when));
    }
    if of.found.len() > FOUND_MAX {
        lines.push(Item::note(words::so_many_more(&(of.found.len() - FOUND_MAX).to_string())));
    }
    if of.found.is_empty() {
        lines.push(Item::shaped(Shape::NotRun, "No check asks for it: no status will tell of it."));
    }
    lines
}
