//! What follows something that changes. In the first file all of it is drawn and computed by code of one type: each type of memo
//! and each type of closure in a view would be compiled on its own; the closures alone were 5.5 KB of the first load.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// Something of any type.
type Something = Arc<dyn Any + Send + Sync>;

/// Looks again: what is seen, where it differs from what was seen before.
type Look = Box<dyn Fn(Option<&Something>) -> Option<Something> + Send + Sync>;

/// A view of something: looked at anew when what it rests on changes, and told on only where it differs.
pub struct View<T> {
    seen: Seen,
    of: PhantomData<fn() -> T>,
}

/// What is seen, whatever it is: the code of it is there once.
#[derive(Clone, Copy)]
struct Seen {
    /// Grows with each difference.
    changes: Memo<u64>,
    last: StoredValue<Option<Something>>,
}

impl Seen {
    #[inline(never)]
    fn new(look: Look) -> Self {
        let last: StoredValue<Option<Something>> = StoredValue::new(None);
        let changes = Memo::new(move |before: Option<&u64>| {
            let seen = look(last.get_value().as_ref());
            let differs = seen.is_some();
            if differs {
                last.set_value(seen);
            }
            before.copied().unwrap_or(0) + u64::from(differs)
        });
        Self { changes, last }
    }

    #[inline(never)]
    fn track(self) {
        let _: u64 = self.changes.get();
    }

    /// What was seen last, followed.
    #[inline(never)]
    #[expect(clippy::expect_used, reason = "following it looks first")]
    fn get(self) -> Something {
        self.track();
        self.last.get_value().expect("it was looked at")
    }
}

impl<T> Clone for View<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for View<T> {}

impl<T: PartialEq + Send + Sync + 'static> View<T> {
    /// A view by a look that follows what it rests on.
    pub fn new(look: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let again = move |before: Option<&Something>| {
            let now = look();
            let same = before.and_then(|before| before.downcast_ref()) == Some(&now);
            (!same).then(|| Arc::new(now) as Something)
        };
        Self { seen: Seen::new(Box::new(again)), of: PhantomData }
    }

    /// What is seen, followed.
    ///
    /// # Panics
    /// Never: what is seen is of this type.
    #[expect(clippy::expect_used, reason = "a view has seen nothing else")]
    pub fn with<R>(self, tell: impl FnOnce(&T) -> R) -> R {
        tell(self.seen.get().downcast_ref().expect("it is of this type"))
    }

    /// Follows it.
    pub fn track(self) {
        self.seen.track();
    }

    /// What is seen, followed.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }
}

/// What is drawn anew when what it rests on changes.
pub fn live<V: IntoAny>(draw: impl Fn() -> V + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || draw().into_any())
}

/// Words that follow what they tell of.
pub fn text<S: Into<String>>(tell: impl Fn() -> S + Send + 'static) -> Box<dyn FnMut() -> String + Send> {
    Box::new(move || tell().into())
}

/// A yes or a no that follows what it tells of.
pub fn flag(tell: impl Fn() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(tell)
}

/// Does something now, and again whenever what it follows changes.
pub fn follow(act: impl FnMut() + 'static) {
    following(Box::new(act));
}

fn following(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_| act());
}
