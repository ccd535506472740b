//! The conversation in rhai.

use std::cell::RefCell;
use std::rc::Rc;

use bench_measure::outside::{Outside, repeat};
use bench_measure::triage::{answer, name, plan};
use rhai::{CallFnOptions, Dynamic, Engine, ImmutableString, Map, OptimizationLevel, Scope};

const SCRIPT: &str = r#"
fn opened(contact) {
  send("Hi " + contact.name + ", welcome to Acme!");
  send("What can we help with?");
  "asked"
}

fn answered(contact, state, answer) {
  let team = switch answer { "Sales" => "sales", "Support" => "support", _ => "billing" };
  if contact.plan == "enterprise" { send("You are a priority customer."); }
  let agent = assign();
  send("You are now talking to " + agent + " from " + team + ".");
  "handed"
}
"#;

/// Prints the cost of each repetition.
pub fn run(conversations: usize, reps: u32, outside: &Rc<RefCell<Outside>>) -> Result<(), String> {
    let mut engine = Engine::new();
    engine.set_optimization_level(OptimizationLevel::Simple);
    let reached = Rc::clone(outside);
    engine.register_fn("send", move |text: ImmutableString| reached.borrow_mut().send(&text));
    let reached = Rc::clone(outside);
    engine.register_fn("assign", move || -> ImmutableString {
        let mut outside = reached.borrow_mut();
        let agent = outside.assign();
        outside.agent(agent).into()
    });
    let script = engine.compile(SCRIPT).map_err(|error| error.to_string())?;
    let options = || CallFnOptions::new().eval_ast(false);
    let mut scope = Scope::new();
    repeat("rhai", conversations, reps, outside, |count| {
        for i in 0..count {
            let contact = contact(i);
            let state: ImmutableString = engine
                .call_fn_with_options(options(), &mut scope, &script, "opened", (contact.clone(),))
                .map_err(|error| error.to_string())?;
            let said = ImmutableString::from(answer(i));
            let words = (contact, state, said);
            let _: ImmutableString = engine
                .call_fn_with_options(options(), &mut scope, &script, "answered", words)
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    })
}

fn contact(i: usize) -> Dynamic {
    let mut map = Map::new();
    map.insert("name".into(), name(i).into());
    map.insert("plan".into(), plan(i).into());
    map.into()
}
