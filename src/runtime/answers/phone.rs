//! Phone numbers, by the numbering plans of countries.

use phonenumber::Mode;
use phonenumber::country::Id;

use super::{Answered, PHONE};
use crate::base::{Name, Value};

/// A phone number in E.164; one without a country code is read as one of the country.
pub(super) fn read(text: &str, country: Option<&str>) -> Answered {
    let country: Option<Id> = country.and_then(|code| code.trim().to_uppercase().parse().ok());
    let number = phonenumber::parse(country, text.trim()).ok().filter(phonenumber::is_valid);
    let written = number.map(|number| number.format().mode(Mode::E164).to_string());
    written.map(|number| Value::Text(number.into())).ok_or_else(|| match country {
        Some(_) => Name::new_static(PHONE),
        None => Name::from(format!("{PHONE} with its country code")),
    })
}
