//! `rondel graph --font`: letters that the embedded font lacks.

use std::fs;

use super::{Answer, Folder};

/// A few letters of Noto Sans JP, under the licence beside it.
const FEW: &[u8] = include_bytes!("../../fixtures/font/NotoSansJP-few.ttf");

const MENU: &str = r#"workflow menu "日本" {
  on conversation_opened
  send "日本語の文章 👋"
}
"#;

fn folder() -> Folder {
    let folder = Folder::new(&[("menu.rondel", MENU)]);
    folder.write("few.ttf", FEW);
    folder
}

fn drawn(folder: &Folder, file: &str, arguments: &[&str]) -> Answer {
    let answer = folder.rondel(&[&["graph", "menu", "-o", file], arguments].concat());
    assert_eq!((answer.code, answer.out.as_str()), (Some(0), ""), "{answer}");
    answer
}

#[cfg(feature = "picture")]
#[test]
fn what_is_left_out_of_pixels_is_said() {
    insta::assert_snapshot!(drawn(&folder(), "a.png", &[]).err);
    insta::assert_snapshot!(drawn(&folder(), "a.png", &["--font", "few.ttf"]).err);
    let many: String = ('ぁ'..='ん').collect();
    let folder = Folder::new(&[("menu.rondel", &MENU.replace("語の文章 👋", &many))]);
    insta::assert_snapshot!(drawn(&folder, "a.png", &[]).err);
    // Whoever looks at these has fonts of their own.
    for file in ["a.svg", "a.html"] {
        assert_eq!(drawn(&folder, file, &[]).err, "");
    }
}

#[cfg(feature = "picture")]
#[test]
fn a_font_gives_its_letters_to_pixels() {
    let folder = folder();
    drawn(&folder, "without.png", &[]);
    drawn(&folder, "with.png", &["--font", "few.ttf"]);
    let bytes = |file: &str| fs::read(folder.path(file)).unwrap();
    // Letters take room in the file of a picture that is otherwise the same.
    assert_eq!(bytes("with.png")[16..24], bytes("without.png")[16..24]);
    assert!(bytes("with.png").len() > bytes("without.png").len() + 500);
}

#[test]
fn pictures_that_are_not_pixels_ask_for_a_font_by_name() {
    let folder = folder();
    for file in ["a.svg", "a.html"] {
        drawn(&folder, file, &["--font", "few.ttf"]);
        let text = fs::read_to_string(folder.path(file)).unwrap();
        assert!(text.contains("font-family:Inter,\"Noto Sans JP"), "{text}");
    }
}

#[test]
fn a_file_that_gives_no_letters_is_refused() {
    let folder = folder();
    folder.write("web.woff2", b"wOF2 and more");
    folder.write("half.ttf", &FEW[..300]);
    for font in ["nowhere.ttf", "menu.rondel", "half.ttf", "web.woff2", "."] {
        let answer = folder.rondel(&["graph", "menu", "-o", "a.svg", "--font", font]);
        insta::assert_snapshot!(answer);
        assert!(!folder.path("a.svg").exists());
    }
    insta::assert_snapshot!(folder.rondel(&["graph", "menu", "--font", "few.ttf"]));
}
