//! What can be spoilt in a file, one change each; what comes out is still a program.

use rondel::base::{Duration, FileId, Name};
use rondel::syntax::{ExprKind, Statement, parse};

use super::kinds::Kind;
use super::spoiler::{Change, Spoiler};
use super::world::{World, behind, blocks, next, operands, statements, words};

/// Every change of a file, in order of place.
pub(super) fn changes(text: &str, world: &World) -> Vec<Change> {
    let (ast, reports) = parse(FileId(0), text);
    assert!(reports.is_empty(), "{reports:?}");
    let mut made = Vec::new();
    for workflow in statements(&ast.entries).filter(|item| item.verb.text == "workflow") {
        let name = words(workflow).next().expect("a workflow has a name").0;
        let mut labels = Vec::new();
        find_labels(workflow, &mut labels);
        let mut spoiler = Spoiler { text, world, workflow: name, labels, made: Vec::new() };
        spoiler.inside(workflow);
        made.append(&mut spoiler.made);
    }
    made
}

fn find_labels(statement: &Statement, labels: &mut Vec<Name>) {
    labels.extend(statement.label.as_ref().map(|label| label.text.clone()));
    for inner in blocks(statement).flat_map(|block| statements(&block.entries)) {
        find_labels(inner, labels);
    }
}

impl Spoiler<'_> {
    /// Spoils what stands in the blocks of a statement.
    fn inside(&mut self, holder: &Statement) {
        for block in blocks(holder) {
            let inner: Vec<&Statement> = statements(&block.entries).collect();
            for (place, one) in inner.iter().enumerate() {
                self.statement(&holder.verb.text, one, inner.get(place + 1).copied());
                self.inside(one);
            }
        }
    }

    fn statement(&mut self, holder: &str, one: &Statement, next: Option<&Statement>) {
        match (holder, one.verb.text.as_str()) {
            // How long another system may take is nothing that a conversation waits for.
            ("http", "timeout" | "retries") => {}
            (_, "timeout" | "idle") => {
                self.delete(Kind::DeleteTimeOut, one, None);
                if let Some(block) = &one.block {
                    self.cut(Kind::DeleteTimeOut, "its block", one, block);
                }
                self.length(one);
            }
            (_, "accept") => {
                self.delete(Kind::LoosenAssign, one, None);
                self.length(one);
            }
            (_, "wait") => self.length(one),
            (_, "assign") => {
                self.delete(Kind::RemoveAssign, one, next);
                self.target(one);
            }
            (_, "option") => {
                self.delete(Kind::DropOption, one, None);
                self.arms(one, next);
            }
            ("branch" | "on", "when") => {
                self.negate(one);
                self.arms(one, next);
            }
            (_, "during") => self.turn(one),
            (_, "send") => self.delete(Kind::DropSend, one, next),
            (_, "set" | "clear" | "tag" | "untag") => self.delete(Kind::DropChange, one, next),
            ("ask", "retries") | ("jump", "at_most") => self.limit(one),
            ("assign", "below") => {
                self.delete(Kind::LoosenAssign, one, None);
                self.limit(one);
            }
            (_, "only") => self.delete(Kind::DropOnlyOnline, one, None),
            (_, "keep" | "skills" | "priority") => self.delete(Kind::LoosenAssign, one, None),
            ("workflow", "once") | ("on", "interrupts") => {
                self.delete(Kind::DropSetting, one, None);
            }
            ("workflow", "stop") if !one.operands.is_empty() => {
                self.delete(Kind::DropSetting, one, None);
            }
            (_, "jump") => self.jump(one),
            _ => {}
        }
    }

    /// Another length of time: a tenth, a second, and twice as much.
    fn length(&mut self, one: &Statement) {
        let written = operands(one).find_map(|expr| match &expr.kind {
            ExprKind::Duration(length) => Some((length.seconds, expr)),
            _ => None,
        });
        if let Some((seconds, expr)) = written {
            let lengths = [
                (Kind::ShortenWait, seconds / 10),
                (Kind::ShortenWait, 1),
                (Kind::LengthenWait, seconds * 2),
            ];
            for (kind, other) in lengths.into_iter().filter(|(_, other)| *other != seconds) {
                self.replace(kind, one, expr, &Duration::seconds(other.max(1)).to_string());
            }
        } else if let Some((_, until)) = words(one).find(|(word, _)| *word == "until") {
            let moment = operands(one).last().unwrap_or(until);
            let range = until.at.0.to(moment.at.0).range();
            let what = format!("`{}` is over after 1s", self.head(one));
            self.make(Kind::ShortenWait, one, what, &[(range, "1s".to_owned())]);
        }
    }

    /// Another team or agent; the whole workspace instead of a team, and a team instead of that.
    fn target(&mut self, one: &Statement) {
        let World { teams, agents, .. } = self.world;
        if let Some((team, expr)) = behind(one, "team") {
            if let Some(other) = next(teams, team) {
                self.replace(Kind::SwapTeam, one, expr, other);
            }
            let word = words(one).find(|(word, _)| *word == "team");
            if let Some((_, word)) = word.filter(|_| self.world.is_choice(team)) {
                let what = format!("`{}` is to workspace", self.head(one));
                let edit = (word.at.0.to(expr.at.0).range(), "workspace".to_owned());
                self.make(Kind::SwapTeam, one, what, &[edit]);
            }
        } else if let Some((agent, expr)) = behind(one, "agent") {
            if let Some(other) = next(agents, agent) {
                self.replace(Kind::SwapTeam, one, expr, other);
            }
        } else if let Some((_, expr)) = words(one).find(|(word, _)| *word == "workspace")
            && let Some(team) = teams.first()
        {
            self.replace(Kind::SwapTeam, one, expr, &format!("team {team}"));
        }
    }

    fn negate(&mut self, one: &Statement) {
        let Some(condition) = operands(one).next() else { return };
        let mut whole = vec![condition];
        // Of several conditions that belong together each alone, too.
        while let Some(part) = whole.pop() {
            match &part.kind {
                ExprKind::Logic(_, parts) => whole.extend(parts),
                ExprKind::Paren(inner) => {
                    whole.push(inner);
                    continue;
                }
                _ => {}
            }
            let written = &self.text[part.at.0.range()];
            self.replace(Kind::NegateCondition, one, part, &format!("(not ({written}))"));
        }
    }

    /// `during` with what belongs to `else`, and the other way round.
    fn turn(&mut self, one: &Statement) {
        let Some(block) = &one.block else { return };
        let what = format!("`{}` turned round", self.head(one));
        if let Some(otherwise) = &one.otherwise {
            let edits = self.swapped(block, otherwise);
            self.make(Kind::NegateCondition, one, what, &edits);
        } else {
            let start = block.at.0.range().start;
            let edit = (start..start, "{} else ".to_owned());
            self.make(Kind::NegateCondition, one, what, &[edit]);
        }
    }

    /// What belongs to one arm done by the next, and the other way round.
    fn arms(&mut self, one: &Statement, next: Option<&Statement>) {
        let Some(block) = &one.block else { return };
        let other = one.otherwise.as_deref().or_else(|| {
            let next = next.filter(|next| next.verb.text == one.verb.text)?;
            next.block.as_ref()
        });
        if let Some(other) = other {
            let what = format!("`{}` swapped with the next", self.head(one));
            let edits = self.swapped(block, other);
            self.make(Kind::SwapArms, one, what, &edits);
        }
    }

    /// One more and one less.
    fn limit(&mut self, one: &Statement) {
        let number = operands(one).find(|expr| matches!(expr.kind, ExprKind::Number(_)));
        let Some(number) = number else { return };
        let Ok(count) = self.text[number.at.0.range()].parse::<u32>() else { return };
        let other = [count.checked_add(1), count.checked_sub(1)];
        for other in other.into_iter().flatten() {
            self.replace(Kind::ChangeLimit, one, number, &other.to_string());
        }
    }

    fn jump(&mut self, one: &Statement) {
        let Some((label, expr)) = behind(one, "to") else { return };
        if let Some(other) = next(&self.labels.clone(), label) {
            self.replace(Kind::ChangeJump, one, expr, other);
        }
    }
}
