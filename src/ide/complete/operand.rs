//! What may follow on a line, by the forms that are declared for it.

use super::around::labels;
use super::begin::page;
use super::declared::Declared;
use super::expression::CONDITION;
use super::forms::{Fit, Next, fits};
use super::keys::Given;
use super::lexer::{Sign, Token};
use super::offers::Offers;
use super::values::{path, written as ty_of};
use super::{Insert, Item, ItemKind};
use crate::base::{Name, Type};
use crate::ide::{Meaning, Within};
use crate::vocabulary::{
    Agreement, DAYS, Kind, LINE_TYPES, Meant, Operand, PROMISES, Sort, Store, TRIGGERS, TYPES,
    Want, written,
};

impl Offers<'_> {
    /// Everything that may follow on the line.
    pub(super) fn operands(&mut self) {
        let standing = &self.around.standing;
        let [first, rest @ ..] = standing.before.as_slice() else { return };
        if standing.frame().within == Within::Workflow && rest.is_empty() {
            self.second_words(first.text);
        }
        for line in standing.declared() {
            let tokens = standing.before.get(line.skip..).unwrap_or_default();
            let negates = matches!(line.meaning, Meaning::Scenario(one) if one.negates);
            if negates && standing.before.len() == 1 {
                self.leading("not", ItemKind::Keyword, ["", "It should not be so."], 0);
            }
            for fit in fits(line.forms, tokens) {
                self.fit(&line, &fit, tokens);
            }
        }
    }

    /// What stands behind `on` and `ensure`.
    fn second_words(&mut self, word: &str) {
        let mut put = |word: &str, kind, about: &str, way: String, follows: bool| {
            let alone = self.around.standing.alone && follows;
            self.items.push(Item {
                label: word.to_owned(),
                kind,
                documentation: page(about, std::slice::from_ref(&way)),
                detail: way,
                insert: Insert::Plain(if alone { format!("{word} ") } else { word.to_owned() }),
                rank: 0,
                again: alone,
            });
        };
        if word == "on" {
            for one in TRIGGERS {
                let form = one.forms.first().copied().unwrap_or_default();
                let way = written(&format!("on {}", one.event), form);
                put(one.event, ItemKind::Trigger, one.about, way, !form.is_empty());
            }
        } else if word == "ensure" {
            for one in PROMISES {
                let form = one.forms.first().copied().unwrap_or_default();
                let way = written(&format!("ensure {}", one.word), form);
                put(one.word, ItemKind::Promise, one.about, way, !form.is_empty());
            }
        }
    }

    fn fit(&mut self, line: &Declared, fit: &Fit, tokens: &[Token<'_>]) {
        let Some(operand) = fit.operand() else { return };
        match fit.next {
            Next::Nothing => {}
            Next::Words(words) => self.fixed(line, fit, operand, words),
            Next::Value(from) => {
                let own = tokens.get(from..).unwrap_or_default();
                self.value(line, fit, operand, own, tokens);
            }
        }
    }

    /// The fixed words that come next; several forms may go on with the same ones.
    fn fixed(&mut self, line: &Declared, fit: &Fit, operand: &Operand, words: &str) {
        let way = written(&line.head, fit.form);
        let mut known = self.items.iter_mut();
        if let Some(known) = known.find(|one| one.kind == ItemKind::Keyword && one.label == words) {
            let before = known.documentation.strip_suffix("\n```");
            known.documentation =
                before.map(|all| format!("{all}\n{way}\n```")).unwrap_or_default();
            return;
        }
        let at = line.forms.iter().position(|form| *form == fit.form);
        let about = at.and_then(|at| line.meanings.get(at)).copied().unwrap_or(line.about);
        let page = page(about, std::slice::from_ref(&way));
        let rank = u8::from(operand.optional);
        if matches!(operand.kind, Kind::Implied(_)) && fit.at + 1 == fit.form.len() {
            self.word(words, ItemKind::Keyword, [&way, &page], rank);
        } else {
            self.leading(words, ItemKind::Keyword, [&way, &page], rank);
        }
    }

    fn value(
        &mut self,
        line: &Declared,
        fit: &Fit,
        operand: &'static Operand,
        own: &[Token<'_>],
        tokens: &[Token<'_>],
    ) {
        let given = Given { fit, tokens };
        let listed: Vec<&str> = own.iter().map(|one| one.text.trim_matches('"')).collect();
        match operand.kind {
            Kind::Value(want) | Kind::Values(want) => {
                let ty = self.wanted(want, &given);
                let shown = matches!(want, Want::Shown | Want::Text | Want::Body | Want::Url);
                let own =
                    if matches!(operand.kind, Kind::Values(_)) { last_item(own) } else { own };
                if own.is_empty() && shown {
                    self.quotes(operand.name);
                }
                self.expression(own, ty.as_ref());
            }
            // A field without its root may also be one that every contact has.
            Kind::Declared(Sort::Field) => self.fields(),
            Kind::Declared(sort) => self.names(sort, &[], 0),
            Kind::DeclaredList(sort) => self.names(sort, &listed, 0),
            Kind::DeclaredText(sort) => self.names(sort, &[], 0),
            Kind::DeclaredTexts(sort) => self.names(sort, &listed, 0),
            Kind::Word(words) | Kind::Words(words) => {
                let more = fit.at + 1 < fit.form.len();
                for word in words.iter().filter(|word| !listed.contains(word)) {
                    if more && matches!(operand.kind, Kind::Word(_)) {
                        let way = written(&line.head, fit.form);
                        self.leading(word, ItemKind::Keyword, [&way, ""], 0);
                    } else {
                        self.plain(word, ItemKind::Keyword, operand.name, 0);
                    }
                }
            }
            Kind::NewName | Kind::Text | Kind::Texts => self.meant(operand.meant, line, &listed),
            Kind::Duration { max } => self.lengths(max),
            Kind::Place(store) => self.place(store, own),
            Kind::Type(words) => match own {
                [] => self.types(words, true),
                [_] => self.leading("of", ItemKind::Keyword, ["list of TYPE", ""], 0),
                [_, _, ..] => self.types(words, false),
            },
            Kind::LineType => self.types(LINE_TYPES, false),
            Kind::Path if own.is_empty() => self.plain("body", ItemKind::Root, "the answer", 0),
            Kind::Record(keys) => self.record(keys, own, &given),
            Kind::Status => self.examples(&["404", "4xx", "5xx"], "status"),
            Kind::Days => {
                self.examples(&["mon..fri", "sat, sun"], "days");
                DAYS.iter().for_each(|day| self.plain(day, ItemKind::Value, "a day", 1));
            }
            Kind::Times => self.examples(&["09:00-17:00", "09:00-12:00, 13:00-18:00"], "times"),
            Kind::Path
            | Kind::NewTexts
            | Kind::Implied(_)
            | Kind::Email
            | Kind::Pattern
            | Kind::Count { .. }
            | Kind::DateRange
            | Kind::Moment => {}
        }
    }

    /// The type that an operand is to have.
    fn wanted(&self, want: Want, given: &Given<'_, '_>) -> Option<Type> {
        match want {
            Want::Bool => Some(CONDITION),
            Want::Number => Some(Type::Number),
            Want::Duration => Some(Type::Duration),
            Want::Moment => Some(Type::DateTime),
            Want::Url => Some(Type::Url),
            Want::Any | Want::Shown | Want::Text | Want::Body | Want::Bound => None,
            Want::OfPlace(name) | Want::LikePlace(name) => {
                given.words(name).or_else(|| self.of_owner(name)).and_then(|words| {
                    let words: Vec<&str> = words.iter().map(Name::as_str).collect();
                    match words.as_slice() {
                        // A field may be named without its root.
                        [field] => {
                            let fields = self.around.type_of(&["contact", field]);
                            fields.or_else(|| self.around.type_of(&words))
                        }
                        words => self.around.type_of(words),
                    }
                })
            }
        }
    }

    /// The words of an operand of the line around.
    fn of_owner(&self, name: &str) -> Option<Vec<Name>> {
        let owner = self.around.standing.owner()?;
        let tokens = self.around.standing.frame().head.get(owner.skip..)?;
        let whole = fits(owner.forms, tokens).into_iter();
        let mut whole = whole.filter(|fit| fit.next == Next::Nothing);
        whole.find_map(|fit| Given { fit: &fit, tokens }.words(name))
    }

    /// What a name or a text may stand for, but for what is `listed` already.
    fn meant(&mut self, meant: Meant, line: &Declared, listed: &[&str]) {
        match meant {
            Meant::Plain => self.choices(line),
            Meant::New(_) => {}
            Meant::LabelOf(_) => {
                for known in self.started().map(labels).unwrap_or_default() {
                    self.name(Sort::Label, &known, 0);
                }
            }
            Meant::Skill => {
                for skill in self.around.skills() {
                    if !listed.contains(&skill.as_str()) {
                        self.text(&skill, "skill", 0);
                    }
                }
            }
            Meant::Zone => {
                for zone in jiff::tz::db().available() {
                    self.text(zone.as_str(), "time zone", 0);
                }
            }
        }
    }

    /// The options of the place in which an answer is kept.
    fn choices(&mut self, line: &Declared) {
        let Meaning::Outcome(step, outcome) = line.meaning else { return };
        let options = Agreement::Options { outcome: outcome.word };
        if !step.agreements.contains(&options) {
            return;
        }
        let place = step.forms.iter().flat_map(|form| form.iter());
        let mut place = place.filter(|one| matches!(one.kind, Kind::Place(_)));
        let words = place.find_map(|one| self.of_owner(one.name)).unwrap_or_default();
        let words: Vec<&str> = words.iter().map(Name::as_str).collect();
        let Some(Type::Choice(choices)) = self.around.type_of(&words) else { return };
        let lines = &self.around.standing.frame().lines;
        for option in choices.options.iter() {
            if !lines.iter().any(|one| one.next.trim_matches('"') == option) {
                self.text(option, "option", 0);
            }
        }
    }

    fn lengths(&mut self, max: i64) {
        let known = [("30s", 30), ("5m", 300), ("1h", 3_600), ("1d", 86_400), ("1w", 604_800)];
        for (rank, (text, seconds)) in (0..).zip(known) {
            if seconds <= max {
                self.plain(text, ItemKind::Value, "duration", rank);
            }
        }
    }

    fn examples(&mut self, examples: &[&str], detail: &str) {
        examples.iter().for_each(|one| self.plain(one, ItemKind::Value, detail, 0));
    }

    fn fields(&mut self) {
        let members = self.around.members(&["contact"]);
        members.iter().filter(|one| one.writable).for_each(|one| self.member(one, 0));
    }

    /// A place to store into: a field of the contact or a variable.
    fn place(&mut self, store: Store, own: &[Token<'_>]) {
        let number = store == Store::Number;
        match own {
            [] => {
                self.root("contact", 0);
                if matches!(store, Store::Any | Store::Number) {
                    self.variables(number.then_some(&Type::Number), 1);
                }
            }
            own => {
                let members = self.around.members(&path(own));
                let fits = |ty: &Type| match store {
                    Store::Any | Store::Field => true,
                    Store::Number => *ty == Type::Number,
                    Store::Owner => matches!(ty, Type::Agent | Type::Team),
                };
                for one in members.iter().filter(|one| one.writable && fits(&one.ty.base)) {
                    self.member(one, 0);
                }
            }
        }
    }

    fn types(&mut self, words: &[&str], lists: bool) {
        for word in words.iter().filter(|word| lists || **word != "list") {
            let known = TYPES.iter().find(|ty| ty.word == *word);
            let about = known.map_or("", |ty| ty.about);
            if *word == "list" {
                self.leading("list of", ItemKind::Type, ["list of TYPE", about], 1);
                continue;
            }
            self.word(word, ItemKind::Type, [&ty_of(word).to_string(), about], 0);
        }
    }

    /// A text that is still to be written.
    fn quotes(&mut self, name: &str) {
        self.put(Item {
            label: "\"…\"".to_owned(),
            kind: ItemKind::Value,
            detail: name.to_owned(),
            documentation: "A text; `${…}` in it stands for a value.".to_owned(),
            insert: Insert::Snippet("\"$1\"".to_owned()),
            rank: 0,
            again: false,
        });
    }
}

/// What stands behind the last comma that is in no brackets.
pub(super) fn last_item<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let mut depth = 0_usize;
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.sign {
            Sign::Opening => depth += 1,
            Sign::Closing => depth = depth.saturating_sub(1),
            Sign::Other if depth == 0 && token.is(",") => from = at + 1,
            Sign::Word
            | Sign::Literal
            | Sign::Text
            | Sign::Brace
            | Sign::EndBrace
            | Sign::Remark
            | Sign::LineEnd
            | Sign::Other => {}
        }
    }
    tokens.get(from..).unwrap_or_default()
}
