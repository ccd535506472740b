//! Texts of several lines, a line each, so that a diff shows which of them changed.

use super::expression::show_expression;
use super::text::escape;
use crate::base::Name;
use crate::plan::{Expr, Literal, Piece};

/// A text of several lines between `"""`, its own lines `indent` levels deep. None for any other
/// expression, and for texts whose blanks at the edges of lines would get lost.
pub(super) fn show_block(expr: &Expr, indent: usize) -> Option<String> {
    let lines = lines(expr)?;
    let is_lost = |line: &String| line.ends_with(char::is_whitespace);
    let is_outmost = |line: &String| line.chars().next().is_some_and(|one| !one.is_whitespace());
    if lines.len() < 2 || lines.iter().any(is_lost) || !lines.iter().any(is_outmost) {
        return None;
    }
    let blanks = "  ".repeat(indent);
    let mut out = String::from("\"\"\"\n");
    for line in lines {
        if !line.is_empty() {
            out.push_str(&blanks);
            out.push_str(&line);
        }
        out.push('\n');
    }
    out.push_str(&blanks);
    out.push_str("\"\"\"");
    Some(out)
}

/// The lines of a text as they stand between quotes.
fn lines(expr: &Expr) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    let raw = |text: &Name, lines: &mut Vec<String>| {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                escape(part, line);
            }
        }
    };
    if let Expr::Literal(Literal::Text(text)) = expr {
        raw(text, &mut lines);
        return Some(lines);
    }
    let Expr::Template(pieces) = expr else { return None };
    for piece in pieces {
        match piece {
            Piece::Raw(text) => raw(text, &mut lines),
            Piece::Value(value) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str("${");
                    line.push_str(&show_expression(value));
                    line.push('}');
                }
            }
        }
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::show_block;
    use crate::plan::{Expr, Literal, Piece, Place, Root};

    fn text(text: &str) -> Expr {
        Expr::Literal(Literal::Text(text.into()))
    }

    #[test]
    fn several_lines_stand_one_below_the_other() {
        let name = Place { of: Root::Contact, name: "name".into(), which: None };
        let long = Expr::Template(vec![
            Piece::Raw("Hi ".into()),
            Piece::Value(Expr::Read(name)),
            Piece::Raw(",\n\n  \"welcome\"".into()),
        ]);
        let expected = "\"\"\"\n  Hi ${contact.name},\n\n    \\\"welcome\\\"\n  \"\"\"";
        assert_eq!(show_block(&long, 1).as_deref(), Some(expected));
    }

    #[test]
    fn blanks_that_would_get_lost_keep_a_text_on_one_line() {
        for one in ["one line", "a \nb", "  a\n  b", "\n"] {
            assert_eq!(show_block(&text(one), 1), None, "{one:?}");
        }
    }
}
