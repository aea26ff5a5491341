//! A table, from plain data: a real one, that scrolls in its own box when the screen is small.

use leptos::prelude::*;

use super::item::Item;

/// A column: its title, and the class of its cells.
pub type Column = (&'static str, &'static str);

/// The class of columns of numbers.
pub const NUMBER: &str = "number";
/// The class of columns that stay on one line.
pub const NOWRAP: &str = "nowrap";
/// The class of all others.
pub const TEXT: &str = "";

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// What it is called.
    pub name: &'static str,
    /// What stands above it, where no heading does.
    pub caption: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [Column],
    /// The column that names the row.
    pub head: usize,
    /// Its rows: a cell for each column.
    pub rows: Vec<Vec<Item>>,
    /// What is said when there is no row.
    pub empty: &'static str,
}

/// From how many columns on a table is scrolled rather than squeezed.
const MANY_COLUMNS: usize = 7;

impl Table {
    /// Draws it.
    pub fn draw(self) -> AnyView {
        let Self { name, caption, columns, head, rows, empty } = self;
        let titles: Vec<AnyView> = columns
            .iter()
            .map(|&(title, class)| view! { <th scope="col" class=class>{title}</th> }.into_any())
            .collect();
        let class = if columns.len() >= MANY_COLUMNS { "many-columns" } else { "" };
        let body = if rows.is_empty() {
            vec![
                view! { <tr><td class="empty" colspan=columns.len().to_string()>{empty}</td></tr> }
                    .into_any(),
            ]
        } else {
            let rows = rows.into_iter().enumerate();
            rows.map(|(position, cells)| row(&format!("{name}-{position}"), columns, head, cells)).collect()
        };
        let label = format!("{name}, scrolling");
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
