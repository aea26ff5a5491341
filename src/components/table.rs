//! How a [`Table`] is drawn: a real one, that scrolls in its own box when the screen is small.

use leptos::prelude::*;

use crate::tell::item::Item;
use crate::tell::table::{Column, Table};
use crate::words;

/// The class of a table of so many columns: from some number on it is scrolled rather than squeezed.
pub(super) const fn class_of(columns: usize) -> &'static str {
    if columns >= 7 { "many-columns" } else { "" }
}

impl Table {
    /// Draws it.
    pub fn draw(self) -> AnyView {
        let Self { name, caption, columns, head, rows, empty } = self;
        let titles: Vec<AnyView> = columns
            .iter()
            .map(|&(title, class)| view! { <th scope="col" class=class>{title}</th> }.into_any())
            .collect();
        let class = class_of(columns.len());
        let body = if rows.is_empty() {
            vec![
                view! { <tr><td class="empty" colspan=columns.len().to_string()>{empty}</td></tr> }
                    .into_any(),
            ]
        } else {
            let rows = rows.into_iter().enumerate();
            rows.map(|(position, cells)| row(&format!("{name}-{position}"), columns, head, cells)).collect()
        };
        let label = words::scrolling(name);
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label=label>
                <table class=class aria-label=name>
                    {caption.map(|caption| view! { <caption>{caption}</caption> })}
                    <thead><tr>{titles}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

fn row(name: &str, columns: &[Column], head: usize, cells: Vec<Item>) -> AnyView {
    let id = name.replace(' ', "-");
    let cells = cells.into_iter().zip(columns).enumerate().map(|(position, (cell, &(_, class)))| {
        let content = cell.draw(Some(&id));
        if position == head {
            view! { <th scope="row" id=id.clone() class=class>{content}</th> }.into_any()
        } else {
            view! { <td class=class>{content}</td> }.into_any()
        }
    });
    view! { <tr>{cells.collect::<Vec<_>>()}</tr> }.into_any()
}
