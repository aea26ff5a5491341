//! Measurements.

/// Not measured yet.
pub(crate) fn bench(_parts: &[&str]) -> Result<(), String> {
    Err("not built".to_owned())
}
