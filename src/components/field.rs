//! The fields of a form: native elements, that stay while what they offer changes.

use anc_session::Draft;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::button::Button;
use super::focus::focus_on;
use super::icon::Icon;
use super::list::facts;
use crate::tell::form::{Choice, Control, Form, FormField};
use crate::tell::item::Item;
use crate::view::{View, flag, live, text};
use crate::words;

/// Letters that can be typed into a field: more is no mistake, but a text that belongs elsewhere.
const LETTERS_MAX: &str = "300";

/// The id of a field.
pub fn id(name: &str) -> String {
    format!("form-{name}")
}

/// A field while it is drawn.
#[derive(Clone, Copy)]
struct Drawn {
    written: RwSignal<Draft>,
    form: View<Form>,
    name: &'static str,
}

impl Drawn {
    fn with<T: Default>(self, look: impl FnOnce(&FormField) -> T) -> T {
        let of = |form: &Form| form.fields.iter().find(|field| field.name == self.name).map(look);
        self.form.with(of).unwrap_or_default()
    }

    fn write(self, texts: Vec<String>) {
        self.written.update(|draft| draft.write(self.name, texts));
    }

    fn text(self) -> String {
        let told = self.with(|field| field.value.clone());
        told.unwrap_or_else(|| self.written.with(|draft| draft.text(self.name).to_owned()))
    }

    /// Writes what is chosen: into its own field, or into those that it sets.
    fn choose(self, value: String) {
        let sets = untrack(|| {
            self.with(|field| match &field.control {
                Control::Choice(choices) => {
                    choices.iter().find(|choice| choice.value == value).map(|choice| choice.sets.clone())
                }
                _ => None,
            })
        });
        match sets {
            Some(sets) if !sets.is_empty() => self.written.update(|draft| {
                for (field, text) in sets {
                    draft.write(field, vec![text]);
                }
            }),
            _ => self.write(vec![value]),
        }
    }

    fn texts(self) -> Vec<String> {
        self.written.with(|draft| draft.texts(self.name).to_vec())
    }

    /// Changes the entries of a list.
    fn change(self, change: impl FnOnce(&mut Vec<String>)) {
        let mut texts = untrack(|| self.texts());
        change(&mut texts);
        self.write(texts);
    }

    fn offered(self) -> View<Vec<Choice>> {
        View::new(move || {
            self.with(|field| match &field.control {
                Control::Choice(choices) | Control::Ordered { choices, .. } | Control::Several(choices) => {
                    choices.clone()
                }
                _ => Vec::new(),
            })
        })
    }

    /// What is wrong with it, where it stands.
    fn message(self) -> AnyView {
        let wrong = View::new(move || self.with(|field| field.wrong.clone()));
        let id = format!("{}-wrong", id(self.name));
        let drawn = move || {
            let id = id.clone();
            wrong.get().map(|words| view! { <p class="form-wrong" id=id>{words}</p> })
        };
        view! { {live(drawn)} }.into_any()
    }
}

/// Draws a field.
pub(crate) fn draw(written: RwSignal<Draft>, form: View<Form>, name: &'static str) -> AnyView {
    let of = Drawn { written, form, name };
    let field = untrack(|| of.with(|field| Some(field.clone())));
    let Some(FormField { label, hint, control, .. }) = field else { return ().into_any() };
    match control {
        Control::Flag => {
            let tick = move |event| of.write(vec![event_target_checked(&event).to_string()]);
            view! {
                <label class="form-flag">
                    <input type="checkbox" id=id(name) prop:checked=flag(move || of.text() == "true") on:change=tick />
                    {label}
                </label>
            }
            .into_any()
        }
        Control::Several(_) => several(of, label),
        Control::Ordered { to_add, .. } => ordered(of, label, hint, to_add),
        Control::Passwords => passwords(of, label),
        Control::Fixed(title) => {
            view! { <div class="form-field">{facts(vec![(label, Item::text(title))])}{of.message()}</div> }
                .into_any()
        }
        Control::Text | Control::Number | Control::Lines | Control::Choice(_) => {
            single(of, label, hint, &control)
        }
    }
}

/// One text, typed or chosen.
fn single(of: Drawn, label: &'static str, hint: String, control: &Control) -> AnyView {
    let field_id = id(of.name);
    let hint_id = format!("{field_id}-hint");
    let is_wrong = View::new(move || of.with(|field| field.wrong.is_some()));
    let (hint_too, wrong_too) = (hint_id.clone(), format!("{field_id}-wrong"));
    let has_hint = !hint.is_empty();
    let described = move || {
        let hint = has_hint.then_some(hint_too.as_str());
        let wrong = is_wrong.get().then_some(wrong_too.as_str());
        let ids: Vec<&str> = hint.into_iter().chain(wrong).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    let invalid = move || is_wrong.get().then_some("true");
    let lines = *control == Control::Lines;
    let type_in = move |event| {
        let typed = event_target_value(&event);
        if lines {
            of.write(typed.split(',').map(|one| one.trim().to_owned()).collect());
        } else {
            of.choose(typed);
        }
    };
    // What is typed into a list stays as it is typed.
    let shown = untrack(|| of.texts().join(", "));
    let shown = move || if lines { shown.clone() } else { of.text() };
    let input = match control {
        Control::Choice(_) => {
            let offered = of.offered();
            let options = move || {
                let chosen = untrack(|| of.text());
                let option = |Choice { value, title, .. }: Choice| {
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{title}</option> }
                };
                offered.get().into_iter().map(option).collect_view()
            };
            let empty = move || {
                let known = offered.with(|offered| offered.iter().any(|choice| choice.value == of.text()));
                (!known).then(|| view! { <option value="" selected=true>"—"</option> })
            };
            view! {
                <select id=field_id.clone() on:change=type_in aria-describedby=described aria-invalid=invalid>{empty}{options}</select>
            }
            .into_any()
        }
        _ => {
            let mode = if *control == Control::Number { "numeric" } else { "text" };
            view! {
                <input type="text" inputmode=mode id=field_id.clone() maxlength=LETTERS_MAX autocomplete="off" spellcheck="false" prop:value=text(shown) on:input=type_in aria-describedby=described aria-invalid=invalid />
            }
            .into_any()
        }
    };
    let hint = has_hint.then(|| view! { <p class="caption" id=hint_id>{hint}</p> });
    view! {
        <div class="form-field">
            <label for=field_id>{label}</label>
            {input}
            {hint}
            {of.message()}
        </div>
    }
    .into_any()
}

/// Any of them, each with its box.
fn several(of: Drawn, label: &'static str) -> AnyView {
    let offered = of.offered();
    let one = move |Choice { value, title, .. }: Choice| {
        let is_in = value.clone();
        let tick = move |event| {
            let on = event_target_checked(&event);
            of.change(|texts| {
                texts.retain(|text| *text != value);
                if on {
                    texts.push(value.clone());
                }
            });
        };
        let checked = move || of.written.with(|draft| draft.texts(of.name).contains(&is_in));
        view! { <label class="form-flag"><input type="checkbox" prop:checked=flag(checked) on:change=tick />{title}</label> }
    };
    let boxes = move || {
        let offered = offered.get();
        if offered.is_empty() {
            return view! { <p class="caption">"There is none yet."</p> }.into_any();
        }
        offered.into_iter().map(one).collect_view().into_any()
    };
    view! {
        <fieldset class="form-field" id=id(of.name) tabindex="-1">
            <legend>{label}</legend>
            <div class="form-boxes">{live(boxes)}</div>
            {of.message()}
        </fieldset>
    }
    .into_any()
}

/// Any of them, in an order that matters: by buttons, or by dragging.
fn ordered(of: Drawn, label: &'static str, hint: String, called: &'static str) -> AnyView {
    let name = of.name;
    let offered = of.offered();
    let entries = View::new(move || of.texts());
    let dragged: RwSignal<Option<usize>> = RwSignal::new(None);
    let put = move |from: usize, to: usize| {
        of.change(|texts| {
            if from < texts.len() && to < texts.len() {
                let text = texts.remove(from);
                texts.insert(to, text);
            }
        });
    };
    let entry = move |position: usize, last: usize, value: String, title: String| {
        let to_move = |direction: &'static str, label: String, icon: Icon, to: usize| {
            let idle = (to == position).then(|| View::new(|| true));
            let own = format!("form-{name}-{direction}-{position}");
            Button { idle, id: Some(own), ..Button::icon(&label) }.draw(icon.draw(), move || {
                put(position, to);
                focus_on(format!("form-{name}-{direction}-{to}"));
            })
        };
        let up = to_move("up", words::move_up(&value), Icon::Up, position.saturating_sub(1));
        let down = to_move("down", words::move_down(&value), Icon::Down, (position + 1).min(last));
        let out = Button::icon(&words::take_out(&value));
        let take_out = move || {
            of.change(|texts| texts.retain(|text| *text != value));
            focus_on(id(name));
        };
        let drop = move |event: DragEvent| {
            event.prevent_default();
            if let Some(from) = dragged.get_untracked() {
                put(from, position);
            }
            dragged.set(None);
        };
        view! {
            <li draggable="true" on:dragstart=move |_| dragged.set(Some(position)) on:dragover=|event| event.prevent_default() on:drop=drop>
                <span class="form-priority">{position + 1}</span>
                <span class="form-entry">{title}</span>
                {up}
                {down}
                {out.draw(Icon::Dismiss.draw(), take_out)}
            </li>
        }
    };
    let list = move || {
        let titles = offered.get();
        let entries = entries.get();
        let last = entries.len().saturating_sub(1);
        let one = |(position, value): (usize, String)| {
            let title = titles.iter().find(|choice| choice.value == value);
            let title = title.map_or_else(|| value.clone(), |choice| choice.title.clone());
            entry(position, last, value, title)
        };
        entries.into_iter().enumerate().map(one).collect_view()
    };
    // Who goes through the choices by keyboard adds nothing on the way: a button does.
    let rest = View::new(move || {
        let taken = entries.get();
        let offered = offered.get().into_iter();
        offered.filter(|choice| !taken.contains(&choice.value)).collect::<Vec<_>>()
    });
    let picked = RwSignal::new(String::new());
    let to_add = move || {
        let picked = picked.get();
        rest.with(|rest| {
            let known = rest.iter().find(|choice| choice.value == picked).or(rest.first());
            known.map(|choice| choice.value.clone())
        })
    };
    let pick = move |event| picked.set(event_target_value(&event));
    let add = move || {
        if let Some(value) = untrack(to_add) {
            of.change(|texts| texts.push(value));
        }
    };
    let options = move || {
        let option = |Choice { value, title, .. }: Choice| view! { <option value=value>{title}</option> };
        rest.get().into_iter().map(option).collect_view()
    };
    let idle = Some(View::new(move || rest.with(Vec::is_empty)));
    let add = Button { idle, ..Button::default() }.draw("Add", add);
    view! {
        <fieldset class="form-field" id=id(name) tabindex="-1">
            <legend>{label}</legend>
            <ol class="form-list">{live(list)}</ol>
            <div class="form-add">
                <select aria-label=called on:change=pick prop:value=to_add>{live(options)}</select>
                {add}
            </div>
            <p class="caption">{hint}</p>
            {of.message()}
        </fieldset>
    }
    .into_any()
}

/// A password, typed twice. Nobody keeps it: only whether the two are alike is told.
fn passwords(of: Drawn, label: &'static str) -> AnyView {
    let field_id = id(of.name);
    let confirm_id = format!("{field_id}-confirm");
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let type_in = move |into: RwSignal<String>| {
        move |event| {
            into.set(event_target_value(&event));
            let alike = first.with_untracked(|first| second.with_untracked(|second| first == second));
            of.write(vec![alike.to_string()]);
        }
    };
    view! {
        <div class="form-field">
            <label for=field_id.clone()>{label}</label>
            <input type="password" id=field_id maxlength="128" autocomplete="new-password" on:input=type_in(first) />
            <p class="caption">"Anything will do: it is compared, and forgotten."</p>
        </div>
        <div class="form-field">
            <label for=confirm_id.clone()>"Confirm AD domain password"</label>
            <input type="password" id=confirm_id maxlength="128" autocomplete="new-password" on:input=type_in(second) />
        </div>
    }
    .into_any()
}
