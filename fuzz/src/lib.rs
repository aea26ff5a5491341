//! What the fuzz targets do with their bytes. The tests of the engine and of sessions do the same with the stored corpora.

pub mod play;
pub mod session;
