//! What a sample leaves out of its declaration.

use rondel::base::Sources;
use rondel::program::{self, ArgValue, Block, Handled, Line, Program, Step};
use rondel::report::Severity;
use rondel::syntax;
use rondel::vocabulary::{self as words, Body, Form, Kind, Operand};

/// A sample as a program.
///
/// Panics on any error in it: a sample is shown to people.
pub(super) fn read(name: &str, sample: &str) -> Program {
    let mut sources = Sources::default();
    let file = sources.add(name, sample);
    let (ast, mut reports) = syntax::parse(file, sample);
    let (program, found) = program::build(&[ast], &sources, std::num::NonZeroUsize::MIN);
    reports.append(found);
    let errors: Vec<String> = reports
        .iter()
        .filter(|report| report.severity == Severity::Error)
        .map(|report| format!("{}: {}", sources.slice(report.location()), report.message))
        .collect();
    assert!(errors.is_empty(), "the sample of {name} is wrong:\n{}", errors.join("\n"));
    program
}

/// What the sample of a step does not use.
pub(super) fn step(decl: &words::Step) -> Vec<String> {
    let program = read(decl.verb, decl.sample);
    let mut used: Vec<&Step> = Vec::new();
    for workflow in &program.workflows {
        gather(&workflow.body, &mut used);
    }
    used.retain(|step| step.decl.verb == decl.verb);
    let lines: Vec<&Line> = used.iter().map(|step| &step.line).collect();
    let mut missing = in_lines(decl.verb, decl.forms, decl.settings, &lines);
    let handled: Vec<&Handled> = used.iter().flat_map(|step| &step.outcomes).collect();
    for outcome in decl.outcomes {
        let own: Vec<&&Handled> =
            handled.iter().filter(|one| one.decl.word == outcome.word).collect();
        let lines: Vec<&Line> = own.iter().map(|one| &one.line).collect();
        missing.extend(in_lines(outcome.word, outcome.forms, &[], &lines));
        if !own.iter().any(|one| one.block.is_some()) {
            missing.push(format!("{} with a block", outcome.word));
        }
        if outcome.blockless && own.iter().all(|one| one.block.is_some()) {
            missing.push(format!("{} without a block", outcome.word));
        }
    }
    missing
}

fn gather<'a>(block: &'a Block, found: &mut Vec<&'a Step>) {
    for step in &block.steps {
        found.push(step);
        for block in step.blocks() {
            gather(block, found);
        }
    }
}

/// What the sample of a trigger does not use.
pub(super) fn trigger(decl: &words::Trigger) -> Vec<String> {
    let program = read(decl.event, decl.sample);
    let triggers = program.workflows.iter().flat_map(|workflow| &workflow.triggers);
    let used: Vec<_> = triggers.filter(|one| one.decl.event == decl.event).collect();
    let lines: Vec<&Line> = used.iter().map(|one| &one.line).collect();
    let mut missing = in_lines(decl.event, decl.forms, decl.settings, &lines);
    if used.iter().all(|one| one.when.is_empty()) {
        missing.push(format!("{} when", decl.event));
    }
    for one in decl.brings {
        if !decl.sample.contains(&format!("trigger.{}", one.name)) {
            missing.push(format!("trigger.{}", one.name));
        }
    }
    missing
}

/// What the sample of a promise does not use.
pub(super) fn promise(decl: &words::Promise) -> Vec<String> {
    let program = read(decl.word, decl.sample);
    let promises = program.workflows.iter().flat_map(|workflow| &workflow.promises);
    let used = promises.filter(|one| one.decl.word == decl.word);
    let lines: Vec<&Line> = used.map(|one| &one.line).collect();
    in_lines(decl.word, decl.forms, &[], &lines)
}

/// What the sample of a declaration does not use.
pub(super) fn declaration(decl: &words::Declaration) -> Vec<String> {
    let program = read(decl.word, decl.sample);
    if decl.sort.is_none() {
        let there = decl.sample.contains(&format!("  {} ", decl.word));
        return if there { Vec::new() } else { vec![decl.word.to_owned()] };
    }
    let declared = &program.workspace.declarations;
    let used = declared.iter().filter(|one| one.decl.word == decl.word);
    let lines: Vec<&Line> = used.map(|one| &one.line).collect();
    in_lines(decl.word, decl.forms, decl.settings, &lines)
}

/// What the sample of the settings of workflows does not use.
pub(super) fn workflow_settings(settings: &[words::Setting], sample: &str) -> Vec<String> {
    let program = read("workflow", sample);
    let lines: Vec<&Line> =
        program.workflows.iter().flat_map(|workflow| &workflow.settings).collect();
    let mut missing = Vec::new();
    for setting in settings {
        let own: Vec<&Line> =
            lines.iter().copied().filter(|line| line.word == setting.word).collect();
        missing.extend(in_lines(setting.word, setting.forms, &[], &own));
    }
    missing
}

/// What the sample of a line of scenarios does not use.
pub(super) fn scenario_line(decl: &words::ScenarioLine) -> Vec<String> {
    let program = read(decl.word, decl.sample);
    let lines = program.scenarios.iter().flat_map(|scenario| &scenario.lines);
    let used: Vec<_> = lines.filter(|line| line.decl.word == decl.word).collect();
    let lines: Vec<&Line> = used.iter().map(|line| &line.line).collect();
    let mut missing = in_lines(decl.word, decl.forms, &[], &lines);
    if decl.negates && !used.iter().any(|line| line.negated) {
        missing.push(format!("{} not", decl.word));
    }
    missing
}

/// The forms, operands and settings that no line of several uses.
fn in_lines(
    word: &str,
    forms: &[Form],
    settings: &[words::Setting],
    lines: &[&Line],
) -> Vec<String> {
    let mut missing = Vec::new();
    for form in forms {
        let own: Vec<&&Line> = lines.iter().filter(|line| has_form(line, form)).collect();
        if own.is_empty() {
            missing.push(words::written(word, form));
        }
        for operand in form.iter().filter(|operand| operand.optional && !own.is_empty()) {
            if !own.iter().any(|line| line.arg(operand.name).is_some()) {
                missing.push(format!("{} with its {}", words::written(word, form), operand.name));
            }
        }
    }
    for setting in settings {
        let inner = lines.iter().flat_map(|line| &line.settings);
        let own: Vec<&Line> = inner.filter(|line| line.word == setting.word).collect();
        let of_setting = in_lines(setting.word, setting.forms, setting.settings, &own);
        missing.extend(of_setting.into_iter().map(|one| format!("{word} {one}")));
        if let Body::TypedLines { texts, dotted } = setting.body {
            let typed: Vec<_> = own.iter().flat_map(|line| &line.typed).collect();
            let mut want = |is_there: bool, what: &str| {
                if !is_there {
                    missing.push(format!("{word} {} with {what}", setting.word));
                }
            };
            want(!typed.is_empty(), "a line");
            want(!texts || typed.iter().any(|line| line.text.is_some()), "a text");
            want(!dotted || typed.iter().any(|line| line.name.contains('.')), "a dotted name");
            want(texts || typed.iter().any(|line| line.ty.maybe), "a value that may be missing");
        }
    }
    missing
}

/// Whether a line is written in a form.
fn has_form(line: &Line, form: Form) -> bool {
    let named = |operand: &&Operand| !operand.name.is_empty();
    let known = line.args.iter().all(|arg| form.iter().any(|operand| operand.name == arg.name));
    known
        && form.iter().filter(named).all(|operand| match (line.arg(operand.name), operand.kind) {
            (None, _) => operand.optional,
            (Some(ArgValue::Name(word)), Kind::Implied(own)) => word == own,
            (Some(ArgValue::Name(word)), Kind::Word(all)) => all.contains(&word.as_str()),
            (Some(ArgValue::Texts(_)), Kind::Texts | Kind::NewTexts) => true,
            (Some(_), _) => true,
        })
}
