//! A list of many things: columns that can be chosen and sorted by, filters, a field that finds; and of its rows only those that are
//! looked at. Pure functions of the run and of what is asked.

use std::borrow::Cow;

use anc_engine::Simulation;
use anc_engine::domain::Entity;

use super::find::Sought;
use super::item::Item;

/// Values that a filter offers at the most.
const VALUES_MAX: usize = 200;

/// What a column is sorted by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Key<'a> {
    /// By how much.
    Number(i64),
    /// By the letters.
    Text(Cow<'a, str>),
}

impl<'a> Key<'a> {
    /// Letters that the run has.
    pub const fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A count.
    pub fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// What is said of a thing for a filter: one of its values.
pub type Value<R> = for<'a> fn(&'a Simulation, R) -> Cow<'a, str>;

/// A column.
#[derive(Debug)]
pub struct GridColumn<R: 'static> {
    /// Its title.
    pub title: &'static str,
    /// The class of its cells.
    pub class: &'static str,
    /// Whether it is shown before somebody chooses.
    pub at_first: bool,
    /// What it is sorted by.
    pub key: for<'a> fn(&'a Simulation, R) -> Key<'a>,
    /// A cell.
    pub cell: fn(&Simulation, R) -> Item,
}

/// A column of words that the run has as they are.
macro_rules! words_column {
    ($title:literal, $class:expr, $at_first:literal, $of:ident) => {
        GridColumn {
            title: $title,
            class: $class,
            at_first: $at_first,
            key: |simulation, row| Key::text($of(simulation, row)),
            cell: |simulation, row| Item::text($of(simulation, row)),
        }
    };
}
pub(crate) use words_column;

/// A list.
#[derive(Debug)]
pub struct Grid<R: 'static> {
    /// What it is called.
    pub name: &'static str,
    /// Its columns. The first names the row, and is always there.
    pub columns: &'static [GridColumn<R>],
    /// What can be filtered by: a title, and the value of a row.
    pub filters: &'static [(&'static str, Value<R>)],
    /// All of its rows.
    pub rows: fn(&Simulation) -> Vec<R>,
    /// What a row is of.
    pub entity: fn(R) -> Entity,
    /// Whether a row is looked for.
    pub fits: fn(&Simulation, R, &Sought) -> bool,
    /// What is said when there is no row at all.
    pub empty: &'static str,
}

/// What is asked of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// What is looked for.
    pub sought: String,
    /// The value that each filter lets through; empty: all.
    pub filters: Vec<String>,
    /// By which column it is sorted, and whether the other way round.
    pub sorted: Option<(usize, bool)>,
}

impl Asked {
    /// Nothing, of a list with so many filters.
    pub fn nothing(filters: usize) -> Self {
        Self { filters: vec![String::new(); filters], ..Self::default() }
    }
}

/// A row: whose it is, and its cells.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Row {
    /// The name of what it is of.
    pub name: String,
    /// Its place among all that were found.
    pub place: usize,
    /// Its cells.
    pub cells: Vec<Item>,
}

impl<R: Copy + 'static> Grid<R> {
    fn is_there(&self, simulation: &Simulation, row: R) -> bool {
        simulation.world().has((self.entity)(row))
    }

    /// What is asked for, in its order.
    pub fn order(&self, simulation: &Simulation, asked: &Asked) -> Vec<R> {
        let sought = Sought::new(asked.sought.trim());
        let lets_through = |row: R| {
            let mut filters = self.filters.iter().zip(&asked.filters);
            filters.all(|((_, value), wanted)| wanted.is_empty() || *value(simulation, row) == **wanted)
        };
        let all = (self.rows)(simulation).into_iter();
        let found = all.filter(|&row| lets_through(row) && (self.fits)(simulation, row, &sought));
        let Some((column, down)) = asked.sorted else { return found.collect() };
        let Some(column) = self.columns.get(column) else { return found.collect() };
        let mut keyed: Vec<(Key<'_>, R)> = found.map(|row| ((column.key)(simulation, row), row)).collect();
        // Those that are alike stay in the order of the world, either way round.
        keyed.sort_by(|(left, _), (right, _)| {
            let order = left.cmp(right);
            if down { order.reverse() } else { order }
        });
        keyed.into_iter().map(|(_, row)| row).collect()
    }

    /// Some of the rows, with some of the columns.
    pub fn rows(
        &self,
        simulation: &Simulation,
        order: &[R],
        columns: &[usize],
        (first, count): (usize, usize),
    ) -> Vec<Row> {
        let rows = order.iter().copied().enumerate().skip(first).take(count);
        rows.filter(|&(_, row)| self.is_there(simulation, row))
            .map(|(place, row)| {
                let cells = columns.iter().filter_map(|&column| self.columns.get(column));
                Row {
                    name: self.name_of(simulation, row),
                    place,
                    cells: cells.map(|column| (column.cell)(simulation, row)).collect(),
                }
            })
            .collect()
    }

    /// The names of rows.
    pub fn names(&self, simulation: &Simulation, order: &[R]) -> Vec<String> {
        let there = order.iter().filter(|&&row| self.is_there(simulation, row));
        there.map(|&row| self.name_of(simulation, row)).collect()
    }

    fn name_of(&self, simulation: &Simulation, row: R) -> String {
        simulation.world().name((self.entity)(row)).to_owned()
    }

    /// What each filter offers: the values that there are, in their order.
    pub fn values(&self, simulation: &Simulation) -> Vec<Vec<String>> {
        let rows = (self.rows)(simulation);
        let of = |(_, value): &(&str, Value<R>)| {
            let mut found: Vec<Cow<'_, str>> = Vec::new();
            let mut last = Cow::Borrowed("");
            for &row in &rows {
                let value = value(simulation, row);
                // Neighbours are mostly alike.
                if value == last || value.is_empty() || found.len() == VALUES_MAX {
                    continue;
                }
                last.clone_from(&value);
                if let Err(place) = found.binary_search(&value) {
                    found.insert(place, value);
                }
            }
            found.into_iter().map(Cow::into_owned).collect()
        };
        self.filters.iter().map(of).collect()
    }

    /// The columns that are shown before somebody chooses.
    pub fn columns_at_first(&self) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter(|(position, column)| *position == 0 || column.at_first).map(|(at, _)| at).collect()
    }
}

/// The rows that can be seen, and some before and behind: the first, and how many. All of them where there are few.
pub fn window(found: usize, scrolled_px: i32, height_px: i32) -> (usize, usize) {
    if found <= WHOLE_MAX {
        return (0, found);
    }
    let first = (scrolled_px.max(0) as usize / ROW_PX).saturating_sub(MARGIN);
    // Whole steps: a little scrolling draws nothing.
    let first = first - first % STEP;
    let seen = height_px.max(0) as usize / ROW_PX + 2 * MARGIN + STEP;
    (first, seen)
}

/// From the rows that are drawn towards those that are wanted of so many that were found, each the first and how many: those that are
/// there stay, and of a long list no more come than a frame can draw while the page answers.
pub fn step((drawn, drawn_count): (usize, usize), wanted: (usize, usize), found: usize) -> (usize, usize) {
    let (first, end) = (wanted.0, wanted.0 + wanted.1);
    if found <= WHOLE_MAX {
        return wanted;
    }
    let (from, to) = (drawn.max(first), (drawn + drawn_count).min(end));
    if from >= to {
        return (first, wanted.1.min(FRAME));
    }
    let below = (end - to).min(FRAME);
    let above = (from - first).min(FRAME - below);
    (from - above, to + below - (from - above))
}

/// Rows that come with a frame.
const FRAME: usize = 8;
/// So many rows are drawn as a whole.
pub const WHOLE_MAX: usize = 60;
/// The height of a row of a longer list, in pixels, as the style has it.
pub const ROW_PX: usize = 53;
/// Rows that are there before and behind what is seen.
const MARGIN: usize = 3;
/// Rows by which the window moves.
const STEP: usize = 2;

#[cfg(test)]
mod tests {
    use anc_session::{Document, Origin, Session};

    use super::*;
    use crate::tell::cloud_pcs::GRID;

    fn at(share: i64) -> Session {
        let text = include_bytes!("../../public/scenarios/alternate-failover.json");
        let mut session = Session::open(Document::read(text, Origin::Sent).expect("a scenario"));
        let horizon = session.branch().simulation().horizon();
        let there = anc_engine::domain::Offset(horizon.0 / 4 * share);
        session.apply(anc_session::Intent::Seek(there), &mut || true).expect("a moment");
        session
    }

    fn column(title: &str) -> usize {
        GRID.columns.iter().position(|column| column.title == title).expect("a column")
    }

    #[test]
    fn what_is_wanted_comes_frame_by_frame() {
        for (mut drawn, wanted) in [
            ((0, 0), (0, 21)),
            ((0, 21), (400, 21)),
            ((400, 21), (0, 21)),
            ((400, 21), (404, 21)),
            ((400, 21), (390, 21)),
            ((400, 21), (396, 40)),
            ((9_990, 10), (0, 60)),
        ] {
            let mut frames = 0;
            while drawn != wanted {
                let next = step(drawn, wanted, 10_000);
                let inside = |row: usize| (wanted.0..wanted.0 + wanted.1).contains(&row);
                let new = (next.0..next.0 + next.1).filter(|row| !(drawn.0..drawn.0 + drawn.1).contains(row));
                let new: Vec<usize> = new.collect();
                assert!(new.iter().all(|&row| inside(row)) && next.1 > 0, "{drawn:?} {wanted:?} {next:?}");
                assert!(new.len() <= FRAME, "{drawn:?} {wanted:?} {next:?}");
                drawn = next;
                frames += 1;
                assert!(frames < 10, "{wanted:?} is never there: {drawn:?}");
            }
        }
    }

    #[test]
    fn rows_are_found_filtered_and_sorted() {
        let session = at(4);
        let simulation = session.branch().simulation();
        let names = |asked: &Asked| GRID.names(simulation, &GRID.order(simulation, asked));
        let all = names(&Asked::default());
        assert!(all.len() > 30, "{}", all.len());
        let sorted = |down| names(&Asked { sorted: Some((column("Device name"), down)), ..Asked::default() });
        let (up, down) = (sorted(false), sorted(true));
        assert!(up.is_sorted());
        assert_eq!(up, down.into_iter().rev().collect::<Vec<_>>());
        // Addresses go by number: .4 before .10.
        let by_address = Asked { sorted: Some((column("Address"), false)), ..Asked::default() };
        let rows = GRID.rows(simulation, &GRID.order(simulation, &by_address), &[column("Address")], (0, 8));
        let shown: Vec<&str> = rows.iter().map(|row| row.cells[0].text.as_str()).collect();
        assert_eq!(
            shown[..7],
            ["10.20.0.4", "10.20.0.5", "10.20.0.6", "10.20.0.7", "10.20.0.8", "10.20.0.9", "10.20.0.10"]
        );
        // One is found by its user, whatever the case.
        let found = names(&Asked { sought: " SALES-03".to_owned(), ..Asked::default() });
        assert_eq!(found.len(), 1, "{found:?}");
        // What the filters let through are parts of the whole.
        let values = GRID.values(simulation);
        for (position, values) in values.into_iter().enumerate() {
            let mut count = 0;
            for value in values {
                let mut filters = vec![String::new(); GRID.filters.len()];
                filters[position] = value;
                count += names(&Asked { filters, ..Asked::default() }).len();
            }
            // Whoever failed has no connection, and no region.
            assert!(count <= all.len() && count > 0, "{}: {count}", GRID.filters[position].0);
        }
    }

    #[test]
    fn an_order_of_another_run_names_nothing() {
        let (late, early) = (at(4), at(0));
        let order = GRID.order(late.branch().simulation(), &Asked::default());
        let early = early.branch().simulation();
        let there = GRID.rows(early, &order, &[0, 1, 2, 3, 4, 5, 6, 7, 8], (0, 1_000));
        assert!(there.len() <= order.len());
        assert!(GRID.names(early, &order).len() <= order.len());
    }

    #[test]
    fn only_what_is_seen_is_there() {
        assert_eq!(window(40, 900, 400), (0, 40));
        let (first, count) = window(10_000, 53 * 5_000, 640);
        assert!(first <= 5_000 && first + count > 5_000 + 640 / ROW_PX, "{first} {count}");
        assert!(count < 60, "{count}");
        // A little scrolling moves nothing.
        assert_eq!(window(10_000, 53 * 5_000 + 20, 640), (first, count));
        assert_eq!(window(10_000, -40, 640).0, 0);
    }
}
