//! What the picture is made of, in words and numbers: panels with rows. No geometry.

use anc_engine::domain::{ConnectionId, Entity, Network, RecordKey, World};

use crate::shell::address::Page;
use crate::tell::badge::Badge;
use crate::tell::target::of_entity;
use crate::words;

/// Where something leads that is touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// To a page.
    Page(Page),
    /// To the answer why.
    Why(RecordKey),
    /// To all of many things, of which a few are drawn: they open in their place, or close again.
    All(Many),
}

/// What a tenant may have so many of that not all are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Many {
    /// Groups of people.
    Groups,
    /// Provisioning policies.
    Policies,
    /// Connections.
    Connections,
}

impl Many {
    /// Where all of them stand.
    pub const fn page(self) -> Page {
        match self {
            Self::Groups => Page::SignIn(None),
            Self::Policies => Page::Policies,
            Self::Connections => Page::Connections,
        }
    }
}

/// Of which of them all are open, by their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Opened([bool; 3]);

impl Opened {
    /// All of all.
    pub const ALL: Self = Self([true; 3]);

    /// Whether all of these are.
    pub const fn has(self, many: Many) -> bool {
        self.0[many as usize]
    }

    /// Opens or closes.
    pub fn turn(&mut self, many: Many) {
        self.0[many as usize] ^= true;
    }
}

/// How full something is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gauge {
    /// What.
    pub title: &'static str,
    /// In words.
    pub words: String,
    /// The share of others, in thousandths.
    pub others: u32,
    /// Our share, in thousandths.
    pub ours: u32,
}

/// How a Cloud PC is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tile {
    /// Provisioned.
    Ready,
    /// On its way: so many stages are done, of so many.
    Under(u8, u8),
    /// An attempt failed; it waits, or its address is still held.
    Held,
    /// Chosen for the sign-in that is shown.
    SigningIn,
}

/// What became of a connection in a policy's last choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// It was taken.
    Taken,
    /// It was passed over.
    PassedOver,
    /// It was not asked.
    NotAsked,
}

/// What lines of the picture begin or end at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// A network: a connection, or the Microsoft hosted one in a region.
    Network(Network),
    /// Where its Cloud PCs stand.
    CloudPcs(Network),
    /// The run of checks that goes on, with its temporary VM.
    Checks(ConnectionId),
    /// An entry of a policy's list: the network, and its place.
    Listed(Network, usize),
}

/// A part of a panel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// What the panel is: a name, cut where it is too long.
    Title(String),
    /// The name of something in it.
    Name(String),
    /// A sentence, broken where it is too long.
    Caption(String),
    /// A status, broken likewise.
    Badge(Badge),
    /// What is true now, in a frame of its own.
    Truth(Badge),
    /// How full something is.
    Gauge(Gauge),
    /// Cloud PCs one by one: each with its name; and how many more there are.
    Tiles(Vec<(Tile, String)>, usize),
    /// An entry of a list of connections: the name, and a sentence.
    Listed(Choice, String, String),
    /// A line between two things.
    Rule,
}

/// A row of a panel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it tells.
    pub part: Part,
    /// Where it leads.
    pub target: Option<Target>,
    /// What lines end here.
    pub anchor: Option<Anchor>,
}

impl Target {
    /// The page of a thing, where it has one.
    pub fn of(world: &World, entity: Entity) -> Option<Self> {
        of_entity(world, entity).map(Self::Page)
    }
}

impl Row {
    /// A row that leads nowhere.
    pub const fn new(part: Part) -> Self {
        Self { part, target: None, anchor: None }
    }

    /// With where it leads.
    #[must_use]
    pub fn to(mut self, target: impl Into<Option<Target>>) -> Self {
        self.target = target.into();
        self
    }

    /// With what lines end here.
    #[must_use]
    pub const fn at(mut self, anchor: Anchor) -> Self {
        self.anchor = Some(anchor);
        self
    }

    /// The row in words, for those who do not see it, and for a pointer that rests on it.
    pub fn words(&self) -> String {
        match &self.part {
            Part::Title(text) | Part::Name(text) | Part::Caption(text) => text.clone(),
            Part::Badge(badge) => badge.words.clone(),
            Part::Truth(badge) => words::truth(&badge.words),
            Part::Gauge(gauge) => format!("{}: {}", gauge.title, gauge.words),
            Part::Tiles(tiles, more) => words::cloud_pcs(&(tiles.len() + more).to_string()),
            Part::Listed(_, name, note) => format!("{name}: {note}"),
            Part::Rule => String::new(),
        }
    }
}

/// How a panel looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Look {
    /// Like most.
    #[default]
    Plain,
    /// On-premises: outside of Azure.
    Dashed,
    /// A sign-in that succeeded.
    Good,
    /// One that failed.
    Bad,
    /// A line that says what is not drawn.
    Bare,
}

/// A panel.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Panel {
    /// How it looks.
    pub look: Look,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Panel {
    /// A panel.
    pub const fn new(look: Look, rows: Vec<Row>) -> Self {
        Self { look, rows }
    }

    /// What it is called.
    pub fn title(&self) -> String {
        self.rows.first().map(Row::words).unwrap_or_default()
    }

    /// Everything that it says, but its title.
    pub fn words(&self) -> String {
        let rows = self.rows.iter().skip(1).map(Row::words).filter(|words| !words.is_empty());
        rows.collect::<Vec<_>>().join("; ")
    }
}
