//! What would be so right after something is done: which checks will see it, and when at the earliest and at the latest; who could not
//! sign in any more; what begins. The run as it is beside a copy in which it was done.

use anc_engine::domain::Entity;
use anc_engine::reach::next_seen;
use anc_engine::{Simulation, health, sign_in};

use crate::tell::badge::upper_first;
use crate::tell::direction::narrated;
use crate::tell::item::Item;
use crate::tell::reach::seen;
use crate::tell::shape::Shape;
use crate::words;

/// Lines of each kind at the most; how many more there are is said.
const LINES_MAX: usize = 6;

/// What checks would find otherwise than now, connection by connection.
fn checks(before: &Simulation, after: &Simulation) -> Vec<Item> {
    let mut lines = Vec::new();
    for (id, of) in before.world().present_connections() {
        if after.world().connections[id].deleted.is_some() {
            continue;
        }
        let (was, is) = (health::truth(before.state(), id), health::truth(after.state(), id));
        for result in &is {
            let same = was.iter().any(|other| other.check == result.check && other.verdict == result.verdict);
            if !same {
                let check = result.check.entry().title;
                let words = words::check_will_say(&of.name, check, result.verdict.title());
                lines.push(
                    Item::shaped(Shape::of_verdict(result.verdict), words)
                        .second(seen(after, next_seen(after, id))),
                );
            }
        }
    }
    lines
}

fn sign_ins(before: &Simulation, after: &Simulation) -> Option<Item> {
    let out = |simulation: &Simulation| -> usize {
        sign_in::abilities(simulation.world()).iter().map(|of| of.shut_out).sum()
    };
    let ready: usize = sign_in::abilities(after.world()).iter().map(|of| of.ready).sum();
    let (was, is) = (out(before), out(after));
    let all = ready.to_string();
    match is.cmp(&was) {
        std::cmp::Ordering::Greater => {
            Some(Item::shaped(Shape::Error, words::shut_out_from_now(&(is - was).to_string(), &all)))
        }
        std::cmp::Ordering::Less => {
            Some(Item::shaped(Shape::Success, words::let_in_from_now(&(was - is).to_string(), &all)))
        }
        std::cmp::Ordering::Equal => None,
    }
}

/// What happens at once, besides the command itself.
fn records(before: &Simulation, after: &Simulation) -> Vec<Item> {
    let known = before.records().len();
    let new = after.records().from(known);
    let told =
        new.iter().filter(|record| record.cause.is_some() && !matches!(record.key.entity, Entity::Admin(_)));
    told.map(|record| {
        let told = narrated(record, after);
        Item::shaped(Shape::of_tone(told.tone), told.title).second(told.text)
    })
    .collect()
}

fn cut(mut lines: Vec<Item>) -> Vec<Item> {
    let more = lines.len().saturating_sub(LINES_MAX);
    lines.truncate(LINES_MAX);
    if more > 0 {
        lines.push(Item::note(upper_first(&words::and_more(&more.to_string()))));
    }
    lines
}

/// All of it.
pub(crate) fn told(before: &Simulation, after: &Simulation) -> Vec<Item> {
    let mut lines = cut(records(before, after));
    lines.extend(cut(checks(before, after)));
    lines.extend(sign_ins(before, after));
    lines
}
