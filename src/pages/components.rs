//! The components that stand by themselves, in their states, for whoever works on them: a page of debug builds alone.

use anc_session::{Draft, Family};
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::dialog::{Dialog, show};
use crate::components::field;
use crate::components::icon::Icon;
use crate::components::list::{card, facts, steps};
use crate::components::menu::menu;
use crate::components::message::Message;
use crate::components::status::shaped;
use crate::components::tabs::tabs;
use crate::components::toast::toast;
use crate::state::use_run;
use crate::tell::form::{Choice, Control, Form, FormField};
use crate::tell::item::Item;
use crate::tell::shape::Shape;
use crate::tell::table::{NUMBER, TEXT, Table};
use crate::view::{View, follow};

fn buttons() -> AnyView {
    let nothing = || {};
    let idle = Some(View::new(|| true));
    let tip = Some("You lack the role Intune Administrator".to_owned());
    view! {
        <p class="deeds">
            {Button { class: "primary", ..Button::default() }.draw("Primary", nothing)}
            {Button::default().draw("Default", nothing)}
            {Button { class: "subtle", ..Button::default() }.draw("Subtle", nothing)}
            {Button { idle, ..Button::default() }.draw("Idle", nothing)}
            {Button { tip, ..Button::default() }.draw("With a tooltip", nothing)}
        </p>
        <p>{Button::icon("An icon alone").draw(Icon::Search.draw(), nothing)}</p>
    }
    .into_any()
}

/// A field by each of its controls. The drafts are those of commands that have such a field.
fn fields() -> AnyView {
    let choices = || ["one", "two", "three"].map(|name| Choice::new(name, name)).to_vec();
    let wrong = Some("Another one is called so.".to_owned());
    let of = |command, name, label, control, wrong| (command, name, label, control, wrong);
    let all = [
        of("createPolicy", "name", "Text", Control::Text, None),
        of("createConnection", "userName", "Text, wrong", Control::Text, wrong.clone()),
        of("createConnection", "resourceGroup", "Number", Control::Number, None),
        of("createConnection", "joinType", "Choice", Control::Choice(choices()), None),
        of("createConnection", "subnet", "Choice, wrong", Control::Choice(choices()), wrong),
        of("createConnection", "organizationalUnit", "Lines", Control::Lines, None),
        of("createPolicy", "singleSignOn", "Flag", Control::Flag, None),
        of("createPolicy", "groups", "Several", Control::Several(choices()), None),
        of(
            "createPolicy",
            "connections",
            "Ordered",
            Control::Ordered { choices: choices(), to_add: "Connection to add" },
            None,
        ),
        of("createConnection", "passwordsMatch", "Passwords", Control::Passwords, None),
        of("createConnection", "domain", "Fixed", Control::Fixed("corp.contoso.com".to_owned()), None),
    ];
    let drawn = all.into_iter().filter_map(|(command, name, label, control, wrong)| {
        let mut draft = Draft::new(Family::Admin, command)?;
        draft.write(name, vec!["one".to_owned(), "two".to_owned()]);
        let hint = "What is to be known of it.".to_owned();
        let field = FormField { name, label, hint, control, wrong, value: None };
        let form = Form {
            title: String::new(),
            button: "",
            loses: None,
            fields: vec![field],
            refused: None,
            consequences: Vec::new(),
            complete: true,
            pages: &[],
            review: Vec::new(),
        };
        Some(field::draw(RwSignal::new(draft), View::new(move || form.clone()), name))
    });
    view! { <div class="panel-body">{drawn.collect_view()}</div> }.into_any()
}

fn messages() -> AnyView {
    let dismiss = Some(Callback::new(|()| {}));
    view! {
        <div class="panel-body">
        {Message::of(Shape::Info).draw(view! { <p>"Something is so."</p> })}
        {Message { dismiss, ..Message::of(Shape::Warning) }.draw(view! { <h3>"It was refused"</h3><p>"This instead."</p> })}
        {Message::of(Shape::Error).draw(view! { <h3>"It is wrong"</h3><ol><li>"Here."</li><li>"And here."</li></ol> })}
        {toast("Created connection anc-weu".to_owned(), Callback::new(|()| {}), Callback::new(|()| {}))}
        </div>
    }
    .into_any()
}

fn dialogs() -> AnyView {
    let run = use_run();
    let (open, element) = (RwSignal::new(false), NodeRef::new());
    follow(move || show(element, open.get()));
    let close = Callback::new(move |()| open.set(false));
    let subtitle = Some("Of what".into_any());
    let dialog = Dialog { element, id: "example-dialog", title: "A dialog", subtitle, close };
    let entries = view! { <button type="button" class="button">"An entry"</button> }.into_any();
    view! {
        <p class="deeds">
            {Button::default().draw("Dialog", move || open.set(true))}
            {Button::default().draw("Combo box", move || run.finding.set(true))}
            {menu("Menu", "", Callback::new(|()| {}), entries)}
        </p>
        {dialog.draw(view! { <p>"What it says."</p> })}
    }
    .into_any()
}

fn tables() -> AnyView {
    let rows = vec![
        vec![
            Item::text("anc-weu").second("West Europe"),
            Item::shaped(Shape::Success, "Checks successful"),
            Item::text("12"),
        ],
        vec![
            Item::text("anc-neu").link("#/connections".to_owned()),
            Item::shaped(Shape::Error, "Checks failed"),
            Item::text("3"),
        ],
    ];
    let of = |name, rows| Table {
        name,
        caption: None,
        columns: &[("Name", TEXT), ("Status", TEXT), ("Cloud PCs", NUMBER)],
        head: 0,
        rows,
        empty: "There is none yet: create one.",
    };
    view! { {of("A table", rows).draw()}{of("An empty state", Vec::new()).draw()} }.into_any()
}

/// The page.
pub fn draw() -> AnyView {
    let badges = Shape::ALL.map(|shape| view! { <p>{shaped(shape, format!("{shape:?}"))}</p> }.into_any());
    let entries = vec![Item::shaped(Shape::Warning, "An entry").second("and what is to be known of it")];
    let term =
        vec![("A term", Item::text("and what it is")), ("A code", Item::code("adJoinCheckFqdnNotFound"))];
    let sheets = vec![
        ("Facts", facts(term)),
        ("Steps", steps("example", entries)),
        ("Nothing", view! { <p class="second">"There is nothing."</p> }.into_any()),
    ];
    view! {
        <h1>"Components"</h1>
        {card("Buttons and tooltips", vec![buttons()])}
        {card("Badges", badges.into())}
        {card("Message bars and toasts", vec![messages()])}
        {card("Dialogs, menus and combo boxes", vec![dialogs()])}
        {card("Tabs", vec![tabs("example", sheets)])}
        {card("Tables and empty states", vec![tables()])}
        {card("Fields", vec![fields()])}
    }
    .into_any()
}
