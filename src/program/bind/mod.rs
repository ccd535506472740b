//! Lines bound to their declarations: operands, settings, typed lines.

mod agree;
mod args;
mod choose;
mod declared;
mod fixed;
mod items;
mod line;
mod look;
mod misspelt;
mod odd;
mod phrase;
mod place;
mod record;
mod value;

pub(crate) use agree::{Bound, check as check_agreements};
pub(crate) use declared::check as check_name;
pub(crate) use line::{
    Owner, bind_behind, bind_line, bind_settings, condition, head_of, no_else, unknown_line,
};
pub(crate) use look::{first_word, plain_text, word};
