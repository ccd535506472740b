//! What came of each line, as expectations.

use super::stage::Stage;
use crate::engine::Told;
use crate::runtime::{Arrival, Recorded, Traced};
use crate::scenario::window::Window;

/// The lines of a scenario with what should come of them. `told` says how much had happened after
/// each line.
pub(super) fn expects(
    stage: Stage<'_, '_>,
    lines: &[String],
    told: &[usize],
    happened: &[Told],
) -> Vec<String> {
    let mut whole = Vec::with_capacity(lines.len() * 2);
    let mut from = 0;
    for (line, to) in lines.iter().zip(told) {
        whole.push(line.clone());
        let since = happened.get(from..*to).unwrap_or_default();
        from = *to;
        if !line.starts_with("given ") {
            let lines = window(stage, since).lines(stage.workspace.zone()).into_iter();
            whole.extend(lines.filter(|line| !line.is_comment()).map(|line| line.text));
        }
    }
    whole
}

fn window(stage: Stage<'_, '_>, since: &[Told]) -> Window {
    let mut window = Window::default();
    let is_tried = |workflow: &str| *workflow == stage.graph.workflow().name;
    for told in since {
        for record in &told.logged.records {
            let Some(run) = &record.run else { continue };
            match &record.what {
                Recorded::Effect(effect) => window.done(&effect.act, stage.workspace.zone()),
                Recorded::Trace(Traced::Ended(ending)) if is_tried(&run.workflow) => {
                    window.ends(ending);
                }
                Recorded::Trace(Traced::Came(arrival, _)) => {
                    if let (Arrival::Routed(_), Some(decision)) =
                        (&**arrival, &told.logged.decision)
                    {
                        window.decided(&decision.verdict);
                    }
                }
                Recorded::Trace(_) => {}
            }
            if is_tried(&run.workflow) {
                window.comes_to(&record.step);
            }
        }
    }
    window
}
