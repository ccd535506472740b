//! What can be typed.

use serde_json::{Map, Value as Json, json};

use crate::base::{Duration, Name, nearest};

/// Something that was typed.
pub(super) enum Command {
    /// An event, but for its id and moment.
    Event(Map<String, Json>),
    /// Time passes.
    After(Duration),
    /// Somebody else talks.
    Contact(Name),
    /// A question.
    Ask(Asked),
    Help,
    Quit,
}

/// What is asked.
pub(super) enum Asked {
    Why,
    State,
    Agents,
}

/// Every command.
pub(super) const WORDS: &[&str] = &[
    "/after",
    "/accept",
    "/ad",
    "/agent",
    "/agents",
    "/close",
    "/contact",
    "/event",
    "/field",
    "/help",
    "/open",
    "/quit",
    "/send",
    "/shortcut",
    "/start",
    "/state",
    "/tag",
    "/take",
    "/unassign",
    "/untag",
    "/webhook",
    "/why",
];

/// What there is.
pub(super) const HELP: &str = "\
A line without a slash is a message of the contact.

  /agent NAME online|busy|offline   an agent comes or goes
  /agent NAME says TEXT             an agent writes
  /take NAME    /accept NAME        an agent takes the contact by hand, or accepts it
  /unassign                         the owner is taken off by hand
  /open [CHANNEL]   /close [NOTE]   the conversation
  /tag NAME     /untag NAME         tags
  /field NAME VALUE                 a field of the contact; JSON where it is no text
  /send image|file|location         something that is no text
  /shortcut TITLE                   an agent uses a shortcut
  /start WORKFLOW                   a person starts a workflow
  /webhook NAME {JSON}              another system posts
  /ad NAME                          the contact comes from an advertisement
  /event {JSON}                     any event, without its id and moment
  /after 10m                        time passes
  /contact NAME                     talk as somebody else
  /why   /state   /agents           why this owner; the contact; who is there
  /quit                             the end
";

/// Reads what was typed by a contact; none for nothing.
pub(super) fn read(line: &str, contact: &Name) -> Result<Option<Command>, String> {
    if line.is_empty() {
        return Ok(None);
    }
    let event = |json: Json| {
        let Json::Object(event) = json else { return Err("expected an object".to_owned()) };
        Ok(Some(Command::Event(event)))
    };
    let who = contact.as_str();
    let Some(typed) = line.strip_prefix('/') else {
        return event(json!({"type": "message", "contact": who, "text": line}));
    };
    let (word, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let rest = rest.trim();
    let needs = |what: &str| match rest.is_empty() {
        true => Err(format!("/{word} needs {what}")),
        false => Ok(rest),
    };
    match word {
        "help" | "h" | "?" => Ok(Some(Command::Help)),
        "quit" | "q" | "exit" => Ok(Some(Command::Quit)),
        "why" => Ok(Some(Command::Ask(Asked::Why))),
        "state" => Ok(Some(Command::Ask(Asked::State))),
        "agents" => Ok(Some(Command::Ask(Asked::Agents))),
        "contact" => Ok(Some(Command::Contact(needs("a name")?.into()))),
        "after" => {
            let length = needs("a length of time, like `10m`")?.parse();
            let length =
                length.map_err(|()| format!("`{rest}` is no length of time, like `10m`"))?;
            Ok(Some(Command::After(length)))
        }
        "agent" => event(agent(needs("an agent's name")?, who)?),
        "take" => {
            let agent = needs("an agent's name")?;
            event(json!({"type": "assigned_by_hand", "contact": who, "agent": agent}))
        }
        "accept" => {
            let agent = needs("an agent's name")?;
            event(json!({"type": "accepted", "contact": who, "agent": agent}))
        }
        "unassign" => event(json!({"type": "unassigned_by_hand", "contact": who})),
        "open" if rest.is_empty() => event(json!({"type": "conversation_opened", "contact": who})),
        "open" => event(json!({"type": "conversation_opened", "contact": who, "channel": rest})),
        "close" if rest.is_empty() => event(json!({"type": "conversation_closed", "contact": who})),
        "close" => event(json!({"type": "conversation_closed", "contact": who, "category": rest})),
        "tag" => event(json!({"type": "tag_added", "contact": who, "tag": needs("a tag")?})),
        "untag" => event(json!({"type": "tag_removed", "contact": who, "tag": needs("a tag")?})),
        "field" => {
            let typed = needs("a field and its value")?;
            let (field, value) = typed.split_once(char::is_whitespace).unwrap_or((typed, "null"));
            let value = serde_json::from_str(value.trim()).unwrap_or_else(|_| value.trim().into());
            let value: Json = value;
            event(json!({"type": "field_changed", "contact": who, "field": field, "value": value}))
        }
        "send" => {
            let kind = needs("what is sent, like `image`")?;
            event(json!({"type": "message", "contact": who, "kind": kind}))
        }
        "shortcut" => {
            let title = needs("the title of a shortcut")?;
            event(json!({"type": "shortcut", "contact": who, "title": title}))
        }
        "start" => {
            let workflow = needs("the name of a workflow")?;
            event(json!({"type": "started", "contact": who, "workflow": workflow}))
        }
        "webhook" => {
            let (name, body) = rest.split_once(char::is_whitespace).unwrap_or((rest, "{}"));
            event(json!({"type": "webhook", "contact": who, "name": name, "body": object(body)?}))
        }
        "ad" => {
            let name = needs("the name of an advertisement")?;
            event(
                json!({"type": "ad_clicked", "contact": who, "ad_id": name, "ad_name": name, "platform": "meta"}),
            )
        }
        "event" => event(object(needs("an event as JSON")?)?),
        other => {
            let typed = format!("/{other}");
            let near = nearest(&typed, WORDS.iter().copied());
            let help = near.map_or("/help shows what there is".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            Err(format!("there is no `{typed}`; {help}"))
        }
    }
}

fn agent(typed: &str, contact: &str) -> Result<Json, String> {
    let (name, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let rest = rest.trim();
    if let Some(text) = rest.strip_prefix("says ") {
        let text = text.trim();
        return Ok(json!({"type": "message", "contact": contact, "agent": name, "text": text}));
    }
    match rest {
        "online" | "busy" | "offline" => {
            Ok(json!({"type": "agent_status", "agent": name, "status": rest}))
        }
        _ => {
            Err(format!("/agent {name} is followed by `online`, `busy`, `offline` or `says TEXT`"))
        }
    }
}

fn object(text: &str) -> Result<Json, String> {
    serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))
}
