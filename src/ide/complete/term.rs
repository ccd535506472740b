//! Values to begin an expression with: fixed ones, roots, variables, functions.

use std::fmt::Write as _;

use super::offers::Offers;
use super::values::{Member, written};
use super::{Insert, Item, ItemKind};
use crate::base::Type;
use crate::vocabulary::{FUNCTIONS, Function, OPERATORS, Sort, VALUES, is_root, page};

impl Offers<'_> {
    /// What may stand where a value is looked for; what is of the type that is wanted comes first.
    pub(super) fn term(&mut self, wanted: Option<&Type>, rank: u8) {
        if let Some(ty) = wanted {
            self.of_type(ty, rank);
        }
        self.variables(wanted, rank + 1);
        let mut roots: Vec<&str> = VALUES.iter().map(|one| one.root).collect();
        roots.dedup();
        for root in roots.into_iter().filter(|root| is_root(root)) {
            self.root(root, rank + 1);
        }
        self.names(Sort::Hours, &[], rank + 3);
        for function in FUNCTIONS {
            let gives = written(function.gives).base;
            let fits = wanted.is_none_or(|ty| ty.compares_with(&gives));
            self.function(function, rank + if fits { 2 } else { 3 });
        }
        if self.around.carries_secrets() && !self.around.names(Sort::Secret, 1).is_empty() {
            self.call("secret", "secret(NAME)", "The text of a declared secret.", "name", rank + 3);
        }
        if let Some(not) = OPERATORS.iter().find(|one| one.word == "not")
            && wanted.is_none_or(|ty| matches!(ty, Type::Bool | Type::Unknown))
        {
            self.leading(not.word, ItemKind::Operator, [not.written, not.about], rank + 2);
        }
        if wanted.is_none() {
            for ty in [Type::Agent, Type::Team, Type::Channel, Type::Tag, Type::Bool] {
                self.of_type(&ty, rank + 3);
            }
            self.plain("none", ItemKind::Value, "no value", rank + 3);
        }
    }

    /// The known values of a type.
    fn of_type(&mut self, ty: &Type, rank: u8) {
        match ty {
            Type::Choice(choices) => {
                choices.options.iter().for_each(|option| self.text(option, "choice", rank));
            }
            Type::Agent => self.names(Sort::Agent, &[], rank),
            Type::Team => self.names(Sort::Team, &[], rank),
            Type::Channel => self.names(Sort::Channel, &[], rank),
            Type::Tag => self.names(Sort::Tag, &[], rank),
            Type::Hours => self.names(Sort::Hours, &[], rank),
            Type::Bool => {
                for word in ["true", "false"] {
                    self.plain(word, ItemKind::Value, "bool", rank);
                }
            }
            Type::Duration => {
                for word in ["5m", "1h", "1d"] {
                    self.plain(word, ItemKind::Value, "duration", rank);
                }
            }
            Type::List(item) => self.of_type(item, rank),
            Type::Text
            | Type::Number
            | Type::Date
            | Type::Time
            | Type::DateTime
            | Type::Email
            | Type::Phone
            | Type::Url
            | Type::Location
            | Type::Record
            | Type::Secret
            | Type::Unknown => {}
        }
    }

    /// A root of values. One that is no value by itself comes with its dot.
    pub(super) fn root(&mut self, root: &str, rank: u8) {
        let standing = &self.around.standing;
        let behind = self.around.text.get(standing.word.end as usize..).unwrap_or_default();
        let alone = VALUES.iter().any(|one| one.root == root && one.name.is_empty());
        let dot = !alone && root != "assignee" && !behind.starts_with('.');
        let own = VALUES.iter().find(|one| one.root == root && (alone || !one.name.is_empty()));
        self.put(Item {
            label: root.to_owned(),
            kind: ItemKind::Root,
            detail: match own {
                Some(one) if alone => one.ty.to_owned(),
                Some(_) | None => format!("{root}.NAME"),
            },
            documentation: page(root).map(|page| format!("```text\n{page}```")).unwrap_or_default(),
            insert: Insert::Plain(if dot { format!("{root}.") } else { root.to_owned() }),
            rank,
            again: dot,
        });
    }

    /// A value behind a dot.
    pub(super) fn member(&mut self, member: &Member, rank: u8) {
        let documentation = match (member.about, member.line) {
            ("", line) => self.source(line),
            (about, _) => about.to_owned(),
        };
        let nested = member.ty.base == Type::Record;
        self.put(Item {
            label: member.name.to_string(),
            kind: ItemKind::Field,
            detail: member.ty.to_string(),
            documentation,
            insert: Insert::Plain(member.name.to_string()),
            rank: rank + u8::from(nested && rank > 0),
            again: false,
        });
    }

    /// The variables of the workflow; of a type that is wanted, first.
    pub(super) fn variables(&mut self, wanted: Option<&Type>, rank: u8) {
        let Some(workflow) = self.around.workflow else { return };
        for one in &workflow.variables {
            let fits = wanted.is_none_or(|ty| ty.compares_with(&one.ty));
            self.put(Item {
                label: one.name.to_string(),
                kind: ItemKind::Variable,
                detail: one.ty.to_string(),
                documentation: "A variable of the run.".to_owned(),
                insert: Insert::Plain(one.name.to_string()),
                rank: rank + u8::from(!fits),
                again: false,
            });
        }
    }

    fn function(&mut self, function: &Function, rank: u8) {
        let (sample, gives) = function.sample;
        let about = format!("{}\n\n```text\n{sample} gives {gives}\n```", function.about);
        let detail = match function.gives {
            "same" => function.written.to_owned(),
            gives => format!("{}: {gives}", function.written),
        };
        self.call(function.name, &detail, &about, &parameters(function).join(","), rank);
    }

    fn call(&mut self, name: &str, detail: &str, about: &str, parameters: &str, rank: u8) {
        let standing = &self.around.standing;
        let behind = self.around.text.get(standing.word.end as usize..).unwrap_or_default();
        let is_called = behind.starts_with('(');
        let mut snippet = format!("{name}(");
        for (at, parameter) in (1..).zip(parameters.split(',')) {
            let comma = if at > 1 { ", " } else { "" };
            let _ = write!(snippet, "{comma}${{{at}:{}}}", parameter.replace(' ', "_"));
        }
        snippet.push(')');
        self.put(Item {
            label: name.to_owned(),
            kind: ItemKind::Function,
            detail: detail.to_owned(),
            documentation: about.to_owned(),
            insert: if is_called {
                Insert::Plain(name.to_owned())
            } else {
                Insert::Snippet(snippet)
            },
            rank,
            again: false,
        });
    }
}

/// What a function takes, by the names that the reference gives it: `number`, `digits`.
pub(in crate::ide) fn parameters(function: &Function) -> Vec<&'static str> {
    let inside = function.written.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inside.map_or_else(Vec::new, |inside| inside.split(", ").collect())
}
