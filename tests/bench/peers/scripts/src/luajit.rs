//! The conversation in LuaJIT.

use std::cell::RefCell;
use std::rc::Rc;

use bench_measure::outside::{Outside, repeat};
use bench_measure::triage::{answer, name, plan};
use mlua::{Function, Lua, LuaString};

const SCRIPT: &str = r#"
function opened(contact)
  send("Hi " .. contact.name .. ", welcome to Acme!")
  send("What can we help with?")
  return "asked"
end

function answered(contact, state, answer)
  local team = answer == "Sales" and "sales" or (answer == "Support" and "support" or "billing")
  if contact.plan == "enterprise" then send("You are a priority customer.") end
  local agent = assign()
  send("You are now talking to " .. agent .. " from " .. team .. ".")
  return "handed"
end
"#;

/// Prints the cost of each repetition.
pub fn run(conversations: usize, reps: u32, outside: &Rc<RefCell<Outside>>) -> Result<(), String> {
    let lua = Lua::new();
    let (opened, answered) = functions(&lua, outside).map_err(|error| error.to_string())?;
    repeat("luajit", conversations, reps, outside, |count| {
        for i in 0..count {
            hold(&lua, &opened, &answered, i).map_err(|error| error.to_string())?;
        }
        Ok(())
    })
}

fn functions(lua: &Lua, outside: &Rc<RefCell<Outside>>) -> mlua::Result<(Function, Function)> {
    let reached = Rc::clone(outside);
    let send = lua.create_function(move |_, text: LuaString| {
        reached.borrow_mut().send(&text.to_str()?);
        Ok(())
    })?;
    let reached = Rc::clone(outside);
    let assign = lua.create_function(move |lua, ()| {
        let mut outside = reached.borrow_mut();
        let agent = outside.assign();
        lua.create_string(outside.agent(agent))
    })?;
    lua.globals().set("send", send)?;
    lua.globals().set("assign", assign)?;
    lua.load(SCRIPT).exec()?;
    Ok((lua.globals().get("opened")?, lua.globals().get("answered")?))
}

fn hold(lua: &Lua, opened: &Function, answered: &Function, i: usize) -> mlua::Result<()> {
    let contact = lua.create_table_with_capacity(0, 2)?;
    contact.raw_set("name", name(i))?;
    contact.raw_set("plan", plan(i))?;
    let state: LuaString = opened.call(contact.clone())?;
    let _: LuaString = answered.call((contact, state, answer(i)))?;
    Ok(())
}
