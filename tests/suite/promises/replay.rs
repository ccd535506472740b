//! A way through a workflow, gone by the interpreter.

use rondel::base::{Instant, Literal, Place, Root, fold};
use rondel::graph::{Going, Node, Way};
use rondel::lint::{CounterExample, Demands};
use rondel::plan::{self, Plans, StepKind, WorkflowPlan};
use rondel::program::{ArgValue, Program, Step};
use rondel::runtime::{
    Act, Answer, Brought, Contact, Event, EventKind, Recorded, Run, RunId, Turn, View, WaitFor,
    Workflow, Workspace, turn,
};
use rondel::solve::{Case, Held, Subject, Values};

use super::answers::{answer_text, picture, retries, said};

/// Why a way cannot be gone by events alone.
pub(super) type Beyond = &'static str;

/// What a run did on its way.
pub(super) struct Gone {
    pub(super) run: Run,
    pub(super) contact: Contact,
    /// Seconds that went by until the run ended or came to where the promise is broken.
    pub(super) waited: i64,
    /// The seconds after which the contact first heard something.
    pub(super) replied: Option<i64>,
    /// Most messages in a row that nobody answered.
    pub(super) unanswered: usize,
    /// Whether a branch had to be forced.
    pub(super) forced: bool,
}

/// Goes the way of a counter-example.
pub(super) fn replay(
    name: &str,
    program: &Program,
    plans: &Plans,
    example: &CounterExample<'_, '_>,
) -> Result<Gone, Beyond> {
    let CounterExample { graph, route, .. } = example;
    let demands = Demands::of(graph, route).ok_or("no demands")?;
    let workflow = &graph.workflow().name;
    let plan = plans.workflows.iter().find(|plan| plan.name == *workflow).ok_or("no plan")?;
    let plan = force(plan, example, &demands)?;
    let workflow = Workflow::load(&plan).map_err(|_| "no workflow")?;
    let workspace = Workspace::load(plans.workspace.clone()).map_err(|_| "no workspace")?;
    let mut walk = Walk {
        name,
        program,
        example,
        demands: &demands,
        workflow: &workflow,
        workspace: &workspace,
        now: Instant { millis: 1_772_442_000_000 },
        counted: Counted::default(),
        turns: 0,
    };
    walk.go()
}

/// The plan with every open branch of the way decided as the way goes.
fn force(
    plan: &WorkflowPlan,
    example: &CounterExample<'_, '_>,
    demands: &Demands,
) -> Result<WorkflowPlan, Beyond> {
    let mut plan = plan.clone();
    let mut decided: Vec<(Node, usize)> = Vec::new();
    for at in &demands.open {
        let going = &example.route[*at];
        let arm = match going.edge.way {
            Way::Arm { ordinal, .. } => ordinal as usize,
            Way::NoArm => 0,
            _ => return Err("a value that cannot be stored"),
        };
        // A branch that goes another way each time would have to change in between.
        let visits = example.route.iter().filter(|other| other.from == going.from);
        if visits.map(|other| other.index).any(|index| index != going.index) {
            return Err("a branch that goes both ways");
        }
        decided.push((going.from, arm));
    }
    for (node, taken) in decided {
        let id = &example.graph.step_at(node).expect("a step").id;
        let step = plan.steps.iter_mut().find(|step| step.id == *id).expect("its plan");
        let StepKind::Branch { arms, .. } = &mut step.kind else { panic!("{id} is no branch") };
        for (ordinal, arm) in (1..).zip(arms) {
            arm.when = plan::Expr::Literal(Literal::Bool(ordinal == taken));
        }
    }
    Ok(plan)
}

struct Walk<'a, 'g, 'p> {
    name: &'a str,
    program: &'a Program,
    example: &'a CounterExample<'g, 'p>,
    demands: &'a Demands,
    workflow: &'a Workflow,
    workspace: &'a Workspace,
    now: Instant,
    counted: Counted,
    turns: u64,
}

#[derive(Default)]
struct Counted {
    replied: Option<i64>,
    in_a_row: usize,
    most: usize,
}

impl Walk<'_, '_, '_> {
    fn go(&mut self) -> Result<Gone, Beyond> {
        let begun = self.now;
        let trigger = self.trigger()?;
        let workflow = self.example.graph.workflow();
        let id = RunId::new(workflow.name.clone(), "c1".into(), 1);
        let mut run = Run::new(id, self.workflow.version(), trigger);
        let mut contact = Contact::new("c1".into(), begun);
        contact.conversation.is_open = true;
        contact.conversation.opened = 1;
        contact.conversation.channel = Some("web".into());
        self.become_case(&mut contact, &self.demands.turns[0])?;
        (run, contact) = self.turn(run, contact, EventKind::Started);
        let graph = self.example.graph;
        let mut turn = 0;
        for (at, going) in self.example.route.iter().enumerate() {
            let starts = graph
                .step_at(going.from)
                .is_some_and(|step| matches!(step.kind, rondel::program::Kind::Start { .. }));
            if !graph.waits(going.from) && !starts {
                continue;
            }
            turn += 1;
            let Some(wait) = run.wait() else { return Err("the run has ended before") };
            let step = graph.step_at(going.from).expect("a step that waits");
            assert_eq!(
                wait.step,
                step.id,
                "the run waits elsewhere: {}\n{:?}",
                self.name,
                self.ways()
            );
            self.become_case(&mut contact, &self.demands.turns[turn])?;
            for _ in 0..50 {
                let event = self.event(&run, &mut contact, step, going, at)?;
                (run, contact) = self.turn(run, contact, event);
                if !run.wait().is_some_and(|wait| wait.step == step.id && is_midway(&wait.what)) {
                    break;
                }
            }
        }
        let waited = (self.now.millis - begun.millis) / 1000;
        let Counted { replied, most, .. } = self.counted;
        let forced = !self.demands.open.is_empty();
        let replied = replied.map(|at| at - begun.millis / 1000);
        Ok(Gone { run, contact, waited, replied, unanswered: most, forced })
    }

    fn ways(&self) -> Vec<String> {
        let route = self.example.route.iter();
        route.map(|going| format!("{:?} {}", going.from, going.edge)).collect()
    }

    fn turn(&mut self, run: Run, contact: Contact, kind: EventKind) -> (Run, Contact) {
        let said = matches!(kind, EventKind::Answer(_, Answer::Said(_)));
        if said {
            self.counted.in_a_row = 0;
        }
        let event = Event { at: self.now, kind };
        let view = View { workspace: self.workspace, owner_status: None, turns: self.turns };
        self.turns += 1;
        let Turn { run, contact, records, .. } = turn(self.workflow, run, contact, &event, view);
        for record in &records {
            let Recorded::Effect(effect) = &record.what else { continue };
            if let Act::Send(_) = effect.act {
                self.counted.in_a_row += 1;
                self.counted.most = self.counted.most.max(self.counted.in_a_row);
                self.counted.replied.get_or_insert(self.now.millis / 1000);
            }
        }
        (run, contact)
    }

    /// What the first trigger brings whose demands can be met.
    fn trigger(&self) -> Result<Brought, Beyond> {
        let triggers = &self.example.graph.workflow().triggers;
        let trigger = triggers.first().ok_or("no trigger")?;
        let mut values = Vec::new();
        for (name, ty) in &trigger.brings {
            let place = Place { of: Root::Trigger, name: name.clone(), which: None };
            let wanted = self.demands.brought.get(&Subject::Value(place));
            let value = match wanted {
                Some(wanted) => wanted.one_of(&ty.base),
                None if ty.maybe => None,
                None => Values::set(Held::all()).one_of(&ty.base),
            };
            values.extend(value.map(|value| (name.clone(), value)));
        }
        let mut asked = self.demands.brought.iter().map(|(subject, _)| &subject.place().name);
        if !asked.all(|asked| trigger.brings.iter().any(|(name, _)| name == asked)) {
            return Err("another trigger");
        }
        let message = trigger.decl.message.then(|| said("hello"));
        Ok(Brought { event: trigger.decl.event.into(), values, message })
    }

    /// Makes the contact what it has to be.
    fn become_case(&self, contact: &mut Contact, case: &Case) -> Result<(), Beyond> {
        for (subject, values) in case.iter() {
            let place = subject.place();
            if place.of != Root::Contact {
                return Err("something besides the contact");
            }
            if let Subject::Has(_, item) = subject {
                let there = values.held == Held::only("true");
                contact.tags.retain(|tag| fold(tag) != item.as_str());
                if there {
                    contact.tags.push(item.clone());
                }
                continue;
            }
            let field = self.workspace.field(&place.name).ok_or("a field of every contact")?;
            let ty = self.program.workspace.find(rondel::vocabulary::Sort::Field, &field.name);
            let ty = &ty.ok_or("a field that nobody declared")?.ty;
            contact.fields.remove(&place.name);
            if let Some(value) = values.one_of(ty) {
                contact.fields.insert(place.name.clone(), value);
            }
        }
        Ok(())
    }

    /// What happens next at a wait, so that the run leaves it by an edge.
    fn event(
        &mut self,
        run: &Run,
        contact: &mut Contact,
        step: &Step,
        going: &Going<'_, '_>,
        at: usize,
    ) -> Result<EventKind, Beyond> {
        let wait = run.wait().ok_or("the run does not wait")?;
        let word = match going.edge.way {
            Way::Outcome { decl, .. } => decl.word,
            _ => "",
        };
        let answer = |answer| Ok(EventKind::Answer(wait.key, answer));
        // Whoever answers late and wrongly is asked again, and the time begins anew.
        let slow = matches!(self.example.promise.decl.word, "reply" | "ends");
        if let (WaitFor::Answer(tries), true) = (&wait.what, slow && word != "failed")
            && *tries < retries(step)
        {
            let due = wait.due.unwrap_or(self.now);
            self.now = Instant { millis: (due.millis - 1).max(self.now.millis) };
            return answer(Answer::Said(picture()));
        }
        let is_late = matches!(word, "timeout" | "idle");
        if is_late && wait.what != WaitFor::Withdrawal {
            self.now = wait.due.ok_or("no time")?.max(self.now);
            return Ok(EventKind::Due(wait.key));
        }
        // Everything else comes at the last moment.
        if let Some(due) = wait.due {
            self.now = Instant { millis: (due.millis - 1).max(self.now.millis) };
        }
        match (&wait.what, word) {
            (WaitFor::Moment, _) => {
                self.now = wait.due.unwrap_or(self.now).max(self.now);
                Ok(EventKind::Due(wait.key))
            }
            (WaitFor::Withdrawal, _) => answer(Answer::Withdrawn),
            (WaitFor::Owner(_), "failed") => answer(Answer::NotAssigned("nobody".into())),
            (WaitFor::Owner(_), _) => {
                let agent = self.workspace.plan().agents.first();
                let agent = agent.map_or_else(|| "amara".into(), |agent| agent.name.clone());
                contact.owner = Some(agent.clone());
                answer(Answer::Assigned(agent))
            }
            (WaitFor::Acceptance(..), _) => answer(Answer::Accepted),
            (_, "failed")
                if !matches!(
                    wait.what,
                    WaitFor::Http | WaitFor::Assistant(_) | WaitFor::Other(_)
                ) =>
            {
                answer(Answer::Refused("refused".into()))
            }
            (WaitFor::Channel | WaitFor::Sheet, _) => answer(Answer::Taken),
            (WaitFor::Answer(_), "invalid") => answer(Answer::Said(picture())),
            (WaitFor::Answer(_), _) => {
                let text = answer_text(step, going, self.demands.answers.get(&at))?;
                answer(Answer::Said(said(&text)))
            }
            (WaitFor::Http, _) => {
                let status = match (word, going.edge.way) {
                    ("failed", _) => None,
                    ("status", Way::Outcome { handled: Some(handled), .. }) => {
                        match handled.line.args.first().map(|arg| &arg.value) {
                            Some(ArgValue::Status { code, class: true }) => Some(code * 100 + 18),
                            Some(ArgValue::Status { code, class: false }) => Some(*code),
                            _ => return Err("a status"),
                        }
                    }
                    _ => Some(200),
                };
                answer(Answer::Http { status, body: None, why: None })
            }
            (WaitFor::Assistant(_), word) => answer(Answer::Assistant {
                says: None,
                outcome: Some(word.into()),
                collected: Vec::new(),
            }),
            (WaitFor::Other(_), "failed") => answer(Answer::NotBegun("no".into())),
            (WaitFor::Other(false), _) => answer(Answer::Begun),
            (WaitFor::Other(true), _) => answer(Answer::Finished),
        }
    }
}

/// Whether a run has waited at the step before without going on.
fn is_midway(what: &WaitFor) -> bool {
    match what {
        WaitFor::Withdrawal | WaitFor::Acceptance(..) | WaitFor::Other(true) => true,
        WaitFor::Owner(passed) => !passed.is_empty(),
        WaitFor::Answer(tries) => *tries > 0,
        _ => false,
    }
}
