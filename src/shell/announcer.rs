//! What a screen reader is told: one polite region, at most a sentence every two seconds however fast time passes.

use anc_engine::narration::Tone;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::state::use_run;
use crate::tell::direction::narrated;
use crate::view::text;
use crate::words;

const EVERY_MS: u32 = 2_000;

/// The region.
pub fn draw() -> AnyView {
    let run = use_run();
    let said = RwSignal::new(String::new());
    let known = StoredValue::new((
        run.read(|simulation| simulation.records().len()),
        run.told_now(|about| about.id.clone()),
    ));
    let interval = Interval::new(EVERY_MS, move || {
        let id = run.told_now(|about| about.id.clone());
        let sentence = run.read(|simulation| {
            let count = simulation.records().len();
            let (before, scenario) = known.get_value();
            known.set_value((count, id.clone()));
            if scenario != id || count < before {
                return None;
            }
            let told: Vec<_> =
                simulation.records().from(before).iter().map(|record| narrated(record, simulation)).collect();
            match &told[..] {
                [] => None,
                [one] => Some(words::happened_once(&one.title, &one.text)),
                many => {
                    let failures = many.iter().filter(|told| told.tone == Tone::Error).count();
                    let last = many.iter().rev().find(|told| told.tone == Tone::Error).or(many.last());
                    let last = last.map(|told| told.title.as_str()).unwrap_or_default();
                    Some(words::happened_often(&many.len().to_string(), &failures.to_string(), last))
                }
            }
        });
        if let Some(mut sentence) = sentence {
            // The same sentence again must differ to be read again.
            if said.with_untracked(|before| *before == sentence) {
                sentence.push(' ');
            }
            said.set(sentence);
        }
    });
    let interval = SendWrapper::new(interval);
    on_cleanup(move || drop(interval));
    view! { <p class="hidden-visually" role="status" aria-live="polite" aria-atomic="true">{text(move || said.get())}</p> }.into_any()
}
