//! The suite finds what is wrong with a keeper.

use rondel::store::conformance::{self, Report};

use super::faults::{AgentFault, BrokenAgents, BrokenRuns, RunFault};

/// That the suite found it, in a case that speaks of it; most other cases do not mind.
fn is_found(fault: &str, report: &Report, case: &str) {
    let named = report.failed.iter().any(|(name, _)| *name == case);
    assert!(named, "{fault} was not found in {case:?}\n{report}");
    assert!(!report.is_passed());
    assert!(report.to_string().contains(&format!("failed: {case}\n")), "{report}");
}

#[test]
fn broken_keepers_of_rosters_are_found() {
    let faults = [
        (AgentFault::ForgetsKeys, "the same key gives the first reply again and changes nothing"),
        (AgentFault::ForgetsThatNothingChanged, "a command that changed nothing is remembered too"),
        (AgentFault::ReadsThenWrites, "sixteen threads never bring an agent above a limit"),
        (AgentFault::OneWorkspaceForAll, "several workspaces in one store are kept apart"),
        (AgentFault::RepliesBackwards, "several commands give their replies in order"),
        (AgentFault::MixesCommands, "commands given together are not mixed with others"),
    ];
    for (fault, case) in faults {
        let report = conformance::agent_store(|| BrokenAgents::with(fault));
        is_found(&format!("{fault:?}"), &report, case);
    }
    println!("counts: {} broken keepers of rosters found", faults.len());
}

#[test]
fn broken_keepers_of_runs_are_found() {
    let faults = [
        (RunFault::HandsOutTwice, "an event that is worked on is not handed out a second time"),
        (RunFault::FiresEarly, "a timer is never early"),
        (RunFault::EverythingIsNew, "threads taking in the same ids find each new once"),
        (RunFault::OverwritesOthers, "of threads committing on one version one wins"),
        (RunFault::KeepsDoneEffects, "effects are kept until they are done"),
        (RunFault::ForgetsEffectsInDoubt, "an effect in doubt stays visible"),
        (RunFault::LosesReleased, "an event that was given back comes again"),
        (RunFault::NeverGivesBack, "a worker that starts again gives back what it was at"),
        (RunFault::EffectsOfEverybody, "an effect belongs to the worker who committed it"),
        (RunFault::OwesNothing, "an event comes with what the roster was not told of its contact"),
        (RunFault::OneWorkspaceForAll, "an id of one workspace is new in another"),
        (RunFault::FindsLoosely, "a text is compared to the letter"),
    ];
    for (fault, case) in faults {
        let report = conformance::run_store(|| BrokenRuns::with(fault));
        is_found(&format!("{fault:?}"), &report, case);
    }
    println!("counts: {} broken keepers of runs found", faults.len());
}

#[test]
fn a_report_of_nothing_says_nothing() {
    assert!(!Report::default().is_passed());
    assert_eq!(Report::default().to_string(), "0 cases: 0 passed, 0 failed");
}
