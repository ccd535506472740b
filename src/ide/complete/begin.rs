//! What a line may begin with, by the block it stands in.

use super::offers::Offers;
use super::snippet::Snippet;
use super::{Insert, Item, ItemKind};
use crate::ide::{Meaning, Within};
use crate::vocabulary::{
    Body, DECLARATIONS, Form, ITEMS, Kind, Outcome, PROMISES, SCENARIO_LINES, STEPS, Setting, Step,
    TRIGGERS, WHEN, WORKFLOW_SETTINGS, Without, written,
};

/// Lines that begin with the same words.
pub(super) struct Lines {
    /// The words.
    pub(super) head: String,
    /// What they are.
    pub(super) kind: ItemKind,
    /// What they are for.
    pub(super) about: String,
    /// The ways to go on.
    pub(super) forms: &'static [Form],
    /// What the block behind them holds.
    pub(super) body: Body,
    /// What comes before what.
    pub(super) rank: u8,
}

impl Offers<'_> {
    /// Everything that the line may begin with.
    pub(super) fn begin(&mut self) {
        let within = self.around.standing.frame().within;
        if within == Within::Arms {
            self.arms();
        } else if !self.around.standing.behind {
            self.first(within);
        }
        self.otherwise();
    }

    /// Everything that a line of a block may begin with.
    fn first(&mut self, within: Within) {
        match within {
            Within::File => self.items(),
            Within::Workspace => self.declarations(),
            Within::Workflow => {
                if !self.around.stands_before(|one| matches!(one, Meaning::Step(_))) {
                    self.heads();
                }
                // Before anything else a workflow says what starts it.
                let starts = self.around.stands_before(|one| matches!(one, Meaning::Trigger(_)));
                self.steps(u8::from(!starts));
            }
            Within::Steps => self.steps(0),
            Within::Step(step) => {
                self.settings(step.settings);
                self.outcomes(step);
            }
            Within::Trigger(trigger) => {
                self.settings(trigger.settings);
                self.settings(&[WHEN]);
            }
            Within::Declaration(declaration) => self.settings(declaration.settings),
            Within::Setting(setting) => self.settings(setting.settings),
            Within::Scenario => self.scenario(),
            Within::Arms | Within::Typed { .. } | Within::Unknown => {}
        }
    }

    fn items(&mut self) {
        let declared = self.around.view.program.workspace.declared;
        // A program has one workspace.
        for item in ITEMS.iter().filter(|item| item.word != "workspace" || !declared) {
            self.lines(&Lines {
                head: item.word.to_owned(),
                kind: ItemKind::Item,
                about: item.about.to_owned(),
                forms: item.forms,
                body: Body::Steps,
                rank: 0,
            });
        }
    }

    fn declarations(&mut self) {
        for one in DECLARATIONS {
            if !one.repeats && self.stands(one.word) {
                continue;
            }
            self.lines(&Lines {
                head: one.word.to_owned(),
                kind: ItemKind::Declaration,
                about: one.about.to_owned(),
                forms: one.forms,
                body: Body::None,
                rank: 0,
            });
        }
    }

    /// What stands before the first step of a workflow.
    fn heads(&mut self) {
        for trigger in TRIGGERS {
            self.lines(&Lines {
                head: format!("on {}", trigger.event),
                kind: ItemKind::Trigger,
                about: trigger.about.to_owned(),
                forms: trigger.forms,
                body: Body::None,
                rank: 0,
            });
        }
        for promise in PROMISES {
            self.lines(&Lines {
                head: format!("ensure {}", promise.word),
                kind: ItemKind::Promise,
                about: promise.about.to_owned(),
                forms: promise.forms,
                body: Body::None,
                rank: 0,
            });
        }
        self.settings(WORKFLOW_SETTINGS);
    }

    fn steps(&mut self, rank: u8) {
        for step in STEPS {
            self.lines(&Lines {
                head: step.verb.to_owned(),
                kind: ItemKind::Step,
                about: format!("**{}.** {}", step.title, step.about),
                forms: step.forms,
                body: if step.body == Body::Details { Body::None } else { step.body },
                rank,
            });
        }
    }

    fn settings(&mut self, settings: &'static [Setting]) {
        for one in settings {
            if !one.repeats && self.has(one) {
                continue;
            }
            self.lines(&Lines {
                head: one.word.to_owned(),
                kind: ItemKind::Setting,
                about: one.about.to_owned(),
                forms: one.forms,
                body: one.body,
                rank: 0,
            });
        }
    }

    fn outcomes(&mut self, step: &'static Step) {
        for one in step.outcomes {
            if !one.repeats && self.stands(one.word) {
                continue;
            }
            self.lines(&Lines {
                head: one.word.to_owned(),
                kind: ItemKind::Outcome,
                about: outcome(one),
                forms: one.forms,
                // Where the run would go on anyway, the line alone may be all that is meant.
                body: if one.blockless && one.without == Without::Next {
                    Body::None
                } else {
                    Body::Steps
                },
                rank: 0,
            });
        }
    }

    fn arms(&mut self) {
        if !self.around.standing.behind {
            self.lines(&Lines {
                head: WHEN.word.to_owned(),
                kind: ItemKind::Keyword,
                about: "A condition, and what happens where it is true.".to_owned(),
                forms: WHEN.forms,
                body: Body::Steps,
                rank: 0,
            });
        }
        // The grammar knows it only behind an arm.
        if self.stands(WHEN.word) && !self.stands("else") {
            self.block_of_else("What happens where no condition is true.", 1);
        }
    }

    fn scenario(&mut self) {
        for line in SCENARIO_LINES {
            let alone = self.around.standing.alone;
            if line.forms.len() > 1 || !alone {
                let way = format!("{} …", line.word);
                self.leading(line.word, ItemKind::Scenario, [&way, line.about], 0);
            }
            if !alone {
                continue;
            }
            for (form, meaning) in line.forms.iter().zip(line.meanings) {
                let only = line.forms.len() == 1;
                self.form(
                    &Lines {
                        head: line.word.to_owned(),
                        kind: ItemKind::Scenario,
                        about: if only { line.about } else { meaning }.to_owned(),
                        forms: line.forms,
                        body: Body::None,
                        rank: 1,
                    },
                    form,
                );
            }
        }
    }

    /// `else { … }` behind the block that has just ended.
    fn otherwise(&mut self) {
        let standing = &self.around.standing;
        let Some([word, rest @ ..]) = standing.ended.as_deref() else { return };
        let next = rest.first().map(|next| next.text);
        let within = standing.frame().within;
        if let Meaning::Step(step) = super::walk::meaning(within, word.text, next)
            && (!step.outcomes.is_empty() || step.body == Body::Steps)
        {
            self.block_of_else(
                if step.body == Body::Steps {
                    "What happens otherwise."
                } else {
                    "Every outcome that has no block of its own."
                },
                2,
            );
        }
    }

    fn block_of_else(&mut self, about: &str, rank: u8) {
        self.put(Item {
            label: "else".to_owned(),
            kind: ItemKind::Keyword,
            detail: "else { … }".to_owned(),
            documentation: about.to_owned(),
            insert: if self.around.standing.alone {
                Insert::Snippet("else {\n\t$0\n}".to_owned())
            } else {
                Insert::Plain("else".to_owned())
            },
            rank,
            again: false,
        });
    }

    /// Whether a line of this word stands in the block already.
    fn stands(&self, word: &str) -> bool {
        self.around.standing.frame().lines.iter().any(|line| line.word == word)
    }

    /// Whether a setting stands in the block already: `stop` may be a step as well.
    fn has(&self, setting: &'static Setting) -> bool {
        let frame = self.around.standing.frame();
        let own = frame.lines.iter().filter(|line| line.word == setting.word);
        own.into_iter().any(|line| line.meaning(frame.within) == Meaning::Setting(setting))
    }

    /// An item for each way to write a line; one alone where something follows already.
    pub(super) fn lines(&mut self, lines: &Lines) {
        if self.around.standing.alone {
            lines.forms.iter().for_each(|form| self.form(lines, form));
            return;
        }
        let word = lines.head.split(' ').next().unwrap_or_default();
        if self.items.iter().all(|known| known.label != word || known.rank != lines.rank) {
            let all: Vec<String> =
                lines.forms.iter().map(|form| written(&lines.head, form)).collect();
            self.put(Item {
                label: word.to_owned(),
                kind: lines.kind,
                detail: all.first().cloned().unwrap_or_default(),
                documentation: page(&lines.about, &all),
                insert: Insert::Plain(word.to_owned()),
                rank: lines.rank,
                again: false,
            });
        }
    }

    fn form(&mut self, lines: &Lines, form: &'static Form) {
        let around = self.around;
        // What may be left out is left out, but for the title of an item: people read it everywhere.
        let whole = lines.kind == ItemKind::Item;
        let operands = form.iter().filter(|operand| whole || !operand.optional);
        let names = |sort, limit| around.names(sort, limit);
        let snippet = Snippet::line(&lines.head, operands, &names).block(lines.body).done();
        let way = format!("{}{}", written(&lines.head, form), block(lines.body));
        self.put(Item {
            label: label(lines, form),
            kind: lines.kind,
            documentation: page(&lines.about, std::slice::from_ref(&way)),
            detail: way,
            insert: if snippet.contains('$') {
                Insert::Snippet(snippet)
            } else {
                Insert::Plain(snippet)
            },
            rank: lines.rank,
            again: false,
        });
    }
}

/// How a block behind a line is shown.
const fn block(body: Body) -> &'static str {
    match body {
        Body::None | Body::Details => "",
        Body::Steps => " { … }",
        Body::Arms => " { when CONDITION { … } else { … } }",
        Body::TypedLines { texts: true, .. } => " { NAME TYPE [\"TEXT\"] }",
        Body::TypedLines { texts: false, .. } => " { NAME TYPE }",
    }
}

/// What people read before they choose.
pub(super) fn page(about: &str, ways: &[String]) -> String {
    format!("{about}\n\n```text\n{}\n```", ways.join("\n"))
}

fn outcome(outcome: &Outcome) -> String {
    let without = match outcome.without {
        Without::Next => "the run goes on",
        Without::Failed => "the run ends as failed",
        Without::TimedOut => "the run ends as timed out",
    };
    format!("{} Without a block, {without}.", outcome.about)
}

/// The fixed words by which people tell a line from others that begin like it.
fn label(lines: &Lines, form: Form) -> String {
    let short = fixed(&lines.head, form, false);
    let is_alone =
        lines.forms.iter().filter(|one| fixed(&lines.head, one, false) == short).count() < 2;
    if is_alone { short } else { fixed(&lines.head, form, true) }
}

/// The fixed words of a form, up to the first operand or with `…` for what is filled in.
fn fixed(head: &str, form: Form, whole: bool) -> String {
    let mut words = vec![head];
    for operand in form.iter().filter(|one| !one.optional) {
        let (only, is_fixed) = if let Kind::Word([only]) = operand.kind {
            (*only, true)
        } else if let Kind::Implied(_) = operand.kind {
            ("", true)
        } else {
            ("…", false)
        };
        // Of what is filled in, the word before it tells as much as the head.
        let first = words.len() == 1;
        if is_fixed || first || whole {
            words.extend([operand.before, only].iter().filter(|word| !word.is_empty()));
        }
        if !is_fixed && !whole {
            break;
        }
    }
    words.dedup();
    while words.last() == Some(&"…") {
        words.pop();
    }
    words.join(" ")
}
