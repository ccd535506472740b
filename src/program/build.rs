//! All trees of a root become one program.

use std::borrow::Borrow;
use std::num::NonZeroUsize;

use super::names::Names;
use super::scenario::Titles;
use super::scope::{Run, Scope};
use super::survey::Survey;
use super::{Program, allows, brings, hours, scenario, sort, starts, workflow, workspace};
use crate::base::{Name, Sources, share};
use crate::report::Reports;
use crate::syntax::{Ast, Statement};
use crate::vocabulary::Sort;

/// Understands the trees of one root: names first, then everything else, on at most so many
/// threads.
///
/// Never fails: what could not be understood is reported, and left out or marked unknown.
#[must_use]
pub fn build<A: Borrow<Ast>>(
    asts: &[A],
    sources: &Sources,
    threads: NonZeroUsize,
) -> (Program, Reports) {
    let mut reports = Reports::default();
    let items = sort::sort(asts, &mut reports);
    let mut names = Names::default();
    if let Some((file, item)) = items.workspaces.first() {
        workspace::names(*file, item, &mut names, &mut reports);
    }
    let workflows = share(&items.workflows, threads, |(file, item)| Survey::of(*file, item));
    for survey in &workflows {
        workflow::names(survey, &mut names, &mut reports);
    }
    let mut program = Program { damaged: items.damaged, ..Program::default() };
    if let Some((file, item)) = items.workspaces.first() {
        program.workspace = workspace::bind(*file, item, &names, &mut reports, &mut program.uses);
        program.damaged |= Survey::of(*file, item).damaged;
        let opening = program.workspace.all(Sort::Hours).filter(|one| hours::open_again(one));
        opening.for_each(|one| names.open_again(&one.name));
    }
    let sketch = items.workspaces.is_empty();
    let mut labels = starts::Labels::default();
    let mut starting: Vec<usize> = Vec::new();
    let bound = share(&workflows, threads, |survey| {
        let (mut reports, mut uses) = (Reports::default(), Vec::new());
        let (workflow, labels) = workflow::bind(survey, &names, sketch, &mut reports, &mut uses);
        (workflow, labels, reports, uses)
    });
    program.workflows.reserve_exact(bound.len());
    program.uses.reserve(bound.iter().map(|(.., uses)| uses.len()).sum());
    for (workflow, own, found, uses) in bound {
        program.damaged |= workflow.damaged;
        labels.insert(workflow.name.clone(), own);
        if uses.iter().any(|one| one.sort == Sort::Workflow) {
            starting.push(program.workflows.len());
        }
        program.workflows.push(workflow);
        program.uses.extend(uses);
        reports.append(found);
    }
    brings::same_bodies(&program.workflows, &mut reports);
    starts::check(&program.workflows, &starting, &labels, threads, &mut reports);
    program.workflows.iter().for_each(|workflow| brings::ask(workflow, &mut names));
    let runs = |item: &Statement, name: &Name| {
        let labels = labels.get(name)?.clone();
        let collected = if scenario::tells_collected(item) {
            brings::collected(program.workflows.iter().find(|one| one.name == *name)?)
        } else {
            Vec::new()
        };
        Some(Run { workflow: name.clone(), labels, collected, ..Run::default() })
    };
    let bound = share(&items.scenarios, threads, |(file, item)| {
        let (mut reports, mut uses) = (Reports::default(), Vec::new());
        let mut scope = Scope {
            file: *file,
            names: &names,
            sketch,
            run: &Run::default(),
            secrets: false,
            reports: &mut reports,
            uses: &mut uses,
        };
        let scenario = scenario::bind(item, |name| runs(item, name), &mut scope);
        (scenario, Survey::of(*file, item).damaged, reports, uses)
    });
    let mut titles = Titles::default();
    for (scenario, damaged, found, uses) in bound {
        program.damaged |= damaged;
        reports.append(found);
        titles.add(&scenario, &mut reports);
        program.uses.extend(uses);
        program.scenarios.push(scenario);
    }
    for ast in asts.iter().map(Borrow::borrow) {
        if let Some(source) = sources.get(ast.file) {
            program.allows.extend(allows::allows(ast.file, source, &ast.trivia.comments));
        }
    }
    (program, reports)
}
