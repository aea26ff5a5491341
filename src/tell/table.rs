//! A table as plain data.

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
#[derive(Clone, PartialEq, Eq, Debug, Default)]
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
