//! Selections grow, and never within a character.

use rondel::base::FileId;
use rondel::ide::{Spot, selections};

use super::cursor::{Desk, in_workflow};

/// Checks what a selection grows to at every place of a text; gives how many stretches that are.
fn checked(text: &str) -> usize {
    let desk = Desk::of([text]);
    let mut count = 0;
    for (offset, _) in text.char_indices() {
        let offset = u32::try_from(offset).unwrap();
        let grown = selections(&desk.view(), Spot { file: FileId(0), offset });
        for span in &grown {
            assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
            assert!(span.start <= offset && offset <= span.end, "{span:?} at {offset}");
        }
        assert!(grown.windows(2).all(|two| two[1].holds(two[0])), "{grown:?}");
        count += grown.len();
    }
    count
}

#[test]
fn every_selection_holds_the_one_before_whatever_is_not_closed() {
    let whole =
        in_workflow("send \"Grüß dich ${contact.first_name else \"…\"}, 👍🏽\" { failed { stop } }");
    let mut stretches = checked(&whole);
    let first = whole.find("Grüß").unwrap();
    for end in (first..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        stretches +=
            checked(&format!("workflow a \"A\" {{\n  on manual\n  send \"{}", &whole[first..end]));
    }
    stretches += checked("send \"\"\"\n  Grüß dich");
    println!("counts: {stretches} stretches");
}
