//! Lists that are put or kept in order: a sort or a tree of their own would be many times their code, and each type of them is
//! loaded with the page. They hold some hundreds; whatever can hold every person of a tenant is kept by position, or in a tree.

use std::borrow::Borrow;
use std::cmp::Ordering;

/// Puts an item where it belongs, unless one like it is there; whether it was put.
pub fn insert<T: Ord>(list: &mut Vec<T>, item: T) -> bool {
    insert_by(list, item, T::cmp)
}

/// The same by an order of one's own.
pub fn insert_by<T>(list: &mut Vec<T>, item: T, order: impl Fn(&T, &T) -> Ordering) -> bool {
    let place = list.binary_search_by(|other| order(other, &item));
    if let Err(place) = place {
        list.insert(place, item);
    }
    place.is_err()
}

/// Values by key, in the order of the keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table<K, V>(Vec<(K, V)>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Table<K, V> {
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|place| &self.0[place].1)
    }

    /// Gives a key a value; the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place::<K>(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    /// Takes a key away; the value that it had.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.place::<K>(key).ok().map(|place| self.0.remove(place).1)
    }

    /// The value of a key, which begins as the default.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let place = match self.place::<K>(&key) {
            Ok(place) => place,
            Err(place) => {
                self.0.insert(place, (key, V::default()));
                place
            }
        };
        &mut self.0[place].1
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }
}

/// The items in an order; those that are alike stay as they were.
pub fn sorted<T>(items: impl IntoIterator<Item = T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut list = Vec::new();
    for item in items {
        let place = list.partition_point(|other| order(other, &item).is_le());
        list.insert(place, item);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_stays_as_it_was() {
        let words = sorted(["bb", "a", "cc", "d", "aa"], |left, right| left.len().cmp(&right.len()));
        assert_eq!(words, ["a", "d", "bb", "cc", "aa"]);
    }

    #[test]
    fn a_table_has_one_value_a_key_in_order() {
        let mut table = Table::default();
        assert_eq!(table.insert("b", 1), None);
        assert_eq!(table.insert("a", 2), None);
        assert_eq!(table.insert("b", 3), Some(1));
        *table.or_default("c") += 4;
        *table.or_default("a") += 5;
        assert_eq!(table.keys().copied().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!((table.get(&"a"), table.get(&"d")), (Some(&7), None));
        assert_eq!((table.remove(&"a"), table.remove(&"a")), (Some(7), None));
    }

    #[test]
    fn a_list_stays_in_order_and_without_twins() {
        let mut list = Vec::new();
        for item in [3, 1, 2, 3, 1] {
            insert(&mut list, item);
        }
        assert_eq!(list, [1, 2, 3]);
    }
}
