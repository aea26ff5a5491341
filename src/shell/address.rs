//! The address: which page is open (`#/…`), what is open and at which moment (`?scenario=&seed=&t=&theme=&embed=`). Only its
//! text; the browser's is `location`.

use anc_engine::domain::Offset;

use crate::components::icon::Icon;
use crate::state::preferences::Theme;
use crate::words;

/// A page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Page {
    /// The picture of the tenant.
    #[default]
    Overview,
    /// All connections.
    Connections,
    /// One connection.
    Connection(String),
    /// All provisioning policies.
    Policies,
    /// One policy.
    Policy(String),
    /// All Cloud PCs.
    CloudPcs,
    /// One Cloud PC.
    CloudPc(String),
    /// A sign-in, hop by hop; of a user, if one is named.
    SignIn(Option<String>),
    /// Azure, networks, the directory, Microsoft Entra ID and Intune, as they truly are.
    Environment,
    /// One thing of them: `vnet/vnet-weu`.
    Thing(String),
    /// All records.
    Activity,
    /// What must hold, and what became of it.
    Expectations,
    /// Runs beside each other.
    Compare,
    /// The run as an incident report.
    Report,
    /// The lessons.
    Lessons,
    /// The library.
    Scenarios,
    /// Scenario files, as one writes them.
    Editor,
    /// Components in their states, in debug builds.
    #[cfg(debug_assertions)]
    Components,
    /// The picture, with another page beside it: what was selected there.
    Beside(Box<Self>),
    /// An address that leads nowhere.
    NotFound,
}

/// What draws a page: a part of the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DrawnBy {
    /// The overview, which comes with the engine.
    Engine,
    /// What is read.
    Screens,
    /// Long lists.
    Lists,
    /// A connection, a policy, a Cloud PC: what one acts on.
    Things,
    /// What they rest on, and who signs in over it.
    Environment,
    /// The lessons, with their panel.
    Lessons,
    /// What finds anything, and the editor of scenario files.
    Tools,
    /// None: why something happened.
    Why,
    /// None: what makes files of what is shown.
    Files,
    /// None: the panel in which commands are prepared.
    Console,
    /// None: what keeps runs, and opens those that were shared.
    Keeper,
    /// None: what shares a run.
    Sharing,
    /// The runs of a session beside each other.
    Comparing,
    /// A run as a report.
    Reporting,
    /// None: the timeline in the time bar.
    Timeline,
    /// None: what listens to the page around, in a frame.
    Around,
}

/// A page as the address and the navigation have it.
#[derive(Debug)]
pub struct PageEntry {
    /// The first part of its address.
    path: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// The page: of a list, the whole of it.
    pub page: Page,
    /// What draws it.
    drawn_by: DrawnBy,
    /// The page of one entry, by name, and what draws that.
    one: Option<One>,
}

/// The page of one entry of a list, by its name, and what draws it.
type One = (fn(String) -> Page, DrawnBy);

/// All pages, in the order of the navigation. What draws each stands in [`crate::pages`].
pub static PAGES: &[PageEntry] = &[
    page("", "Overview", Icon::Home, Page::Overview, DrawnBy::Engine, None),
    page(
        "connections",
        "Azure network connections",
        Icon::Connection,
        Page::Connections,
        DrawnBy::Lists,
        Some((Page::Connection, DrawnBy::Things)),
    ),
    page(
        "policies",
        "Provisioning policies",
        Icon::Policy,
        Page::Policies,
        DrawnBy::Things,
        Some((Page::Policy, DrawnBy::Things)),
    ),
    page(
        "cloud-pcs",
        "Cloud PCs",
        Icon::CloudPc,
        Page::CloudPcs,
        DrawnBy::Lists,
        Some((Page::CloudPc, DrawnBy::Things)),
    ),
    page(
        "sign-in",
        "Sign-in",
        Icon::SignIn,
        Page::SignIn(None),
        DrawnBy::Environment,
        Some((|user| Page::SignIn(Some(user)), DrawnBy::Environment)),
    ),
    page(
        "environment",
        "Environment",
        Icon::Environment,
        Page::Environment,
        DrawnBy::Environment,
        Some((Page::Thing, DrawnBy::Environment)),
    ),
    page("activity", "Activity", Icon::Activity, Page::Activity, DrawnBy::Screens, None),
    page("expectations", "Expectations", Icon::Expectations, Page::Expectations, DrawnBy::Screens, None),
    page("compare", "Compare", Icon::Compare, Page::Compare, DrawnBy::Comparing, None),
    page("report", "Report", Icon::Report, Page::Report, DrawnBy::Reporting, None),
    page("lessons", "Lessons", Icon::Lesson, Page::Lessons, DrawnBy::Lessons, None),
    page("scenarios", "Scenarios", Icon::Library, Page::Scenarios, DrawnBy::Screens, None),
    page("editor", "Editor", Icon::Edit, Page::Editor, DrawnBy::Tools, None),
    #[cfg(debug_assertions)]
    page("components", "Components", Icon::Library, Page::Components, DrawnBy::Screens, None),
];

const fn page(
    path: &'static str,
    title: &'static str,
    icon: Icon,
    page: Page,
    drawn_by: DrawnBy,
    one: Option<One>,
) -> PageEntry {
    PageEntry { path, title, icon, page, drawn_by, one }
}

/// The fragment of a page, beside the picture.
pub fn beside_picture(fragment: &str) -> String {
    ["#/", BESIDE, fragment.trim_start_matches(['#', '/'])].concat()
}

/// A name longer than this leads nowhere.
const NAME_MAX: usize = 200;

/// Before the address of a page that stands beside the picture.
const BESIDE: &str = "beside/";

impl Page {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let address = fragment.trim_start_matches(['#', '/']);
        if let Some(page) = address.strip_prefix(BESIDE) {
            // Nothing stands beside something beside it, however often an address says so.
            if page.trim_start_matches(['#', '/']).starts_with(BESIDE) {
                return Self::NotFound;
            }
            return Self::parse(page).beside();
        }
        let (path, rest) = address.split_once('/').unwrap_or((address, ""));
        // What somebody writes by hand who has seen the other pages.
        let path = if path == "overview" { "" } else { path };
        let name = decode(rest).filter(|name| name.len() <= NAME_MAX);
        let found = PAGES.iter().find(|entry| entry.path == path).zip(name);
        found
            .and_then(|(entry, name)| match entry.one {
                _ if name.is_empty() => Some(entry.page.clone()),
                Some((one, _)) => Some(one(name)),
                None => None,
            })
            .unwrap_or(Self::NotFound)
    }

    /// The picture with this page beside it. The picture itself has no place there.
    #[must_use]
    pub fn beside(self) -> Self {
        match self {
            Self::Overview | Self::NotFound | Self::Beside(_) => Self::NotFound,
            page => Self::Beside(Box::new(page)),
        }
    }

    /// The page that takes the place of the page: with another one beside it, the picture.
    pub fn whole(&self) -> &Self {
        if matches!(self, Self::Beside(_)) { &Self::Overview } else { self }
    }

    /// The fragment of that. What leads nowhere leads nowhere again.
    pub fn whole_fragment(&self) -> String {
        match self.whole() {
            Self::NotFound => "#/-".to_owned(),
            page => page.fragment(),
        }
    }

    /// The fragment of the page beside the picture; empty: there is none.
    pub fn selected_fragment(&self) -> String {
        self.selected().map(Self::fragment).unwrap_or_default()
    }

    /// The page beside the picture.
    pub fn selected(&self) -> Option<&Self> {
        if let Self::Beside(page) = self { Some(page) } else { None }
    }

    /// The name in its address.
    fn name(&self) -> Option<&str> {
        match self {
            Self::Connection(name)
            | Self::Policy(name)
            | Self::CloudPc(name)
            | Self::Thing(name)
            | Self::SignIn(Some(name)) => Some(name),
            _ => None,
        }
    }

    /// Its entry in the table, or that of the list that it belongs to.
    fn entry(&self) -> Option<&'static PageEntry> {
        let is_one = |(one, _): One| self.name().is_some_and(|name| one(name.to_owned()) == *self);
        PAGES.iter().find(|entry| entry.page == *self.whole() || entry.one.is_some_and(is_one))
    }

    /// The fragment, with its `#`.
    pub fn fragment(&self) -> String {
        if let Self::Beside(page) = self {
            return beside_picture(&page.fragment());
        }
        let path = self.entry().map_or("", |entry| entry.path);
        let name = self.name().map(|name| format!("/{}", encode(name))).unwrap_or_default();
        format!("#/{path}{name}")
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        match self {
            Self::Connection(name) | Self::Policy(name) | Self::CloudPc(name) => name.clone(),
            Self::Beside(page) => page.title(),
            Self::Thing(of) => of.split_once('/').map_or(of.as_str(), |(_, name)| name).to_owned(),
            _ => self.entry().map_or("Not found", |entry| entry.title).to_owned(),
        }
    }

    /// What draws it.
    pub fn drawn_by(&self) -> DrawnBy {
        if let Self::Beside(page) = self {
            return page.drawn_by();
        }
        self.entry().map_or(DrawnBy::Screens, |entry| match (self.name(), entry.one) {
            (Some(_), Some((_, drawn_by))) => drawn_by,
            _ => entry.drawn_by,
        })
    }

    /// Whether a page of the navigation is this one, or the list that it belongs to.
    pub fn belongs_to(&self, other: &Self) -> bool {
        let entry = |page: &Self| page.entry().map(|entry| entry.path);
        entry(self).is_some() && entry(self) == entry(other)
    }
}

/// How a run begins, and how the page is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    /// A scenario of the library, or `file-1`: one that was opened in this tab.
    pub scenario: Option<String>,
    /// Another seed than the scenario's.
    pub seed: Option<u64>,
    /// Where to start.
    pub t: Option<Offset>,
    /// Whether the scenario is open as a lesson.
    pub lesson: bool,
    /// Whether the page is part of another one: no navigation, the picture as large as the frame.
    pub embed: bool,
    /// What the address says besides: it stays as it is.
    pub rest: Vec<String>,
    /// What could not be read, in sentences.
    pub unread: Vec<String>,
}

impl Query {
    /// Reads a query, with or without its `?`. A value that cannot be read is said; a name that nobody knows is somebody
    /// else's.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for part in query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let shown = decode(value).unwrap_or_else(|| value.to_owned());
            match name {
                "scenario" => match decode(value).filter(|value| value.len() <= NAME_MAX) {
                    Some(id) => read.scenario = Some(id),
                    None => read.unread.push("The name of the scenario cannot be read.".to_owned()),
                },
                "seed" => match value.parse() {
                    Ok(seed) => read.seed = Some(seed),
                    Err(_) => read.unread.push(words::no_seed(&format!("{shown:?}"))),
                },
                "t" => match Offset::parse(&shown) {
                    Ok(t) => read.t = Some(t),
                    Err(_) => {
                        read.unread.push(words::no_moment(&format!("{shown:?}")));
                    }
                },
                "lesson" => read.lesson = value != "0",
                "embed" => {
                    read.embed = value != "0";
                    read.rest.push(part.to_owned());
                }
                "theme" => {
                    if Theme::named(value).is_none() {
                        let names = Theme::ALL.map(Theme::name).join(", ");
                        read.unread.push(words::no_theme(&format!("{shown:?}"), &names));
                    }
                    read.rest.push(part.to_owned());
                }
                _ => read.rest.push(part.to_owned()),
            }
        }
        read
    }

    /// The query, with its `?`; empty where there is nothing to say.
    pub fn text(&self) -> String {
        let parts = [
            self.scenario.as_ref().map(|id| format!("scenario={}", encode(id))),
            self.seed.map(|seed| format!("seed={seed}")),
            self.lesson.then(|| "lesson=1".to_owned()),
            self.t.map(|t| format!("t={t}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().chain(self.rest.iter().cloned()).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// What a query says by a name.
pub fn said_in(query: &str, name: &str) -> Option<String> {
    let parts = query.trim_start_matches('?').split('&');
    let said = parts.filter_map(|part| part.split_once('=')).find(|(of, _)| *of == name);
    said.and_then(|(_, value)| decode(value))
}

/// Percent-encodes what is not a letter, a digit or one of `-_.~`.
fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The reverse; none when it is no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_and_written_alike() {
        let mut pages: Vec<Page> = PAGES.iter().map(|entry| entry.page.clone()).collect();
        let odd = "anc/weu & söhne #1";
        pages.extend([
            Page::Connection(odd.into()),
            Page::CloudPc("CPC-1".into()),
            Page::Policy("Office & Co".into()),
            Page::Thing("vnet/vnet-weu".into()),
            Page::SignIn(Some(odd.into())),
        ]);
        for page in pages {
            assert_eq!(Page::parse(&page.fragment()), page);
        }
        assert_eq!(Page::parse(""), Page::Overview);
        assert_eq!(Page::parse("#/overview"), Page::Overview);
        for nowhere in [
            "#/nowhere",
            "#/connections/%zz",
            "#/activity/x",
            "#//x",
            &format!("#/connections/{}", "x".repeat(201)),
        ] {
            assert_eq!(Page::parse(nowhere), Page::NotFound, "{nowhere}");
        }
    }

    #[test]
    fn queries_are_read_and_written_alike() {
        let query = Query {
            scenario: Some("a b".into()),
            seed: Some(7),
            t: Some(Offset::hours(30)),
            lesson: true,
            embed: true,
            rest: vec!["embed=1".into(), "theme=dark".into(), "utm=x".into()],
            unread: Vec::new(),
        };
        assert_eq!(query.text(), "?scenario=a%20b&seed=7&lesson=1&t=1d6h&embed=1&theme=dark&utm=x");
        assert_eq!(Query::parse(&query.text()), query);
        assert_eq!(Query::default().text(), "");
        assert_eq!(Query::parse(""), Query::default());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let odd = Query::parse("?scenario=%ff&seed=-1&t=soon&theme=pink&x");
        assert_eq!((&odd.scenario, odd.seed, odd.t), (&None, None, None));
        assert_eq!(odd.unread.len(), 4, "{:?}", odd.unread);
        assert!(odd.unread[2].contains("\"soon\" is no moment"), "{:?}", odd.unread);
        // What is somebody else's stays, and is not remarked upon.
        assert_eq!(odd.rest, ["theme=pink", "x"]);
        assert!(Query::parse("?theme=dark&t=2h&seed=1").unread.is_empty());
    }

    #[test]
    fn what_stands_beside_the_picture_has_an_address_too() {
        for (fragment, inside) in [
            ("#/beside/connections/anc-weu", Page::Connection("anc-weu".to_owned())),
            ("#/beside/environment/link/vpn%20%C3%A4", Page::Thing("link/vpn ä".to_owned())),
            ("#/beside/cloud-pcs", Page::CloudPcs),
        ] {
            let page = Page::parse(fragment);
            assert_eq!(page.selected(), Some(&inside), "{fragment}");
            assert_eq!((page.title(), page.drawn_by()), (inside.title(), inside.drawn_by()));
            assert_eq!(Page::parse(&page.fragment()), page, "{fragment}");
            assert!(page.belongs_to(&Page::Overview), "the navigation shows the overview");
        }
        assert_eq!(Page::parse(&Page::NotFound.whole_fragment()), Page::NotFound);
        assert_eq!(Page::parse(&Page::CloudPcs.beside().whole_fragment()), Page::Overview);
        assert_eq!(Page::parse(&["#/", &BESIDE.repeat(20_000)].concat()), Page::NotFound);
        for nowhere in ["#/beside", "#/beside/", "#/beside/nonsense", "#/beside/beside/cloud-pcs"] {
            assert_eq!(Page::parse(nowhere), Page::NotFound, "{nowhere}");
        }
    }

    /// The loader asks for what draws a page before anything else is there, so it says again what the table says.
    #[test]
    fn the_loader_asks_for_what_draws_a_page() {
        let loader = include_str!("../../public/parts.js");
        let table = loader.split("const drawnBy = [").nth(1).and_then(|rest| rest.split("];").next());
        let rows: Vec<(&str, &str)> = table
            .expect("a table")
            .split("[/^#\\/")
            .skip(1)
            .filter_map(|row| row.split_once("/, \"")?.1.split_once('"').map(|(part, _)| (row, part)))
            .collect();
        assert_eq!(rows.len(), 8);
        let asked = |fragment: &str| {
            let page = fragment.trim_start_matches("#/");
            let is_meant = |pattern: &str| match pattern.strip_suffix('$') {
                _ if pattern == "." => !page.is_empty(),
                Some(names) => names.trim_matches(['(', ')']).split('|').any(|name| name == page),
                None => pattern.trim_matches(['(', ')']).split('|').any(|name| page.starts_with(name)),
            };
            let pattern = |row: &str| row.split("/, ").next().unwrap_or_default().to_owned();
            rows.iter().find(|(row, _)| is_meant(&pattern(row))).map(|&(_, part)| part)
        };
        for entry in PAGES {
            let one = entry.one.map(|(one, _)| one("some-name".to_owned()));
            for page in one.into_iter().chain([entry.page.clone()]) {
                let expected = match page.drawn_by() {
                    DrawnBy::Engine
                    | DrawnBy::Why
                    | DrawnBy::Files
                    | DrawnBy::Console
                    | DrawnBy::Keeper
                    | DrawnBy::Sharing
                    | DrawnBy::Timeline => None,
                    DrawnBy::Screens => Some("pages"),
                    DrawnBy::Lists => Some("lists"),
                    DrawnBy::Things => Some("things"),
                    DrawnBy::Environment => Some("environment"),
                    DrawnBy::Lessons => Some("lessons"),
                    DrawnBy::Tools => Some("tools"),
                    DrawnBy::Comparing => Some("comparing"),
                    DrawnBy::Reporting => Some("report"),
                    DrawnBy::Around => Some("embed"),
                };
                assert_eq!(asked(&page.fragment()), expected, "{}", page.fragment());
            }
        }
    }
}
