//! The conversation in rune.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use bench_measure::outside::{Outside, repeat};
use bench_measure::triage::{answer, name, plan};
use rune::alloc::String as Text;
use rune::runtime::Object;
use rune::{Context, ContextError, Module, Source, Sources, Value, Vm};

use crate::OUTSIDE;

const SCRIPT: &str = r#"
pub fn opened(contact) {
  send(`Hi ${contact.name}, welcome to Acme!`);
  send("What can we help with?");
  1
}

pub fn answered(contact, state, answer) {
  let team = match answer { "Sales" => "sales", "Support" => "support", _ => "billing" };
  if contact.plan == "enterprise" { send("You are a priority customer."); }
  let agent = assign();
  send(`You are now talking to ${agent} from ${team}.`);
  2
}
"#;

/// Prints the cost of each repetition.
pub fn run(conversations: usize, reps: u32, outside: &Rc<RefCell<Outside>>) -> Result<(), String> {
    let mut vm = machine().map_err(|error| error.to_string())?;
    repeat("rune", conversations, reps, outside, |count| {
        for i in 0..count {
            hold(&mut vm, i).map_err(|error| error.to_string())?;
        }
        Ok(())
    })
}

fn machine() -> Result<Vm, Box<dyn std::error::Error>> {
    let mut context = Context::with_default_modules()?;
    context.install(module()?)?;
    let mut sources = Sources::new();
    sources.insert(Source::memory(SCRIPT)?)?;
    let unit = rune::prepare(&mut sources).with_context(&context).build()?;
    Ok(Vm::new(Arc::new(context.runtime()?), Arc::new(unit)))
}

/// What the script reaches.
fn module() -> Result<Module, ContextError> {
    let mut module = Module::new();
    let send = |text: &str| OUTSIDE.with(|outside| outside.borrow_mut().send(text));
    module.function("send", send).build()?;
    let assign = || {
        OUTSIDE.with(|outside| {
            let mut outside = outside.borrow_mut();
            let agent = outside.assign();
            Text::try_from(outside.agent(agent))
        })
    };
    module.function("assign", move || assign().unwrap_or_default()).build()?;
    Ok(module)
}

fn hold(vm: &mut Vm, i: usize) -> Result<(), Box<dyn std::error::Error>> {
    let mut contact = Object::new();
    contact.insert(Text::try_from("name")?, text(&name(i))?)?;
    contact.insert(Text::try_from("plan")?, text(plan(i))?)?;
    let contact = rune::to_value(contact)?;
    let state: i64 = rune::from_value(vm.call(["opened"], (contact.clone(),))?)?;
    let said = Text::try_from(answer(i))?;
    let _: i64 = rune::from_value(vm.call(["answered"], (contact, state, said))?)?;
    Ok(())
}

fn text(text: &str) -> Result<Value, Box<dyn std::error::Error>> {
    Ok(rune::to_value(Text::try_from(text)?)?)
}
