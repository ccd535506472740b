//! Rondel.
