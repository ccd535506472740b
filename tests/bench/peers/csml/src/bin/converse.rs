//! CSML at work: `bench-csml-converse N REPS [K DIR]` holds the conversation, with K further flows of a folder
//! in the bot, which nobody enters.
//!
//! The syntax tree is kept in the bot, as `csml_engine` keeps it; the agent is chosen outside and given to
//! the flow with the answer.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::channel;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bench_measure::Corpus;
use bench_measure::outside::{Outside, counts, repeat};
use bench_measure::triage::{answer, name, plan};
use csml_interpreter::data::context::{ContextStepInfo, get_hashmap_from_json};
use csml_interpreter::data::csml_bot::CsmlBot;
use csml_interpreter::data::csml_flow::CsmlFlow;
use csml_interpreter::data::event::Event;
use csml_interpreter::data::{Context, Hold, MSG, Message};
use csml_interpreter::{interpret, load_components, validate_bot};
use serde_json::{Value, json};

const FLOW: &str = include_str!("../triage.csml");

fn main() -> Result<(), String> {
    let mut words = std::env::args().skip(1);
    let (conversations, reps) = counts(&mut words)?;
    let mut flows = vec![CsmlFlow::new("id", "default", FLOW, Vec::new())];
    if let (Some(further), Some(folder)) = (words.next(), words.next()) {
        let further = further.parse().map_err(|_| format!("`{further}` is not a count"))?;
        let corpus = Corpus::read(Path::new(&folder), "csml")?;
        let files = corpus.files.iter().take(further);
        flows.extend(
            files.map(|file| CsmlFlow::new(&file.name, &file.name, &file.text, Vec::new())),
        );
    }
    let peer =
        if flows.len() == 1 { "csml".to_owned() } else { format!("csml_{}", flows.len() - 1) };
    let bot = bot(flows)?;
    let outside = RefCell::new(Outside::default());
    repeat(&peer, conversations, reps, &outside, |count| {
        let outside = &mut *outside.borrow_mut();
        (0..count).try_for_each(|i| hold(&bot, outside, i))
    })
}

fn bot(flows: Vec<CsmlFlow>) -> Result<CsmlBot, String> {
    let components = load_components().map_err(|error| format!("{error:?}"))?;
    let components = Some(components);
    let mut bot = CsmlBot::new(
        "id", "bot", None, flows, components, None, "default", None, None, None, None, None,
    );
    let checked = validate_bot(&bot);
    if let Some(errors) = checked.errors {
        return Err(format!("{errors:?}"));
    }
    let tree = (checked.flows.unwrap_or_default(), checked.extern_flows.unwrap_or_default());
    let bytes = bincode::serialize(&tree).map_err(|error| error.to_string())?;
    bot.bot_ast = Some(STANDARD.encode(bytes));
    Ok(bot)
}

/// One conversation: it is opened, and the answer comes.
fn hold(bot: &CsmlBot, outside: &mut Outside, i: usize) -> Result<(), String> {
    let (sender, receiver) = channel();
    let known = json!({ "name": name(i), "plan": plan(i) });
    let said = Event::new("text", "open", json!({ "text": "open" }));
    let first = interpret(bot.clone(), context("start", &known, None), said, Some(sender));
    tell(outside, &first.messages);
    let held = receiver.try_iter().find_map(|message| match message {
        MSG::Hold(hold) => Some(hold),
        _ => None,
    });
    let held = held.ok_or("the flow does not wait for the answer")?;

    let agent = outside.assign();
    let agent = outside.agent(agent);
    let known = json!({ "name": name(i), "plan": plan(i), "agent": agent });
    let said = Event::new("text", answer(i), json!({ "text": answer(i) }));
    let second = interpret(bot.clone(), context("ask", &known, Some(held)), said, None);
    tell(outside, &second.messages);
    Ok(())
}

fn context(step: &str, known: &Value, hold: Option<Hold>) -> Context {
    Context {
        current: HashMap::new(),
        metadata: get_hashmap_from_json(known, "default"),
        api_info: None,
        hold,
        step: ContextStepInfo::Normal(step.to_owned()),
        flow: "default".to_owned(),
        previous_bot: None,
    }
}

fn tell(outside: &mut Outside, messages: &[Message]) {
    for message in messages {
        let content = &message.content;
        outside.send(content["text"].as_str().or(content["title"].as_str()).unwrap_or_default());
    }
}
