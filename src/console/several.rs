//! A command that is done for several people at once, and the report of what became of it.

use anc_session::{Draft, Intent, limits};
use leptos::prelude::*;

use super::panel::refused;
use crate::components::button::Button;
use crate::components::status::glyph;
use crate::state::Run;
use crate::tell::report::{self, Report};
use crate::tell::shape::Shape;
use crate::words;

/// The field that says for whom.
pub(super) const WHOM: &str = "user";
/// Names that are said; how many more there are is said.
const NAMES_MAX: usize = 8;

/// The names of people, the first of them and how many more.
pub(super) fn names(all: &[String]) -> String {
    let said = all.iter().take(NAMES_MAX).map(String::as_str).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(NAMES_MAX) {
        0 => said,
        more => words::names_and_more(&said, &more.to_string()),
    }
}

/// Does it for each of them.
///
/// # Errors
/// Why nothing was done.
pub(super) fn send(run: Run, draft: &Draft, people: &[String]) -> Result<Report, String> {
    let (mut there, mut gone, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    if people.len() > limits::ACTED_AT_ONCE_MAX {
        let most = limits::ACTED_AT_ONCE_MAX.to_string();
        return Err(words::too_many_at_once(&people.len().to_string(), &most));
    }
    run.look(|session| {
        let world = session.branch().simulation().world();
        for name in people {
            let mut of = draft.clone();
            of.write(WHOM, vec![name.clone()]);
            match of.command(world, session.actor()) {
                Ok(command) => {
                    there.push(name.clone());
                    commands.push(command);
                }
                Err(_) => gone.push(name.clone()),
            }
        }
    });
    let outcomes = if commands.is_empty() { Vec::new() } else { run.act_all(commands)? };
    Ok(run.read(|simulation| report::told(simulation.world(), there, outcomes, gone)))
}

/// What became of it.
pub(super) fn reported(run: Run, of: Report, all: usize) -> AnyView {
    let Report { done, refused: refusals, gone } = of;
    let shape = if done == all { Shape::Success } else { Shape::Warning };
    let refusals = refusals.into_iter().map(|(why, whom)| {
        let title = words::refused_to(&whom.len().to_string(), &names(&whom));
        let about = words::about(&why.about);
        refused(why, title, about, true)
    });
    let gone = (!gone.is_empty()).then(|| view! { <p>{words::gone_meanwhile(&names(&gone))}</p> });
    let close = move || run.prepared.set(None);
    let undo = move || {
        close();
        run.send(Intent::Undo);
    };
    view! {
        <div class="report" id="report" tabindex="-1" role="status">
            <p class="report-done">{glyph(shape)}<strong>{words::done_for(&done.to_string(), &all.to_string())}</strong></p>
            {gone}
        </div>
        {refusals.collect_view()}
        <div class="panel-actions">
            {Button { class: "primary", ..Button::default() }.draw("Done", close)}
            {Button::default().draw("Undo", undo)}
        </div>
    }
    .into_any()
}
