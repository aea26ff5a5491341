//! What follows something that changes. In the first file all of it is drawn and computed by code of one type: each type of memo
//! and each type of closure in a view would be compiled on its own; the closures alone were 5.5 KB of the first load.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A view of something: looked at anew when what it rests on changes, and told on only where it differs.
pub struct View<T> {
    /// Grows with each difference.
    changes: Memo<u64>,
    seen: StoredValue<Option<Arc<dyn Any + Send + Sync>>>,
    of: PhantomData<fn() -> T>,
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
        let seen: StoredValue<Option<Arc<dyn Any + Send + Sync>>> = StoredValue::new(None);
        let differs = move || {
            let now = look();
            let before = seen.get_value();
            let differs = before.as_deref().and_then(|before| before.downcast_ref()) != Some(&now);
            if differs {
                seen.set_value(Some(Arc::new(now)));
            }
            differs
        };
        Self { changes: counting(Box::new(differs)), seen, of: PhantomData }
    }

    /// What is seen, followed.
    ///
    /// # Panics
    /// Never: following it looks first.
    #[expect(clippy::expect_used, reason = "what was looked at was seen")]
    pub fn with<R>(self, tell: impl FnOnce(&T) -> R) -> R {
        self.track();
        let seen = self.seen.get_value();
        tell(seen.as_deref().and_then(|seen| seen.downcast_ref()).expect("it was looked at"))
    }

    /// Follows it.
    pub fn track(self) {
        let _: u64 = self.changes.get();
    }

    /// What is seen, followed.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }
}

fn counting(differs: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<u64> {
    Memo::new(move |before: Option<&u64>| before.copied().unwrap_or(0) + u64::from(differs()))
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
