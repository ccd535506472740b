//! Rondel: conversation workflows as code.
//!
//! Two towers on one cellar, joined by one bridge. The *compiler tower* turns text into a plan;
//! the *runtime tower* turns a plan and an event into what happens. They share the cellar
//! ([`base`]) and the bridge, nothing else. Every room imports only from lower floors.

pub mod base;
pub mod plan;
pub mod report;
pub mod syntax;
