//! The picture as tables: the same relations, for those who read rather than look.

use super::Model;
use super::part::{Panel, Part, Row, Target};
use super::question::Answered;
use crate::tell::item::Item;
use crate::tell::shape::Shape;
use crate::tell::table::{TEXT, Table};
use crate::words;

/// A row of a panel as the cell of a table.
fn cell(row: &Row) -> Option<Item> {
    let item = match &row.part {
        Part::Title(_) | Part::Rule => return None,
        Part::Badge(badge) => Item::badge(badge.clone()),
        Part::Truth(badge) => Item::shaped(badge.shape, row.words()),
        Part::Name(_) | Part::Caption(_) | Part::Gauge(_) | Part::Tiles(..) | Part::Listed(..) => {
            Item::text(row.words())
        }
    };
    Some(match &row.target {
        Some(Target::Page(page)) => item.link(page.fragment()),
        Some(Target::Why(record)) => item.because(*record),
        // In a table they stand one below the other.
        Some(Target::All(_)) => return None,
        None => item,
    })
}

/// The rows of panels as a table: everything that the picture says.
fn table<'a>(name: &'static str, panels: impl Iterator<Item = &'a Panel>) -> Table {
    let rows = panels.flat_map(|panel| {
        let title = panel.title();
        let said = panel.rows.iter().filter_map(cell);
        said.map(move |item| vec![Item::text(title.clone()), item]).collect::<Vec<_>>()
    });
    Table {
        name,
        caption: Some(name),
        columns: &[("Of", TEXT), ("What", TEXT)],
        head: 0,
        rows: rows.collect(),
        empty: "Nothing yet.",
    }
}

/// Everything that the picture says.
pub(crate) fn tables(model: &Model) -> Vec<Table> {
    let rests = std::iter::once(&model.entra_id).chain(&model.others);
    let rests = rests.chain(&model.on_premises).chain(&model.networks);
    let links = model.links.iter().map(|link| {
        let shape = if link.up { Shape::Success } else { Shape::Error };
        let told = if link.up { words::is_up } else { words::is_down };
        let words = told(&link.kind, &link.name);
        let name = Item::text(link.name.clone());
        let name = match &link.target {
            Some(Target::Page(page)) => name.link(page.fragment()),
            _ => name,
        };
        vec![name, Item::shaped(shape, words)]
    });
    let questions = model.questions.iter().map(|question| {
        let (shape, words) = match question.answered {
            Answered::Asking => (Shape::Running, "is being asked"),
            Answered::Well => (Shape::Success, "was asked, and is well"),
            Answered::NotWell => (Shape::Error, "was asked, and is not well, or could not be asked"),
        };
        vec![Item::text(question.name.clone()), Item::shaped(shape, words::named(question.to.title(), words))]
    });
    let mut tables = vec![
        table("People", model.people.iter()),
        table("Policies and choices", model.policies.iter().map(|of| &of.panel).chain(&model.more_policies)),
        table("Service", std::iter::once(&model.service)),
        table("Regions and connections", model.regions.iter()),
        table("What it rests on", rests),
        Table {
            name: "Links and peerings",
            caption: Some("Links and peerings"),
            columns: &[("Of", TEXT), ("What", TEXT)],
            head: 0,
            rows: links.collect(),
            empty: "None that anybody needs.",
        },
        Table {
            name: "What checks ask",
            caption: Some("What checks ask"),
            columns: &[("Of", TEXT), ("Whom", TEXT)],
            head: 0,
            rows: questions.collect(),
            empty: "No checks are under way.",
        },
    ];
    if let Some(sign_in) = &model.sign_in {
        let told = Item::text(sign_in.sentence.clone()).second(sign_in.caption.clone());
        let told = match &sign_in.target {
            Target::Why(record) => told.because(*record),
            Target::Page(page) => told.link(page.fragment()),
            Target::All(_) => told,
        };
        tables.push(Table {
            name: "The last sign-in",
            caption: Some("The last sign-in"),
            columns: &[("Of", TEXT), ("What", TEXT)],
            head: 0,
            rows: vec![vec![Item::text(sign_in.person.title()), told]],
            empty: "",
        });
    }
    tables
}
