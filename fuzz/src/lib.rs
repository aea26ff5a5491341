//! What the fuzz targets do with their bytes. The engine's tests do the same with the stored corpora.

pub mod play;
