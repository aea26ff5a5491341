//! Lists that are put or kept in order. They are short: a sort of their own would be many times their code.

use std::cmp::Ordering;

/// Puts an item where it belongs, unless one like it is there.
pub fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    insert_by(list, item, T::cmp);
}

/// The same by an order of one's own.
pub fn insert_by<T>(list: &mut Vec<T>, item: T, order: impl Fn(&T, &T) -> Ordering) {
    if let Err(place) = list.binary_search_by(|other| order(other, &item)) {
        list.insert(place, item);
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
    fn a_list_stays_in_order_and_without_twins() {
        let mut list = Vec::new();
        for item in [3, 1, 2, 3, 1] {
            insert(&mut list, item);
        }
        assert_eq!(list, [1, 2, 3]);
    }
}
