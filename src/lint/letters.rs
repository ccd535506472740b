//! Letters that cannot be seen, turn the direction of reading, or look like others.

/// Where a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// In a text that people read, or a comment.
    Prose,
    /// In a name, an address, or a text that is compared with others.
    Name,
}

/// What stands around a letter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    /// Everything before it.
    pub(super) before: &'a str,
    /// Everything behind it.
    pub(super) behind: &'a str,
    /// Where it stands.
    pub(super) zone: Zone,
}

/// What letters are called that turn the direction of reading.
pub(super) const TURNS: &str = "a control of direction";

/// What a hidden letter is called; none where it can be seen.
///
/// *Source*: Unicode Technical Standards 39 (section 5.4) and 55, and Standard Annex 9.
pub(super) const fn hidden(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{ad}' => "a soft hyphen",
        '\u{34f}' => "a grapheme joiner",
        '\u{61c}' | '\u{200e}' | '\u{200f}' => "a mark of direction",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' => "an empty letter",
        '\u{180b}'..='\u{180e}' => "a Mongolian separator",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' => "a zero-width non-joiner",
        '\u{200d}' => "a zero-width joiner",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => TURNS,
        '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' => "an invisible operator",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "a variation selector",
        '\u{feff}' => "a byte order mark",
        '\u{fff9}'..='\u{fffb}' => "an annotation mark",
        '\u{e0000}'..='\u{e007f}' => "a tag letter",
        _ => return None,
    })
}

/// Whether a hidden letter does its work where it stands: joins letters that are joined, says where
/// a line may break in a script without blanks, keeps the order of two scripts.
pub(super) fn is_at_work(letter: char, around: Around<'_>) -> bool {
    let before = around.before.chars().next_back().unwrap_or(' ');
    let behind = around.behind.chars().next().unwrap_or(' ');
    let prose = around.zone == Zone::Prose;
    match letter {
        '\u{200c}' => is_joining(before),
        '\u{200d}' => is_joining(before) || is_picture(before),
        '\u{200b}' => prose && (is_unspaced(before) || is_unspaced(behind)),
        '\u{ad}' => prose && before.is_alphabetic() && behind.is_alphabetic(),
        '\u{61c}' | '\u{200e}' | '\u{200f}' => prose && line(around).contains(is_from_right),
        '\u{202a}' | '\u{202b}' | '\u{202c}' | '\u{2066}'..='\u{2069}' => {
            prose && line(around).contains(is_from_right) && is_balanced(letter, around)
        }
        '\u{fe00}'..='\u{fe0e}' => !before.is_ascii() && hidden(before).is_none(),
        '\u{fe0f}' => {
            let key = before.is_ascii_digit() || before == '#' || before == '*';
            (key || !before.is_ascii()) && hidden(before).is_none()
        }
        '\u{e0100}'..='\u{e01ef}' => is_ideograph(before),
        '\u{e0020}'..='\u{e007f}' => is_flag(letter, around.before),
        '\u{180b}'..='\u{180e}' => matches!(before, '\u{1800}'..='\u{18af}'),
        '\u{115f}' | '\u{1160}' => matches!(before, '\u{1100}'..='\u{11ff}'),
        '\u{3164}' | '\u{ffa0}' | '\u{2800}' => prose,
        _ => false,
    }
}

/// The text of the line around a letter.
fn line(around: Around<'_>) -> String {
    let before = around.before.rsplit('\n').next().unwrap_or_default();
    let behind = around.behind.split('\n').next().unwrap_or_default();
    [before, behind].concat()
}

/// Whether every control of direction on the line is ended on it.
fn is_balanced(letter: char, around: Around<'_>) -> bool {
    let before = around.before.rsplit('\n').next().unwrap_or_default();
    let behind = around.behind.split('\n').next().unwrap_or_default();
    let (mut isolates, mut embeddings) = (0_i32, 0_i32);
    for letter in before.chars().chain([letter]).chain(behind.chars()) {
        match letter {
            '\u{2066}'..='\u{2068}' => isolates += 1,
            '\u{2069}' => isolates -= 1,
            '\u{202a}' | '\u{202b}' => embeddings += 1,
            '\u{202c}' => embeddings -= 1,
            _ => {}
        }
        if isolates < 0 || embeddings < 0 {
            return false;
        }
    }
    isolates == 0 && embeddings == 0
}

/// Letters of scripts that are written from right to left.
const fn is_from_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !matches!(letter, '\u{61c}')
}

/// Letters of scripts in which it matters whether two of them are joined.
fn is_joining(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{a8e0}'..='\u{a8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{11000}'..='\u{1134f}')
}

/// Letters of scripts without blanks between words.
const fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}')
        || is_ideograph(letter)
}

const fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Pictures that joiners make families and professions of, and what may stand between.
const fn is_picture(letter: char) -> bool {
    matches!(
        letter,
        '\u{2190}'..='\u{2bff}'
            | '\u{3030}'
            | '\u{303d}'
            | '\u{fe0f}'
            | '\u{1f000}'..='\u{1faff}'
            | '\u{e007f}'
    )
}

/// Whether tag letters spell the region of a flag: Scotland's, Wales's.
fn is_flag(letter: char, before: &str) -> bool {
    let is_tag = |tag: &char| matches!(tag, '\u{e0020}'..='\u{e007e}');
    let tags = before.chars().rev().take_while(is_tag).count();
    let base = before.chars().rev().nth(tags);
    base == Some('\u{1f3f4}') && tags <= 6 && (letter != '\u{e007f}' || tags > 0)
}

/// Cyrillic and Greek letters that look like these Latin ones.
const ALIKE: [(&str, &str); 4] = [
    ("аеорсухіјѕһԁԛԝӏ", "aeopcyxijshdqwl"),
    ("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS"),
    ("οινρυκχ", "oivpukx"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
];

/// The Latin letter that one of another script looks like.
pub(super) fn looks_like(letter: char) -> Option<char> {
    ALIKE.iter().find_map(|(others, latin)| {
        let at = others.chars().position(|other| other == letter)?;
        latin.chars().nth(at)
    })
}

/// The letter of a word that stands among letters of another script and looks like one of
/// theirs: its place in the word.
pub(super) fn intruder(word: &str) -> Option<(usize, char)> {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    let foreign = |letter: &char| matches!(letter, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}');
    let others = word.chars().filter(foreign).count();
    if latin == 0 || others == 0 || is_inflected(word) {
        return None;
    }
    let mut letters = word.char_indices();
    if word.chars().filter(foreign).all(|letter| looks_like(letter).is_some()) {
        return letters.find(|(_, letter)| foreign(letter));
    }
    let alike = |letter: char| "aeopcyxABEKMHOPCTX".contains(letter);
    let all_alike = word.chars().filter(char::is_ascii_alphabetic).all(alike);
    if all_alike { letters.find(|(_, letter)| letter.is_ascii_alphabetic()) } else { None }
}

/// Whether a word is an abbreviation in Latin capitals with an ending of another script.
fn is_inflected(word: &str) -> bool {
    let capitals = word.chars().take_while(char::is_ascii_uppercase).count();
    capitals >= 2
        && word.chars().skip(capitals).all(|letter| !letter.is_ascii() && letter.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Around, Zone, hidden, intruder, is_at_work};

    /// Every hidden letter of a text that does nothing there.
    fn idle(text: &str, zone: Zone) -> Vec<&'static str> {
        let letters = text.char_indices().filter_map(|(at, letter)| {
            let name = hidden(letter)?;
            let (before, rest) = text.split_at_checked(at)?;
            let behind = rest.get(letter.len_utf8()..)?;
            (!is_at_work(letter, Around { before, behind, zone })).then_some(name)
        });
        letters.collect()
    }

    #[test]
    fn joiners_and_marks_that_a_script_needs_are_at_work() {
        let prose = [
            "👨‍👩‍👧‍👦 ❤️‍🔥 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "สวัสดี\u{200b}ครับ",
            "שלום \u{200f}(Ada)\u{200e}",
            "مرحبا \u{2068}Ada\u{2069}!",
            "葛\u{e0100}",
            "Donau\u{ad}dampf",
        ];
        for text in prose {
            assert_eq!(idle(text, Zone::Prose), Vec::<&str>::new(), "{text}");
        }
        for text in ["👨‍👩‍👧", "می\u{200c}خواهم", "葛\u{e0100}"] {
            assert_eq!(idle(text, Zone::Name), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_does_nothing_where_it_stands_is_found() {
        assert_eq!(idle("Ad\u{200b}a", Zone::Prose), ["a zero-width space"]);
        assert_eq!(idle("a\u{200d}b", Zone::Prose), ["a zero-width joiner"]);
        assert_eq!(idle("Hello\u{202e}olleH", Zone::Prose), ["a control of direction"]);
        assert_eq!(idle("Hello \u{2066}Ada\u{2069}", Zone::Prose).len(), 2);
        assert_eq!(idle("مرحبا \u{2068}Ada", Zone::Prose).len(), 1);
        assert_eq!(idle("a\u{fe0f}", Zone::Prose), ["a variation selector"]);
        assert_eq!(idle("😀\u{fe0f}\u{fe01}", Zone::Prose), ["a variation selector"]);
        assert_eq!(idle("😀\u{e0041}\u{e0042}", Zone::Prose).len(), 2);
        assert_eq!(idle("a\u{feff}", Zone::Prose), ["a byte order mark"]);
        assert_eq!(idle("สวัสดี\u{200b}ครับ", Zone::Name), ["a zero-width space"]);
        assert_eq!(idle("שלום\u{200f}", Zone::Name), ["a mark of direction"]);
    }

    #[test]
    fn letters_among_those_of_another_script_are_found() {
        assert_eq!(intruder("Rеsolved"), Some((1, 'е')));
        assert_eq!(intruder("Mосква"), Some((0, 'M')));
        assert_eq!(intruder("Ηello"), Some((0, 'Η')));
        for word in ["Resolved", "Москва", "Αθήνα", "VIPа", "Δt", "SMSка", "µTorrent", "Ştefan"]
        {
            assert_eq!(intruder(word), None, "{word}");
        }
    }
}
