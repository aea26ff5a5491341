//! Sharing: a link that reopens this run with nothing on a server. What was done is in it, and so is a file of one's own; where only the
//! moment counts, the address is link enough.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::components::button::Button;
use crate::components::clipboard::copied;
use crate::components::dialog::{Dialog, show};
use crate::components::styles::adopt;
use crate::shell::address::Query;
use crate::shell::location::{Place, base, use_place};
use crate::state::files::OPENED_FILE;
use crate::state::{Call, Handing, Run, keep, use_run};
use crate::tell::embed::{FORMS, Situation};
use crate::view::{flag, follow, live, text};
use crate::words;

/// Characters that every program leaves whole.
const SAFE_MAX: usize = 2_000;
/// Characters beyond which a file is better in any case.
const SENSIBLE_MAX: usize = 8_000;

/// The dialog, that opens when a link is asked for.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/share.css"));
    let (run, place) = (use_run(), use_place());
    let (element, input) = (NodeRef::new(), NodeRef::<Input>::new());
    let link = RwSignal::new(String::new());
    let own = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    follow(move || {
        let open = run.hands(Handing::Link);
        if open {
            link.set(match own_link(run, place) {
                Some(own) => place.linked(&own),
                None => place.whole(run.query()),
            });
            own.set(run.is_own());
            said.set(String::new());
        }
        show(element, open);
        if let Some(input) = input.get_untracked().filter(|_| open) {
            input.select();
        }
    });
    let close = Callback::new(move |()| run.handing.set(None));
    let copy = move || {
        let text = link.get_untracked();
        spawn_local(async move {
            let done = copied(&text).await;
            let words = if done {
                "Copied"
            } else {
                "Select the link and copy it: the browser does not let this page do so."
            };
            let _ = said.try_set(words.to_owned());
        });
    };
    let save = move || {
        close.run(());
        run.call(Call::Save);
    };
    let advice = text(move || {
        let count = link.with(String::len);
        let characters = count.to_string();
        if count > SAFE_MAX { words::long_link(&characters) } else { words::characters(&characters) }
    });
    let too_long = move || flag(move || link.with(String::len) > SENSIBLE_MAX);
    let copy = Button { class: "primary", ..Button::default() }.draw("Copy", copy);
    // Drawing it takes longer than all the rest of the dialog: it waits until somebody looks.
    let unfolded = RwSignal::new(false);
    let code = move || {
        let link = link.get();
        (run.hands(Handing::Link) && unfolded.get()).then(|| picture_of(&link))
    };
    Dialog { element, id: "share-title", title: "Share this run", subtitle: None, close }.draw(view! {
        <p>{text(move || if own.get() {
            "Whoever opens this link sees this run at this moment, with all that was done in it. It is in the link itself: nothing is sent anywhere."
        } else {
            "Whoever opens this link sees this scenario at this moment. What you do in it from now on becomes part of the link."
        })}</p>
        <input node_ref=input type="text" class="wide" readonly aria-label="Link" hidden=too_long() prop:value=text(move || link.get()) />
        <p class="caption">{advice}</p>
        <p class="deeds">
            <span hidden=too_long()>{copy}</span>
            {Button::default().draw("Save as file", save)}
            <span role="status">{text(move || said.get())}</span>
        </p>
        <details on:toggle=move |_| unfolded.set(true)>
            <summary>"QR code"</summary>
            {live(code)}
        </details>
        <details>
            <summary>"Embed in a page"</summary>
            {live(move || run.hands(Handing::Link).then(|| embedding(run, place)))}
        </details>
    })
}

/// The link to a run in which something was done, or whose file is one's own. None: the address says all of it.
fn own_link(run: Run, place: Place) -> Option<String> {
    let page = place.page.get_untracked().fragment();
    run.is_own().then(|| run.look(|session| keep::link(session, &page)))
}

/// Characters that a code can have and still be read from a wall.
const CODE_MAX: usize = 1_200;

/// A link as a picture that a telephone reads.
fn picture_of(link: &str) -> AnyView {
    let code = (link.len() <= CODE_MAX).then(|| QrCode::encode_text(link, QrCodeEcc::Low).ok()).flatten();
    let Some(code) = code else {
        return view! { <p class="caption">"The link is too long for a code that can be read from a wall."</p> }.into_any();
    };
    // A frame of four fields around it is part of the code.
    let size = code.size();
    let mut path = String::new();
    for (x, y) in (0..size).flat_map(|y| (0..size).map(move |x| (x, y))) {
        if code.get_module(x, y) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
        }
    }
    let area = format!("0 0 {0} {0}", size + 8);
    view! {
        <svg class="qr" viewBox=area role="img" aria-label="QR code of the link"><rect width="100%" height="100%" fill="#fff" /><path d=path fill="#000" /></svg>
    }
    .into_any()
}

/// What is pasted into a page of each kind.
fn embedding(run: Run, place: Place) -> AnyView {
    let query = run.query();
    let situation = Situation {
        link: own_link(run, place),
        base: base().rsplit_once('/').map(|(base, _)| format!("{base}/")).unwrap_or_default(),
        query: Query {
            rest: Vec::new(),
            embed: false,
            scenario: query.scenario.clone().filter(|id| !id.starts_with(OPENED_FILE)),
            ..query
        },
        page: place.page.get_untracked().fragment().trim_start_matches("#/").to_owned(),
        title: run.told_now(|about| about.title.clone()),
    };
    let kind = RwSignal::new(0_usize);
    let options = FORMS
        .iter()
        .enumerate()
        .map(|(position, form)| view! { <option value=position.to_string()>{form.title}</option> });
    let choose = move |event| kind.set(event_target_value(&event).parse().unwrap_or_default());
    let written: Vec<String> = FORMS.iter().map(|form| situation.written(form)).collect();
    let said = RwSignal::new(String::new());
    let snippet = StoredValue::new(written);
    let shown = move || snippet.with_value(|all| all.get(kind.get()).cloned().unwrap_or_default());
    let copy = move || {
        let text = untrack(shown);
        spawn_local(async move {
            let words = if copied(&text).await { "Copied" } else { "Select the text and copy it." };
            let _ = said.try_set(words.to_owned());
        });
    };
    view! {
        <label class="field">"Kind of page"<select on:change=choose>{options.collect_view()}</select></label>
        <textarea class="wide snippet" readonly rows="6" aria-label="Snippet" prop:value=text(shown)></textarea>
        <p class="caption">{text(move || FORMS.get(kind.get()).map_or("", |form| form.says))}</p>
        <p class="deeds">{Button::default().draw("Copy snippet", copy)}<span role="status">{text(move || said.get())}</span></p>
    }
    .into_any()
}
