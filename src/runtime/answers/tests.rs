//! What people answer, and what is made of it.

use jiff::civil::date as day;

use super::{Kind, choice, date, number, phone};
use crate::base::{Name, Value};

fn shown(answer: Result<Value, Name>) -> String {
    match answer {
        Ok(Value::Text(text)) => text.to_string(),
        Ok(Value::Number(number)) => number.to_string(),
        Ok(Value::Date(day)) => day.to_string(),
        Ok(other) => format!("{other:?}"),
        Err(why) => format!("! {why}"),
    }
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let cases = [
        ("12000", "12000"),
        (" 12,000 ", "12000"),
        ("1.234.567,89", "1234567.89"),
        ("1,234.5", "1234.5"),
        ("12 000", "12000"),
        ("£5,000", "5000"),
        ("5000 EUR", "5000"),
        ("-3", "-3"),
        ("2,5", "2.5"),
        ("2.500", "2.500"),
        ("1'000", "1000"),
    ];
    for (text, wanted) in cases {
        assert_eq!(shown(number(text)), wanted, "{text}");
    }
    for text in ["none of your business", "", "12,34,56", "about", "1 2", "12-13", "twelve 3 times"]
    {
        assert_eq!(shown(number(text)), "! expected a number", "{text}");
    }
}

#[test]
fn a_choice_is_found_by_text_number_or_a_beginning_that_only_it_has() {
    let options: Vec<Name> = ["Sales", "Support", "Billing"].map(Name::from).to_vec();
    let said = |text: &str| shown(choice(&options, text));
    assert_eq!(
        [said("sales"), said("2"), said("2."), said(" BILL ")],
        ["Sales", "Support", "Support", "Billing"]
    );
    assert_eq!(said("s"), "! expected one of “Sales”, “Support”, “Billing”");
    assert_eq!(said("4"), said("nothing"));
    // A label goes before a number.
    let numbers: Vec<Name> = ["2", "1"].map(Name::from).to_vec();
    assert_eq!(shown(choice(&numbers, "1")), "1");
}

#[test]
fn dates_are_read_by_the_formats_of_the_question() {
    let today = day(2026, 3, 2);
    let formats: Vec<Name> = ["dd.MM.yyyy", "d MMM", "MM/dd/yy"].map(Name::from).to_vec();
    let said = |text: &str| shown(date(text, &formats, today));
    assert_eq!(said("24.12.2026"), "2026-12-24");
    assert_eq!(said("1 march"), "2027-03-01");
    assert_eq!(said("5 Mar"), "2026-03-05");
    assert_eq!(said("12/31/26"), "2026-12-31");
    assert_eq!(said("24.12.26"), "2026-12-24");
    assert_eq!(said("31.02.2026"), "! expected a date like dd.MM.yyyy or d MMM or MM/dd/yy");
    assert_eq!(shown(date("2026-12-24", &[], today)), "2026-12-24");
    assert_eq!(shown(date("tomorrow", &[], today)), "! expected a date like 2026-12-25");
}

#[test]
fn other_kinds_are_told_from_any_text() {
    let plain = |kind: Kind, text: &str| shown(kind.plain(text));
    assert_eq!(plain(Kind::Email, " ada@example.com "), "ada@example.com");
    assert_eq!(plain(Kind::Email, "ada"), "! expected an e-mail address");
    assert_eq!(plain(Kind::Url, "example.com/shop"), "https://example.com/shop");
    assert_eq!(plain(Kind::Url, "no idea"), "! expected a web address");
    assert_eq!([plain(Kind::Rating, "4"), plain(Kind::Rating, "5/5")], ["4", "5"]);
    assert_eq!(
        [plain(Kind::Rating, "⭐⭐⭐"), plain(Kind::Rating, "6")],
        ["3", "! expected a number from 1 to 5"]
    );
    assert_eq!(plain(Kind::Text, "  "), "! expected a text, found nothing");
}

#[cfg(feature = "phone")]
#[test]
fn phone_numbers_are_read_as_those_of_the_contacts_country() {
    assert_eq!(shown(phone("07400 123456", Some("GB"))), "+447400123456");
    assert_eq!(shown(phone("0171 1234567", Some("de"))), "+491711234567");
    assert_eq!(shown(phone("+1 (415) 555-2671", None)), "+14155552671");
    assert_eq!(
        shown(phone("07400 123456", None)),
        "! expected a phone number, like +447400123456 with its country code"
    );
    // What is offered as an example has to be an answer.
    assert_eq!(shown(phone("+447400123456", None)), "+447400123456");
    assert_eq!(shown(phone("12", Some("GB"))), "! expected a phone number, like +447400123456");
}
