//! The button that asks why something happened, or what would be without it where it is a beginning.

use anc_engine::Simulation;
use anc_engine::domain::RecordKey;
use anc_engine::why::has_answer;
use anc_session::Session;
use leptos::prelude::*;

use super::button::Button;
use crate::state::use_run;
use crate::state::what_if;
use crate::tell::why::{may_be_left_out, may_be_otherwise};

/// A button that asks why a record came to be; none where nothing caused it. `described_by` is the id of what tells of it.
pub fn why_button(record: RecordKey, described_by: Option<String>) -> AnyView {
    let run = use_run();
    let (answered, left_out, otherwise) = run.read(|simulation| {
        let of = |test: fn(&Simulation, RecordKey) -> bool| test(simulation, record);
        (of(has_answer), of(may_be_left_out), of(may_be_otherwise))
    });
    let button = |described_by| Button { class: "subtle", described_by, ..Button::default() };
    if answered {
        return button(described_by).draw("Why?", move || run.explain(record));
    }
    let about = described_by.clone();
    let if_not = left_out.then(|| button(about).draw(IF_NOT, move || what_if::ask(run, record)));
    // Where nobody may act, nothing else is done either.
    let may_act = !run.look(Session::is_locked);
    let if_other = (otherwise && may_act)
        .then(|| button(described_by).draw(IF_OTHER, move || what_if::ask_otherwise(run, record)));
    view! { {if_not}{if_other} }.into_any()
}

/// Asks for the run without a beginning,
pub const IF_NOT: &str = "What if not?";
/// and for the run with another one in its place.
pub const IF_OTHER: &str = "What if otherwise?";
