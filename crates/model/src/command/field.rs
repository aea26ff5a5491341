//! What the declarations of commands are made of: fields with a kind, bounds, and what it means to leave one out.

use crate::domain::entity::Listed;
use crate::domain::word::Word;
use crate::domain::{
    AdminId, Check, ClockTime, ControllerId, DomainId, Entity, EntityKind, GroupId, LinkId, Name, PeeringId,
    Prefix, RegionId, ResourceGroupId, ResourceId, SubnetId, SubscriptionId, UserId, VnetId, World,
};

/// What a field holds, or each entry of its list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// Something of the world.
    Thing(EntityKind),
    /// A connection or a policy, by name: it may come to be during the run. The service refuses a name that it does not
    /// find.
    Called(EntityKind),
    /// The name of a connection or a policy that comes to be.
    NewName(EntityKind),
    /// A text, as it is typed.
    Text,
    /// A whole number.
    Number {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// A length of time in milliseconds, a minute or more.
    Duration,
    /// A time of day, in milliseconds from midnight.
    Clock,
    /// An IPv4 prefix.
    Prefix,
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A health check.
    Check,
}

/// What it means to leave a field out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// It may not be left out.
    Never,
    /// Nothing: no value, or an empty list.
    Nothing,
    /// The first one of the world.
    First,
    /// Yes, or no.
    Flag(bool),
}

/// A field of a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Of a list: the least and the most entries.
    pub list: Option<(u32, u32)>,
    /// What leaving it out means.
    pub left_out: LeftOut,
    /// The field that it depends on, and the word there that makes it matter.
    pub only_where: Option<(&'static str, &'static str)>,
}

impl Field {
    /// A field of a type.
    pub(super) const fn of<T: FieldType>(name: &'static str) -> Self {
        Self { name, kind: T::KIND, list: T::LIST, left_out: T::LEFT_OUT, only_where: None }
    }

    /// It may not be left out.
    pub(super) const fn required(mut self) -> Self {
        self.left_out = LeftOut::Never;
        self
    }

    /// Left out, it is the first one of the world.
    pub(super) const fn or_first(mut self) -> Self {
        self.left_out = LeftOut::First;
        self
    }

    /// Left out, it is yes.
    pub(super) const fn or_yes(mut self) -> Self {
        self.left_out = LeftOut::Flag(true);
        self
    }

    /// A number between these.
    pub(super) const fn between(mut self, least: u32, most: u32) -> Self {
        self.kind = FieldKind::Number { least, most };
        self
    }

    /// A list with so many entries.
    pub(super) const fn entries(mut self, least: u32, most: u32) -> Self {
        self.list = Some((least, most));
        if least > 0 {
            self.left_out = LeftOut::Never;
        }
        self
    }

    /// Milliseconds.
    pub(super) const fn duration(mut self) -> Self {
        self.kind = FieldKind::Duration;
        self
    }

    /// Without the first so many words, which say that all is well.
    pub(super) const fn after(mut self, count: usize) -> Self {
        if let FieldKind::Word(words) = self.kind {
            self.kind = FieldKind::Word(words.split_at(count).1);
        }
        self
    }

    /// The name of something that may come to be during the run.
    pub(super) const fn called(mut self, kind: EntityKind) -> Self {
        self.kind = FieldKind::Called(kind);
        self
    }

    /// The name of something that comes to be.
    pub(super) const fn new_name(mut self, kind: EntityKind) -> Self {
        self.kind = FieldKind::NewName(kind);
        self
    }

    /// It matters only where another field has that word.
    pub(super) const fn only_where(mut self, field: &'static str, word: &'static str) -> Self {
        self.only_where = Some((field, word));
        self
    }
}

impl Field {
    /// The value of a field that is left out. `is` tells whether another field holds a word.
    pub fn value_left_out(&self, world: &World, is: impl Fn(&str, &str) -> bool) -> FieldValue {
        match (self.left_out, self.kind) {
            (LeftOut::Flag(flag), _) => FieldValue::Flag(flag),
            (LeftOut::First, FieldKind::Thing(kind)) => {
                let matters = self.only_where.is_none_or(|(other, word)| is(other, word));
                let first = world.present(kind).next().filter(|_| matters);
                first.map_or(FieldValue::Nothing, FieldValue::Thing)
            }
            (LeftOut::Never | LeftOut::Nothing | LeftOut::First, _) => FieldValue::Nothing,
        }
    }
}

/// The value of a field, whatever the command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldValue {
    /// Left out.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A number, or milliseconds.
    Number(i64),
    /// A word.
    Word(&'static str),
    /// A name or a text.
    Text(Name),
    /// Something of the world.
    Thing(Entity),
    /// Entries of a list.
    List(Vec<FieldValue>),
}

/// A type that a field can have.
pub trait FieldType: Sized {
    /// What it holds.
    const KIND: FieldKind;
    /// Whether it is a list.
    const LIST: Option<(u32, u32)> = None;
    /// What leaving it out means.
    const LEFT_OUT: LeftOut = LeftOut::Never;

    /// Its value.
    fn value(&self) -> FieldValue;

    /// From a value; none where it is of another kind.
    fn from_value(value: &FieldValue) -> Option<Self>;
}

impl FieldType for bool {
    const KIND: FieldKind = FieldKind::Flag;
    const LEFT_OUT: LeftOut = LeftOut::Flag(false);

    fn value(&self) -> FieldValue {
        FieldValue::Flag(*self)
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Flag(flag) = value { Some(*flag) } else { None }
    }
}

impl FieldType for u32 {
    const KIND: FieldKind = FieldKind::Number { least: 0, most: Self::MAX };

    fn value(&self) -> FieldValue {
        FieldValue::Number(i64::from(*self))
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Number(number) = value { Self::try_from(*number).ok() } else { None }
    }
}

impl FieldType for i64 {
    const KIND: FieldKind = FieldKind::Duration;

    fn value(&self) -> FieldValue {
        FieldValue::Number(*self)
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Number(number) = value { Some(*number) } else { None }
    }
}

impl FieldType for ClockTime {
    const KIND: FieldKind = FieldKind::Clock;

    fn value(&self) -> FieldValue {
        FieldValue::Number(self.0)
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Number(number) = value { Some(Self(*number)) } else { None }
    }
}

impl FieldType for Prefix {
    const KIND: FieldKind = FieldKind::Prefix;

    fn value(&self) -> FieldValue {
        FieldValue::Text(Name::new(self.to_string()))
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Text(text) = value { Self::parse(text) } else { None }
    }
}

impl FieldType for Name {
    const KIND: FieldKind = FieldKind::Text;

    fn value(&self) -> FieldValue {
        FieldValue::Text(self.clone())
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Text(text) = value { Some(text.clone()) } else { None }
    }
}

impl FieldType for Check {
    const KIND: FieldKind = FieldKind::Check;

    fn value(&self) -> FieldValue {
        FieldValue::Word(self.entry().name)
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Word(word) = value { Self::named(word) } else { None }
    }
}

impl<W: Word> FieldType for W {
    const KIND: FieldKind = FieldKind::Word(W::NAMES);

    fn value(&self) -> FieldValue {
        FieldValue::Word(self.word())
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if let FieldValue::Word(word) = value { W::of_word(word) } else { None }
    }
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: FieldKind = T::KIND;
    const LEFT_OUT: LeftOut = LeftOut::Nothing;

    fn value(&self) -> FieldValue {
        self.as_ref().map_or(FieldValue::Nothing, T::value)
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        if *value == FieldValue::Nothing { Some(None) } else { T::from_value(value).map(Some) }
    }
}

impl<T: FieldType> FieldType for Vec<T> {
    const KIND: FieldKind = T::KIND;
    const LIST: Option<(u32, u32)> = Some((0, u32::MAX));
    const LEFT_OUT: LeftOut = LeftOut::Nothing;

    fn value(&self) -> FieldValue {
        FieldValue::List(self.iter().map(T::value).collect())
    }

    fn from_value(value: &FieldValue) -> Option<Self> {
        match value {
            FieldValue::Nothing => Some(Self::new()),
            FieldValue::List(entries) => entries.iter().map(T::from_value).collect(),
            _ => None,
        }
    }
}

macro_rules! things {
    ($($id:ty),+ $(,)?) => {$(
        impl FieldType for $id {
            const KIND: FieldKind = FieldKind::Thing(<$id as Listed>::KIND);

            fn value(&self) -> FieldValue {
                FieldValue::Thing(self.entity())
            }

            fn from_value(value: &FieldValue) -> Option<Self> {
                if let FieldValue::Thing(entity) = value { Self::of_entity(*entity) } else { None }
            }
        }
    )+};
}

things!(
    RegionId,
    SubscriptionId,
    ResourceGroupId,
    VnetId,
    SubnetId,
    LinkId,
    PeeringId,
    ResourceId,
    DomainId,
    ControllerId,
    AdminId,
    GroupId,
    UserId,
);
