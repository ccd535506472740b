//! Every name in the examples: where its first letter stands, all of it is offered.

use rondel::base::FileId;
use rondel::ide::{Spot, complete, occurrences};

use super::super::cursor::Desk;
use crate::suite::programs;

/// How many of a hundred names are offered at least.
const SHARE: usize = 99;

#[test]
fn every_name_that_is_used_is_offered_where_it_is_used() {
    let (mut places, mut offered) = (0, 0);
    let mut missing = Vec::new();
    for (_, files) in programs::examples() {
        let desk = Desk::of(files.iter().map(|file| file.text.as_str()));
        let used = occurrences(&desk.view()).into_iter().filter(|one| !one.introduces);
        for one in used {
            places += 1;
            let name = one.thing.name();
            let file = one.location.file.0 as usize;
            let start = one.location.span.start as usize;
            let first = name.chars().next().map_or(0, char::len_utf8);
            let mut text = files[file].text.clone();
            text.replace_range(start + first..one.location.span.end as usize, "");
            let texts = files.iter().enumerate();
            let texts = texts.map(|(at, own)| if at == file { &text } else { &own.text });
            let desk = Desk::of(texts.map(String::as_str));
            let offset = u32::try_from(start + first).expect("the text is short");
            let spot = Spot { file: FileId(one.location.file.0), offset };
            let found = complete(&desk.view(), spot);
            if found.items.iter().any(|item| item.label == name.as_str()) {
                offered += 1;
            } else {
                let line = text[..start].lines().count();
                missing.push(format!("{} {line}: {} {name}", files[file].name, one.thing.noun()));
            }
        }
    }
    println!("counts: {offered} of {places} names are offered\n{}", missing.join("\n"));
    assert!(places > 300, "only {places} names were found");
    assert!(offered * 100 >= places * SHARE, "{}", missing.join("\n"));
}
