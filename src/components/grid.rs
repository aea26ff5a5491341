//! How a [`Grid`] is drawn: a field that finds, filters, columns to choose, headings that sort, and a table of which only the rows
//! exist that can be seen. What is asked of a list stays asked while other pages are looked at.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev::Event;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::button::Button;
use super::menu::menu;
use super::table::class_of;
use crate::state::preferences;
use crate::state::use_run;
use crate::tell::grid::{Asked, Grid, ROW_PX, Row, WHOLE_MAX, step, window};
use crate::tell::numbers::grouped;
use crate::view::{View, flag, follow, live, text};
use crate::words;

/// The height of the box before it is laid out.
const HEIGHT_AT_FIRST_PX: i32 = 640;

thread_local! {
    /// What is asked of each list.
    static ASKED: RefCell<Vec<(&'static str, Asked)>> = const { RefCell::new(Vec::new()) };
}

/// What is chosen of a list, by name.
pub type Chosen = RwSignal<Vec<String>>;

/// What there is of a list for all kinds of rows alike.
#[derive(Clone, Copy)]
struct Drawn {
    name: &'static str,
    /// The columns: title and class.
    columns: StoredValue<Vec<(&'static str, &'static str)>>,
    asked: RwSignal<Asked>,
    /// The rows that are drawn: the first, and how many.
    part: RwSignal<(usize, usize)>,
    boxed: NodeRef<Div>,
    shown: RwSignal<Vec<usize>>,
    /// How far the box is scrolled, and how high it is.
    scrolled: RwSignal<(i32, i32)>,
    found: View<usize>,
    all: View<usize>,
    rows: View<Vec<Row>>,
    /// The names of all that were found.
    names: Callback<(), Vec<String>>,
    chosen: Option<Chosen>,
    empty: &'static str,
}

/// Draws a list. `chosen`: what is chosen of it, where something can be done with several.
pub fn draw<R>(grid: &'static Grid<R>, chosen: Option<Chosen>) -> AnyView
where
    R: Copy + PartialEq + Send + Sync + 'static,
{
    let run = use_run();
    let name = grid.name;
    let kept =
        ASKED.with_borrow(|asked| asked.iter().find(|(of, _)| *of == name).map(|(_, asked)| asked.clone()));
    let asked = RwSignal::new(kept.unwrap_or_else(|| Asked::nothing(grid.filters.len())));
    on_cleanup(move || {
        let last = asked.try_get_untracked();
        ASKED.with_borrow_mut(|kept| {
            kept.retain(|(of, _)| *of != name);
            kept.extend(last.map(|last| (name, last)));
        });
    });
    let titles: Vec<_> = grid.columns.iter().map(|column| (column.title, column.class)).collect();
    let remembered = preferences::columns(name).map(|chosen| {
        let of = |title: &String| titles.iter().position(|(known, _)| known == title);
        chosen.iter().filter_map(of).collect::<Vec<_>>()
    });
    let columns = remembered.filter(|chosen| chosen.first() == Some(&0));
    let shown = RwSignal::new(columns.unwrap_or_else(|| grid.columns_at_first()));
    let scrolled = RwSignal::new((0, HEIGHT_AT_FIRST_PX));
    let order = run.view_now_and_then(
        move || asked.get(),
        move |session, asked| grid.order(session.branch().simulation(), asked),
    );
    let found = View::new(move || order.with(Vec::len));
    let all =
        run.view_now_and_then(|| (), move |session, ()| (grid.rows)(session.branch().simulation()).len());
    let wanted = View::new(move || {
        let (top, height) = scrolled.get();
        window(found.get(), top, height)
    });
    let part = RwSignal::new((0, 0));
    let boxed = NodeRef::new();
    Way { part, wanted, found, waits: StoredValue::new(false), boxed }.begin();
    let rows = run.view(move |simulation| {
        order.with(|order| shown.with(|shown| grid.rows(simulation, order, shown, part.get())))
    });
    // What the filters offer can wait until the rows are drawn.
    let drawn_once = RwSignal::new(false);
    // Whoever left the page meanwhile needs it no more.
    once_drawn(move || {
        let _ = drawn_once.try_set(true);
    });
    let values = run.view_now_and_then(
        move || drawn_once.get(),
        move |session, is_drawn| match is_drawn {
            true => grid.values(session.branch().simulation()),
            false => vec![Vec::new(); grid.filters.len()],
        },
    );
    let names = Callback::new(move |()| {
        untrack(|| run.read(|simulation| order.with(|order| grid.names(simulation, order))))
    });
    let drawn = Drawn {
        name,
        columns: StoredValue::new(titles),
        asked,
        part,
        boxed,
        shown,
        scrolled,
        found,
        all,
        rows,
        names,
        chosen,
        empty: grid.empty,
    };
    let filters = grid.filters.iter().enumerate().map(|(position, (title, _))| {
        let offered =
            View::new(move || values.with(|values| values.get(position).cloned().unwrap_or_default()));
        drawn.filter(position, title, offered)
    });
    let filters: Vec<AnyView> = filters.collect();
    drawn.whole(filters)
}

/// The rows that are drawn, on their way to those that are wanted: a step a frame.
#[derive(Clone, Copy)]
struct Way {
    part: RwSignal<(usize, usize)>,
    wanted: View<(usize, usize)>,
    found: View<usize>,
    /// Whether the next step waits for its frame.
    waits: StoredValue<bool>,
    /// The box that scrolls.
    boxed: NodeRef<Div>,
}

impl Way {
    fn begin(self) {
        self.go_on();
        follow(move || {
            self.part.track();
            self.wanted.track();
            self.go_on();
        });
    }

    fn go_on(self) {
        let Self { part, wanted, found, waits, boxed } = self;
        let now = part.get_untracked();
        let next = untrack(|| step(now, wanted.get(), found.get()));
        if next == now || waits.get_value() {
            return;
        }
        waits.set_value(true);
        let active = document().active_element();
        part.set(next);
        once_drawn(move || {
            // Whoever left the page meanwhile needs no more of it.
            if waits.try_set_value(false).is_some() {
                return;
            }
            // Whoever had the focus in a row that is no more has it in the box.
            if let Some(boxed) =
                boxed.get_untracked().filter(|_| active.is_some_and(|active| !active.is_connected()))
            {
                let _ = boxed.focus();
            }
            self.go_on();
        });
    }
}

/// Does something once what there is now is on the screen.
fn once_drawn(act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}

impl Drawn {
    fn whole(self, filters: Vec<AnyView>) -> AnyView {
        let type_in = move |event| self.ask(|asked| asked.sought = event_target_value(&event));
        let sought = move || self.asked.with(|asked| asked.sought.clone());
        let count = move || {
            let (found, all) = (grouped(self.found.get() as u64), grouped(self.all.get() as u64));
            if found == all { words::all_of(&all) } else { words::found_of(&found, &all) }
        };
        let is_asked = View::new(move || self.asked.with(|asked| *asked != self.nothing_asked()));
        let clear = move || {
            is_asked.get().then(|| {
                let look = Button { class: "subtle", ..Default::default() };
                look.draw("Clear", move || {
                    let nothing = untrack(|| self.nothing_asked());
                    self.ask(|asked| *asked = nothing);
                })
            })
        };
        view! {
            <div class="filters">
                <label class="field">
                    "Find"
                    <input type="search" maxlength="60" prop:value=text(sought) on:input=type_in />
                </label>
                {filters}
                {self.chooser()}
                <span class="caption" role="status">{text(count)}</span>
                {live(clear)}
            </div>
            {self.table()}
        }
        .into_any()
    }

    /// Asks for something else: other rows begin to come.
    fn ask(self, change: impl FnOnce(&mut Asked)) {
        self.part.update(|(_, count)| *count = 0);
        self.asked.update(change);
    }

    /// The columns that are shown, followed: which, title, and class.
    fn seen(self) -> Vec<(usize, &'static str, &'static str)> {
        let columns = self.columns.get_value();
        let of = |&at: &usize| columns.get(at).map(|&(title, class)| (at, title, class));
        self.shown.with(|shown| shown.iter().filter_map(of).collect())
    }

    /// A list of which nothing is asked.
    fn nothing_asked(self) -> Asked {
        Asked::nothing(self.asked.with(|asked| asked.filters.len()))
    }

    fn filter(self, position: usize, title: &'static str, values: View<Vec<String>>) -> AnyView {
        let choose = move |event: Event| {
            let value = event_target_value(&event);
            self.ask(|asked| {
                if let Some(filter) = asked.filters.get_mut(position) {
                    *filter = value;
                }
            });
        };
        let wanted = View::new(move || {
            self.asked.with(|asked| asked.filters.get(position).cloned().unwrap_or_default())
        });
        let options = move || {
            let wanted = wanted.get();
            let mut values = values.get();
            // What is asked for stays in the list when nothing has it any more.
            if !wanted.is_empty() && !values.contains(&wanted) {
                values.push(wanted.clone());
            }
            let option = |value: String| {
                let selected = value == wanted;
                view! { <option value=value.clone() selected=selected>{value.clone()}</option> }
            };
            values.into_iter().map(option).collect_view()
        };
        view! {
            <label class="field">
                {title}
                <select on:change=choose prop:value=text(move || wanted.get())>
                    <option value="">"All"</option>
                    {live(options)}
                </select>
            </label>
        }
        .into_any()
    }

    /// Which columns there are: drawn once somebody wants to choose.
    fn chooser(self) -> AnyView {
        let opened = RwSignal::new(false);
        let one = move |(position, (title, _)): (usize, (&'static str, &'static str))| {
            let checked = move || self.shown.with(|shown| shown.contains(&position));
            let tick = move |event| {
                let on = event_target_checked(&event);
                self.shown.update(|shown| {
                    shown.retain(|&other| other != position);
                    if on {
                        shown.push(position);
                        shown.sort_unstable();
                    }
                });
                let titles: Vec<_> = untrack(|| self.seen()).into_iter().map(|(_, title, _)| title).collect();
                preferences::set_columns(self.name, &titles);
            };
            view! { <label class="form-flag"><input type="checkbox" prop:checked=flag(checked) on:change=tick />{title}</label> }
        };
        let boxes = move || {
            let titles = if opened.get() { self.columns.get_value() } else { Vec::new() };
            titles.into_iter().enumerate().skip(1).map(one).collect_view()
        };
        menu(
            "Columns",
            "columns",
            Callback::new(move |()| opened.set(true)),
            view! { {live(boxes)} }.into_any(),
        )
    }

    /// A heading that sorts: upwards, downwards, and as the run has it.
    fn heading(self, position: usize, title: &'static str, class: &'static str) -> AnyView {
        let sorted = View::new(move || {
            let sorted = self.asked.with(|asked| asked.sorted);
            sorted.filter(|(by, _)| *by == position).map(|(_, down)| down)
        });
        let aria = move || match sorted.get() {
            None => "none",
            Some(false) => "ascending",
            Some(true) => "descending",
        };
        let arrow = move || match sorted.get() {
            None => "",
            Some(false) => "↑",
            Some(true) => "↓",
        };
        let sort = move |_| {
            self.ask(|asked| {
                asked.sorted = match asked.sorted {
                    Some((by, false)) if by == position => Some((position, true)),
                    Some((by, true)) if by == position => None,
                    _ => Some((position, false)),
                };
            });
        };
        view! {
            <th scope="col" class=class aria-sort=text(aria)>
                <button type="button" class="sort" on:click=sort>{title}<span aria-hidden="true">{text(arrow)}</span></button>
            </th>
        }
        .into_any()
    }

    fn headings(self) -> AnyView {
        let seen = self.seen();
        let all = self.chosen.map(|chosen| {
            let names = self.names;
            let whole = View::new(move || {
                let count = chosen.with(Vec::len);
                count > 0 && count >= self.found.get()
            });
            let tick = move |event| {
                let on = event_target_checked(&event);
                chosen.set(if on { names.run(()) } else { Vec::new() });
            };
            view! { <th class="narrow"><input type="checkbox" aria-label="Choose all that were found" prop:checked=flag(move || whole.get()) on:change=tick /></th> }
        });
        view! { <tr>{all}{seen.into_iter().map(|(at, title, class)| self.heading(at, title, class)).collect_view()}</tr> }
            .into_any()
    }

    fn row(self, row: Row) -> AnyView {
        let Row { name, place, cells } = row;
        let id = format!("{}-{place}", self.name).replace(' ', "-");
        let classes = untrack(|| self.seen()).into_iter().map(|(_, _, class)| class);
        let choice = self.chosen.map(|chosen| {
            let is_in = name.clone();
            let label = words::choose(&name);
            let tick = move |event| {
                let on = event_target_checked(&event);
                chosen.update(|chosen| {
                    chosen.retain(|other| *other != name);
                    if on {
                        chosen.push(name.clone());
                    }
                });
            };
            let checked = move || chosen.with(|chosen| chosen.contains(&is_in));
            view! { <td class="narrow"><input type="checkbox" aria-label=label prop:checked=flag(checked) on:change=tick /></td> }
        });
        let cells = cells.into_iter().zip(classes).enumerate().map(|(position, (cell, class))| {
            let content = cell.draw(Some(&id));
            if position == 0 {
                view! { <th scope="row" id=id.clone() class=class>{content}</th> }.into_any()
            } else {
                view! { <td class=class>{content}</td> }.into_any()
            }
        });
        let cells = cells.collect::<Vec<_>>();
        view! { <tr aria-rowindex=(place + 2).to_string()>{choice}{cells}</tr> }.into_any()
    }

    fn table(self) -> AnyView {
        let width = move || self.shown.with(Vec::len) + usize::from(self.chosen.is_some());
        let is_long = View::new(move || self.found.get() > WHOLE_MAX);
        let scroll = move |event: Event| {
            let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
                return;
            };
            let now = (target.scroll_top(), target.client_height());
            if self.scrolled.get_untracked() != now {
                self.scrolled.set(now);
            }
        };
        let rows = self.rows;
        // The rows that are not there take their room.
        let before = move || rows.with(|rows| rows.first().map_or(0, |row| row.place)) * ROW_PX;
        let behind = move || {
            let next = rows.with(|rows| rows.last().map_or(0, |row| row.place + 1));
            self.found.get().saturating_sub(next) * ROW_PX
        };
        let room = |height: Box<dyn Fn() -> usize + Send>| {
            view! { <tr class="room" aria-hidden="true"><td style:height=move || format!("{}px", height())></td></tr> }
        };
        let nothing = move || {
            (self.found.get() == 0).then(|| {
                let words = if self.all.get() == 0 { self.empty } else { "Nothing is as you ask for." };
                view! { <tr><td class="empty" colspan=width().to_string()>{words}</td></tr> }
            })
        };
        let label = words::scrolling(self.name);
        view! {
            <div node_ref=self.boxed class=text(move || if is_long.get() { "table-box long" } else { "table-box" }) tabindex="0" role="region" aria-label=label on:scroll=scroll>
                <table class=text(move || class_of(width())) aria-label=self.name aria-rowcount=text(move || (self.found.get() + 1).to_string())>
                    <thead>{live(move || self.headings())}</thead>
                    <tbody>
                        {live(move || is_long.get().then(|| room(Box::new(before))))}
                        <For each=move || rows.get() key=Clone::clone children=move |row| self.row(row) />
                        {live(move || is_long.get().then(|| room(Box::new(behind))))}
                        {live(nothing)}
                    </tbody>
                </table>
            </div>
        }
        .into_any()
    }
}
