//! The pages of a form that has several: where one is, back and forth, and what is reviewed at the end.

use anc_session::Draft;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::field;
use crate::components::focus::focus_on;
use crate::components::list::{facts, steps};
use crate::tell::form::Form;
use crate::tell::wizard::{FormPage, REVIEW, follows};
use crate::view::{View, live, text};
use crate::words;

/// The pages of a form, and which of them is open.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    form: View<Form>,
    strict: RwSignal<bool>,
    open: RwSignal<usize>,
}

impl Pages {
    pub(super) fn new(form: View<Form>, strict: RwSignal<bool>) -> Self {
        Self { form, strict, open: RwSignal::new(0) }
    }

    fn all(self) -> &'static [FormPage] {
        self.form.with(|form| form.pages)
    }

    /// Whether nothing is left but to send it.
    pub(super) fn are_done(self) -> bool {
        self.open.get() >= self.all().len()
    }

    /// Whether a field is on the open page. At the end what is wrong anywhere is told.
    pub(super) fn has(self, field: &str) -> bool {
        let pages = self.all();
        pages.get(self.open.get()).map_or(pages.is_empty(), |(_, fields)| fields.contains(&field))
    }

    fn go(self, page: usize) {
        self.strict.set(false);
        self.open.set(page);
        focus_on("form-page".to_owned());
    }

    /// To the next page, unless something is wrong on this one.
    pub(super) fn next(self) {
        self.strict.set(true);
        let wrong = untrack(|| {
            self.form
                .with(|form| form.fields.iter().any(|field| field.wrong.is_some() && self.has(field.name)))
        });
        if wrong {
            focus_on("form-errors".to_owned());
        } else {
            self.go(self.open.get_untracked() + 1);
        }
    }

    /// To a field, wherever it is.
    pub(super) fn to(self, field: &'static str) {
        let page = untrack(|| self.all().iter().position(|(_, fields)| fields.contains(&field)));
        if let Some(page) = page {
            self.open.set(page);
        }
        focus_on(field::id(field));
    }

    /// Where one is.
    pub(super) fn head(self) -> AnyView {
        let drawn = move || {
            let pages = self.all();
            let open = self.open.get();
            (!pages.is_empty()).then(|| {
                let titles = pages.iter().map(|(title, _)| *title).chain([REVIEW]);
                let (last, title) = (pages.len() + 1, titles.clone().nth(open).unwrap_or(REVIEW));
                let steps = titles.enumerate().map(|(position, title)| {
                    let current = (position == open).then_some("step");
                    view! { <li aria-current=current>{title}</li> }
                });
                view! {
                    <ol class="wizard">{steps.collect_view()}</ol>
                    <h3 id="form-page" tabindex="-1">{words::step_of(&(open + 1).to_string(), &last.to_string(), title)}</h3>
                }
            })
        };
        view! { {live(drawn)} }.into_any()
    }

    /// What was chosen, and what follows, before it is sent.
    pub(super) fn review(self, written: RwSignal<Draft>) -> AnyView {
        let told = View::new(move || self.form.with(|form| form.review.clone()));
        let drawn = move || {
            let told = told.get();
            (self.are_done() && !told.is_empty()).then(|| {
                view! { {facts(told)}<h3>"Then"</h3>{steps("follows", written.with(follows))} }
            })
        };
        view! { {live(drawn)} }.into_any()
    }

    /// Back, and on: by the button that sends the form, which is called otherwise as long as pages are left.
    pub(super) fn buttons(self, send: &'static str) -> AnyView {
        let back = move || {
            let open = self.open.get();
            (open > 0).then(|| Button::default().draw("Back", move || self.go(open - 1)))
        };
        let label = text(move || if self.are_done() { send } else { "Next" });
        view! {
            {live(back)}
            <button type="submit" class="button primary">{label}</button>
        }
        .into_any()
    }
}
