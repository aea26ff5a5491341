//! Typed positions in the world's lists. They are stable within a run and never leave it: files, links and digests
//! speak of names.

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A typed position: made only by [`Arena::push`], so it is always in bounds of the arena it came from.
pub trait Id: Copy + Eq + Ord + Hash + fmt::Debug {
    /// From a position.
    fn new(position: usize) -> Self;
    /// The position.
    fn position(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(u32);

        impl Id for $name {
            fn new(position: usize) -> Self {
                Self(position as u32)
            }
            fn position(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// An Azure region.
    RegionId,
    /// An Azure subscription.
    SubscriptionId,
    /// An Azure resource group.
    ResourceGroupId,
    /// An Azure virtual network.
    VnetId,
    /// A subnet of a virtual network.
    SubnetId,
    /// A link from a virtual network to on-premises.
    LinkId,
    /// A peering of two virtual networks.
    PeeringId,
    /// A network resource.
    ResourceId,
    /// An Active Directory domain.
    DomainId,
    /// A domain controller.
    ControllerId,
    /// An administrator.
    AdminId,
    /// A group of users.
    GroupId,
    /// A user.
    UserId,
    /// An Azure network connection.
    ConnectionId,
    /// A provisioning policy.
    PolicyId,
    /// A Cloud PC.
    CloudPcId,
}

/// A list that only grows, read by typed position.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Arena<I, T> {
    items: Vec<T>,
    id: PhantomData<I>,
}

impl<I, T> Default for Arena<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), id: PhantomData }
    }
}

impl<I: Id, T> Arena<I, T> {
    /// Adds an item and says where it is.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::new(self.items.len() - 1)
    }

    /// The item at a position, if there is one.
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.position())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All items, in the order in which they were added.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.items.iter()
    }

    /// All items, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.items.iter_mut()
    }

    /// All positions.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.items.len()).map(I::new)
    }

    /// All items with their positions.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(position, item)| (I::new(position), item))
    }

    /// The first item for which `test` holds.
    pub fn find(&self, test: impl FnMut(&T) -> bool) -> Option<I> {
        self.items.iter().position(test).map(I::new)
    }
}

impl<I: Id, T> Index<I> for Arena<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.items[id.position()]
    }
}

impl<I: Id, T> IndexMut<I> for Arena<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.position()]
    }
}
