//! What happens. What an event can be is declared with the commands ([`crate::scenario::command`]), and so is its schema.

use serde::Serialize;
use serde_json::Value;

use super::read::{Fields, Read};
use super::text::OffsetText;

/// Something that happens: when, and what.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Event {
    /// Its fields; which ones, [`crate::scenario::shape`] has seen to.
    pub fields: Fields,
}

impl Event {
    /// When.
    pub fn at(&self) -> OffsetText {
        OffsetText(self.fields.get("at").and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    /// Whether it comes after everything else of that moment.
    pub fn is_last(&self) -> bool {
        self.fields.get("last").and_then(Value::as_bool).unwrap_or_default()
    }
}

impl Read for Event {
    fn read(value: &Value) -> Option<Self> {
        value.as_object().map(|fields| Self { fields: fields.clone() })
    }
}

/// Something that breaks, or is repaired.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Fault(pub Value);

impl Read for Fault {
    fn read(value: &Value) -> Option<Self> {
        Some(Self(value.clone()))
    }
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Event, Fault};

    // What stands here is replaced by what the declarations of commands tell.
    macro_rules! declared {
        ($($of:ty, $name:literal;)+) => {$(
            impl JsonSchema for $of {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    $name.into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({})
                }
            }
        )+};
    }

    declared! {
        Event, "Event";
        Fault, "Fault";
    }
}
