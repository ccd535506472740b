//! Ids of steps keep still: an insertion renames only later unlabelled steps of the same verb in
//! the same block, and what stands inside of them.

use rondel::base::Sources;
use rondel::compile::check;
use rondel::program::{Block, Step};

use super::programs;

/// Every step of a program, in order: its id, and the first byte of its line.
fn steps(name: &str, text: &str) -> Vec<(String, usize)> {
    let mut sources = Sources::default();
    sources.add(name, text);
    let program = check(&sources).program;
    let mut found = Vec::new();
    for workflow in &program.workflows {
        walk(&workflow.body, &mut |step| {
            let start = step.line.location.span.start as usize;
            found.push((format!("{}: {}", workflow.name, step.id), start));
        });
    }
    found.sort_by_key(|(_, start)| *start);
    found
}

fn walk(block: &Block, visit: &mut impl FnMut(&Step)) {
    for step in &block.steps {
        visit(step);
        step.blocks().for_each(|inner| walk(inner, visit));
    }
}

/// Whether two ids differ in one ordinal of the verb only, which has grown by one.
fn only_moved_on(before: &str, after: &str, verb: &str) -> bool {
    let pairs = before.split('.').zip(after.split('.'));
    let Some((one, other)) = pairs.into_iter().find(|(one, other)| one != other) else {
        return false;
    };
    let ordinal = |part: &str| {
        let part = part.rsplit(' ').next()?;
        part.strip_prefix(verb)?.strip_prefix('_')?.parse::<u32>().ok()
    };
    matches!((ordinal(one), ordinal(other)), (Some(one), Some(other)) if other == one + 1)
        && before.split('.').count() == after.split('.').count()
}

#[test]
fn an_inserted_step_renames_only_later_ones_of_its_verb_in_its_block() {
    let (mut insertions, mut renamed) = (0, 0);
    for program in programs::below("tests/fixtures/valid") {
        let before = steps(&program.name, &program.text);
        for (_, at) in &before {
            for verb in ["comment", "send"] {
                let line = format!("{verb} \"Inserted.\"\n");
                let text = format!("{}{line}{}", &program.text[..*at], &program.text[*at..]);
                let after = steps(&program.name, &text);
                assert_eq!(after.len(), before.len() + 1, "{}: at {at}", program.name);
                insertions += 1;
                for (id, start) in &before {
                    let moved = if start >= at { start + line.len() } else { *start };
                    let (new, _) = after.iter().find(|(_, place)| *place == moved).unwrap();
                    if id == new {
                        continue;
                    }
                    renamed += 1;
                    assert!(start >= at, "{}: {id} stands before {at}, now {new}", program.name);
                    assert!(only_moved_on(id, new, verb), "{}: {id} is now {new}", program.name);
                }
            }
        }
    }
    println!("counts: {insertions} insertions renamed {renamed} later steps");
    assert!(insertions > 200 && renamed > 20, "{insertions} insertions, {renamed} renamed");
}
