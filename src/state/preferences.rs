//! What is remembered in the browser: the theme, whose clocks tell the moments, whether single keys are shortcuts and the timeline is
//! open, and which columns a list has. A browser without storage, such as a sandboxed frame, remembers nothing, and all works.

use web_sys::Storage;

const THEME: &str = "anc-theme";
const SHORTCUTS: &str = "anc-shortcuts";
const TIMELINE: &str = "anc-timeline";
const CLOCKS: &str = "anc-clocks";
/// What is remembered of clocks where they are the reader's own.
const OWN: &str = "own";
/// Before the name of a list.
const COLUMNS: &str = "anc-columns-";
/// Between the titles of columns: none of them has one.
const BETWEEN: char = '|';

/// Which colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in storage and addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// On the screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// The theme of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn remembered(name: &str) -> Option<String> {
    local()?.get_item(name).ok().flatten()
}

fn remember(name: &str, value: &str) {
    if let Some(storage) = local() {
        let _ = storage.set_item(name, value);
    }
}

/// The theme: of the address, else the one chosen before, else the system's.
pub fn theme() -> Theme {
    let query = crate::shell::location::search();
    let asked = query.trim_start_matches('?').split('&').find_map(|part| part.strip_prefix("theme="));
    asked
        .and_then(Theme::named)
        .or_else(|| remembered(THEME).and_then(|name| Theme::named(&name)))
        .unwrap_or(Theme::System)
}

/// Remembers a theme and shows it.
pub fn set_theme(theme: Theme) {
    remember(THEME, theme.name());
    show_theme(theme);
}

/// Shows a theme.
pub fn show_theme(theme: Theme) {
    let Some(window) = web_sys::window() else { return };
    let system_is_dark = || {
        let query = window.match_media("(prefers-color-scheme: dark)").ok().flatten();
        query.is_some_and(|query| query.matches())
    };
    let dark = match theme {
        Theme::System => system_is_dark(),
        Theme::Light => false,
        Theme::Dark => true,
    };
    if let Some(root) = window.document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

/// Whether single keys are shortcuts (WCAG 2.1.4).
pub fn shortcuts() -> bool {
    remembered(SHORTCUTS).as_deref() != Some("off")
}

/// Remembers it.
pub fn set_shortcuts(on: bool) {
    remember(SHORTCUTS, if on { "on" } else { "off" });
}

/// Whether the timeline is open.
pub fn timeline() -> bool {
    remembered(TIMELINE).as_deref() == Some("on")
}

/// Remembers it.
pub fn set_timeline(on: bool) {
    remember(TIMELINE, if on { "on" } else { "off" });
}

/// Whether moments are told by the reader's own clocks.
pub fn own_clocks() -> bool {
    remembered(CLOCKS).as_deref() == Some(OWN)
}

/// Remembers it.
pub fn set_own_clocks(own: bool) {
    remember(CLOCKS, if own { OWN } else { "scenario" });
}

/// The columns that were chosen of a list, by their titles; none: nobody chose.
pub fn columns(list: &str) -> Option<Vec<String>> {
    let stored = remembered(&format!("{COLUMNS}{list}"))?;
    Some(stored.split(BETWEEN).map(str::to_owned).collect())
}

/// Remembers them.
pub fn set_columns(list: &str, titles: &[&str]) {
    remember(&format!("{COLUMNS}{list}"), &titles.join(&BETWEEN.to_string()));
}
