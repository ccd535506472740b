//! What steps, settings and events mean.

use super::{bikes, day, opened, replay, told};
use crate::base::Duration;
use crate::engine::What;
use crate::engine::samples::{
    act, around, harbour_bikes, literal, named, outcome, read, send, setting, to, to_team, trigger,
    with_outcome, with_settings, workflow,
};
use crate::plan::{
    Arg, Literal, Overlap, Place, Root, Step, StepKind, StopWhen, Target, WorkflowPlan,
};

fn online_team() -> Step {
    let online = setting("only", ("what", named("online")));
    with_settings(to_team("assign_1", "round_robin", Target::End), vec![online])
}

#[test]
fn a_message_opens_a_closed_conversation_first() {
    let steps = |word: &str| {
        vec![act(
            "comment_1",
            "comment",
            vec![("text".into(), Arg::Expr(literal(word)))],
            Target::End,
        )]
    };
    let workflows = vec![
        workflow("on_message", vec![trigger("message_received", Vec::new())], steps("message")),
        workflow("on_opened", vec![trigger("conversation_opened", Vec::new())], steps("opened")),
    ];
    let (entries, _) = bikes(workflows, &[r#"09:00 "type":"message","contact":"c1","text":"hi""#]);
    assert_eq!(told(&entries, What::Comments), ["opened", "message"]);
}

#[test]
fn a_close_ends_a_run_that_waits_for_an_owner() {
    let plan = workflow("w", vec![trigger("conversation_opened", Vec::new())], vec![online_team()]);
    let (entries, summary) = bikes(
        vec![plan],
        &[
            &opened("09:00", "c1"),
            r#"09:01 "type":"conversation_closed","contact":"c1""#,
            r#"09:02 "type":"agent_status","agent":"bo","status":"online""#,
            r#"09:03 "type":"agent_status","agent":"amara","status":"online""#,
        ],
    );
    assert_eq!(told(&entries, What::Ends), ["the conversation was closed"]);
    assert_eq!((summary.runs.stopped, summary.waiting.len(), summary.timers), (1, 0, 0));
    assert!(told(&entries, What::Assigned).is_empty());
}

#[test]
fn an_owner_given_by_hand_is_the_outcome_assigned() {
    let assign = with_outcome(online_team(), "assigned", None, to("send_1"));
    let hello = around("I am ", read(Root::Assignee, "first_name"), ".");
    let steps = vec![assign, send("send_1", hello, Target::End)];
    let plan = workflow("w", vec![trigger("conversation_opened", Vec::new())], steps);
    let (entries, summary) = bikes(
        vec![plan],
        &[
            &opened("09:00", "c1"),
            r#"09:01 "type":"assigned_by_hand","contact":"c1","agent":"chen""#,
        ],
    );
    assert_eq!(told(&entries, What::Sends), ["I am Chen."]);
    assert_eq!((summary.runs.completed, summary.waiting.len()), (1, 0));
}

#[test]
fn a_time_out_that_nobody_handles_needs_attention_until_somebody_owns_the_contact() {
    let half = Arg::Duration(Duration::minutes(30));
    let step = with_outcome(online_team(), "timeout", Some(half), Target::TimedOut);
    let plan = workflow("w", vec![trigger("conversation_opened", Vec::new())], vec![step]);
    let lines = [opened("09:00", "c1"), r#"09:31 "type":"time""#.to_owned()];
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (entries, summary) = bikes(vec![plan.clone()], &lines);
    assert_eq!(
        told(&entries, What::TimesOut),
        ["at `assign_1` (leads.rondel:6) · nothing handles the timeout"]
    );
    let times: Vec<i64> =
        entries.iter().map(|entry| entry.at.millis % 3_600_000 / 60_000).collect();
    assert!(times.is_sorted() && times.contains(&30), "the timer fired when it was due");
    assert_eq!(
        summary.attention.iter().map(|one| one.contact.as_str()).collect::<Vec<_>>(),
        ["c1"]
    );
    lines.push(r#"09:40 "type":"assigned_by_hand","contact":"c1","agent":"chen""#);
    assert!(bikes(vec![plan], &lines).1.attention.is_empty());
}

#[test]
fn timers_due_after_the_last_event_do_not_fire() {
    let plan = workflow("w", vec![trigger("conversation_opened", Vec::new())], vec![online_team()]);
    let (_, summary) = bikes(vec![plan], &[&opened("09:00", "c1"), &opened("09:01", "c2")]);
    assert_eq!((summary.timers, summary.runs.waiting), (2, 2));
    assert_eq!(summary.waiting, ["c1", "c2"]);
}

#[test]
fn a_refused_message_takes_its_outcome_and_an_unanswered_one_was_accepted() {
    let failed = act(
        "failed.tag_1",
        "tag",
        vec![("tags".into(), Arg::Names(vec!["unreached".into()]))],
        Target::End,
    );
    let mut step = send("send_1", literal("Hello"), to("tag_1"));
    step = with_outcome(step, "failed", None, to("failed.tag_1"));
    let next =
        act("tag_1", "tag", vec![("tags".into(), Arg::Names(vec!["reached".into()]))], Target::End);
    let plan =
        workflow("w", vec![trigger("conversation_opened", Vec::new())], vec![step, failed, next]);
    let refused =
        r#"09:00 "type":"send_result","contact":"c1","accepted":false,"reason":"blocked""#;
    let (entries, _) = bikes(vec![plan.clone()], &[&opened("09:00", "c1"), refused]);
    assert_eq!(told(&entries, What::Tags), ["unreached"]);
    let (entries, _) = bikes(vec![plan], &[&opened("09:00", "c1"), &opened("09:05", "c2")]);
    assert_eq!(told(&entries, What::Tags), ["reached", "reached"]);
}

#[test]
fn overlap_once_and_stop_when_are_kept() {
    let waits = |change: fn(&mut WorkflowPlan)| {
        let triggers = vec![trigger("message_received", Vec::new())];
        let mut plan = workflow("w", triggers, vec![online_team()]);
        change(&mut plan);
        plan
    };
    let says = |clock: &str| format!(r#"{clock} "type":"message","contact":"c1","text":"hi""#);
    let lines = [
        says("09:00"),
        says("09:01"),
        r#"09:02 "type":"message","contact":"c1","agent":"chen","text":"yes?""#.to_owned(),
        says("09:03"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let counts = |plan| {
        let runs = bikes(vec![plan], &lines).1.runs;
        (runs.started, runs.stopped, runs.waiting)
    };
    assert_eq!(counts(waits(|_| {})), (1, 0, 1));
    assert_eq!(counts(waits(|plan| plan.settings.overlap = Overlap::Restart)), (3, 2, 1));
    assert_eq!(
        counts(waits(|plan| plan.settings.stop_when = vec![StopWhen::AgentReplies])),
        (2, 1, 1)
    );
    assert_eq!(
        counts(waits(|plan| {
            plan.settings.stop_when = vec![StopWhen::AgentReplies];
            plan.settings.once_per_contact = true;
        })),
        (1, 1, 0)
    );
}

#[test]
fn workflows_that_set_each_other_off_are_cut_and_none_starts_its_own_run_again() {
    let toggles = |name: &str, event: &str, tag: &str| {
        let tags = || vec![("tags".into(), Arg::Names(vec![tag.into()]))];
        let steps = vec![
            act("untag_1", "untag", tags(), to("tag_1")),
            act("tag_1", "tag", tags(), Target::End),
        ];
        workflow(name, vec![trigger(event, Vec::new())], steps)
    };
    let alone = vec![toggles("a", "contact_tag_updated", "x")];
    let line = r#"09:00 "type":"tag_added","contact":"c1","tag":"y""#;
    assert_eq!(bikes(alone, &[line]).1.runs.started, 1);
    let pair =
        vec![toggles("a", "contact_tag_updated", "x"), toggles("b", "contact_tag_updated", "z")];
    let (entries, summary) = bikes(pair, &[line]);
    assert!(!told(&entries, What::Cut).is_empty());
    assert!(summary.runs.started <= 1_000);
}

#[test]
fn jumps_end_and_a_loop_fails_with_its_place() {
    let jump = |at_most| Step {
        id: "jump_1".into(),
        source: Some(("leads.rondel".into(), 9)),
        kind: StepKind::Jump { to: to("comment_1"), at_most, exhausted: Target::End },
    };
    let steps = |at_most| {
        let text = vec![("text".into(), Arg::Expr(literal("again")))];
        vec![act("comment_1", "comment", text, to("jump_1")), jump(at_most)]
    };
    let plan =
        |at_most| workflow("w", vec![trigger("conversation_opened", Vec::new())], steps(at_most));
    let (entries, summary) = bikes(vec![plan(3)], &[&opened("09:00", "c1")]);
    assert_eq!((told(&entries, What::Comments).len(), summary.runs.completed), (4, 1));
    let (entries, summary) = bikes(vec![plan(1_000)], &[&opened("09:00", "c1")]);
    assert_eq!((told(&entries, What::Comments).len(), summary.runs.failed), (500, 1));
    assert!(summary.attention.iter().any(|one| one.fault.why.starts_with("a loop")));
}

#[test]
fn fields_close_open_and_unassign_do_what_they_say() {
    let set = |id: &str, name: &str, value: Option<Literal>, next| {
        let place = Place { of: Root::Contact, name: name.into(), which: None };
        let value = value.map(crate::plan::Expr::Literal);
        let kind = StepKind::Set { place, value, failed: to("send_1"), next };
        Step { id: id.into(), source: None, kind }
    };
    let steps = vec![
        set("set_1", "first_name", Some(Literal::Text("Ada".into())), to("set_2")),
        set("set_2", "phone", Some(Literal::Text("no number".into())), Target::End),
        send("send_1", around("Hi ", read(Root::Contact, "name"), "!"), to("unassign_1")),
        act("unassign_1", "unassign", Vec::new(), to("close_1")),
        with_settings(
            act("close_1", "close", vec![("what".into(), named("conversation"))], to("clear_1")),
            vec![setting("category", ("category", Arg::Text("Spam".into())))],
        ),
        set("clear_1", "first_name", None, Target::End),
    ];
    let plan = workflow("w", vec![trigger("conversation_opened", Vec::new())], steps);
    let (entries, summary) = bikes(
        vec![plan],
        &[
            r#"08:59 "type":"assigned_by_hand","contact":"c1","agent":"chen""#,
            &opened("09:00", "c1"),
        ],
    );
    assert_eq!(told(&entries, What::Sets), ["first_name = Ada", "first_name = nothing"]);
    assert_eq!(
        told(&entries, What::Notes),
        ["not stored: expected a phone number like `+447400123456`"]
    );
    assert_eq!(told(&entries, What::Sends), ["Hi Ada!"]);
    assert_eq!(told(&entries, What::Closes), ["as Spam"]);
    assert_eq!((told(&entries, What::Unassigned).len(), summary.runs.completed), (1, 1));
}

#[test]
fn a_failed_assignment_says_why_and_may_be_handled() {
    let mut workspace = harbour_bikes();
    workspace.teams.clear();
    let step = to_team("assign_1", "round_robin", Target::End);
    let plan = workflow("w", vec![trigger("conversation_opened", Vec::new())], vec![step.clone()]);
    let events = day(&[&opened("09:00", "c1")]);
    let (_, summary) = replay(workspace.clone(), vec![plan], &events);
    let why = summary.attention.first().map(|one| one.fault.why.to_string());
    assert_eq!(why.as_deref(), Some("it is not in the workspace"));
    let handled = with_outcome(step, "failed", None, to("comment_1"));
    let text = vec![("text".into(), Arg::Expr(literal("nobody")))];
    let steps = vec![handled, act("comment_1", "comment", text, Target::End)];
    let plan = workflow("w", vec![trigger("conversation_opened", Vec::new())], steps);
    let (entries, summary) = replay(workspace, vec![plan], &events);
    assert_eq!((told(&entries, What::Comments).len(), summary.attention.len()), (1, 0));
    assert!(!outcome("failed", Target::End, false).handled);
}
