//! The address: which page is open (`#/…`), what is open and at which moment (`?scenario=&seed=&t=&theme=&embed=`). Only its
//! text; the browser's is `location`.

use anc_engine::domain::Offset;

use crate::state::preferences::Theme;

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
    /// All Cloud PCs.
    CloudPcs,
    /// One Cloud PC.
    CloudPc(String),
    /// A sign-in, hop by hop; of a user, if one is named.
    SignIn(Option<String>),
    /// All records.
    Activity,
    /// What must hold, and what became of it.
    Expectations,
    /// The library.
    Scenarios,
    /// An address that leads nowhere.
    NotFound,
}

/// The pages of the navigation: title and page.
pub const NAVIGATION: [(&str, Page); 7] = [
    ("Overview", Page::Overview),
    ("Azure network connections", Page::Connections),
    ("Cloud PCs", Page::CloudPcs),
    ("Sign-in", Page::SignIn(None)),
    ("Activity", Page::Activity),
    ("Expectations", Page::Expectations),
    ("Scenarios", Page::Scenarios),
];

/// A name longer than this leads nowhere.
const NAME_MAX: usize = 200;

impl Page {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_start_matches('/');
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let name = decode(rest).filter(|name| name.len() <= NAME_MAX);
        match (first, name) {
            ("" | "overview", _) if rest.is_empty() => Self::Overview,
            ("connections", Some(name)) if name.is_empty() => Self::Connections,
            ("connections", Some(name)) => Self::Connection(name),
            ("cloud-pcs", Some(name)) if name.is_empty() => Self::CloudPcs,
            ("cloud-pcs", Some(name)) => Self::CloudPc(name),
            ("sign-in", Some(name)) => Self::SignIn(Some(name).filter(|name| !name.is_empty())),
            ("activity", Some(name)) if name.is_empty() => Self::Activity,
            ("expectations", Some(name)) if name.is_empty() => Self::Expectations,
            ("scenarios", Some(name)) if name.is_empty() => Self::Scenarios,
            _ => Self::NotFound,
        }
    }

    /// The fragment, with its `#`.
    pub fn fragment(&self) -> String {
        match self {
            Self::Overview | Self::NotFound => "#/".to_owned(),
            Self::Connections => "#/connections".to_owned(),
            Self::Connection(name) => format!("#/connections/{}", encode(name)),
            Self::CloudPcs => "#/cloud-pcs".to_owned(),
            Self::CloudPc(name) => format!("#/cloud-pcs/{}", encode(name)),
            Self::SignIn(None) => "#/sign-in".to_owned(),
            Self::SignIn(Some(name)) => format!("#/sign-in/{}", encode(name)),
            Self::Activity => "#/activity".to_owned(),
            Self::Expectations => "#/expectations".to_owned(),
            Self::Scenarios => "#/scenarios".to_owned(),
        }
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        match self {
            Self::Overview => "Overview".to_owned(),
            Self::Connections => "Azure network connections".to_owned(),
            Self::Connection(name) | Self::CloudPc(name) => name.clone(),
            Self::CloudPcs => "Cloud PCs".to_owned(),
            Self::SignIn(_) => "Sign-in".to_owned(),
            Self::Activity => "Activity".to_owned(),
            Self::Expectations => "Expectations".to_owned(),
            Self::Scenarios => "Scenarios".to_owned(),
            Self::NotFound => "Not found".to_owned(),
        }
    }

    /// Whether a page of the navigation is this one, or the list that it belongs to.
    pub fn belongs_to(&self, other: &Self) -> bool {
        self == other
            || matches!(
                (self, other),
                (Self::Connection(_), Self::Connections)
                    | (Self::CloudPc(_), Self::CloudPcs)
                    | (Self::SignIn(_), Self::SignIn(_))
            )
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
    /// Whether the page is part of another one: no navigation, the picture as large as the frame.
    pub embed: bool,
    /// What the address says besides: it stays as it is.
    pub rest: Vec<String>,
    /// What could not be read, in sentences.
    pub unread: Vec<String>,
}

/// What identities begin with that stand for files opened in this tab.
pub const OPENED_FILE: &str = "file-";

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
                    Err(_) => read.unread.push(format!("{shown:?} is no seed: a seed is a whole number.")),
                },
                "t" => match Offset::parse(&shown) {
                    Ok(t) => read.t = Some(t),
                    Err(_) => {
                        read.unread.push(format!("{shown:?} is no moment: one is written like 1d6h30m."));
                    }
                },
                "embed" => {
                    read.embed = value != "0";
                    read.rest.push(part.to_owned());
                }
                "theme" => {
                    if Theme::named(value).is_none() {
                        let names = Theme::ALL.map(Theme::name).join(", ");
                        read.unread.push(format!("{shown:?} is no theme; there are {names}."));
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
            self.t.map(|t| format!("t={t}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().chain(self.rest.iter().cloned()).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
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
        let mut pages: Vec<Page> = NAVIGATION.map(|(_, page)| page).to_vec();
        let odd = "anc/weu & söhne #1";
        pages.extend([
            Page::Connection(odd.into()),
            Page::CloudPc("CPC-1".into()),
            Page::SignIn(Some(odd.into())),
        ]);
        for page in pages {
            assert_eq!(Page::parse(&page.fragment()), page);
        }
        assert_eq!(Page::parse(""), Page::Overview);
        // What somebody writes by hand who has seen the other pages.
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
            embed: true,
            rest: vec!["embed=1".into(), "theme=dark".into(), "utm=x".into()],
            unread: Vec::new(),
        };
        assert_eq!(query.text(), "?scenario=a%20b&seed=7&t=1d6h&embed=1&theme=dark&utm=x");
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
}
