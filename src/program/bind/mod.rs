//! Lines bound to their declarations: operands, settings, typed lines.

mod args;
mod choose;
mod declared;
mod fixed;
mod items;
mod line;
mod look;
mod odd;
mod phrase;
mod place;
mod value;

pub(crate) use declared::check as check_name;
pub(crate) use line::{Owner, bind_line, bind_settings, condition, head_of, no_else, unknown_line};
pub(crate) use look::{first_word, plain_text, word};
