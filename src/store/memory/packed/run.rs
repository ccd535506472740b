//! Runs as letters.

use std::sync::Arc;

use super::letters::{Reader, Writer};
use super::{table, table_of, value};
use crate::base::{Key, Name};
use crate::runtime::{
    Brought, Ending, Fault, Message, Run, RunId, State, Trouble, Version, Wait, WaitFor,
};

pub(super) fn put(to: &mut Writer, run: &Run) {
    let Run {
        id,
        version,
        root,
        state,
        variables,
        jumps,
        visits,
        sequence,
        chain,
        trigger,
        message,
        parent,
    } = run;
    put_id(to, id);
    to.number(version.number());
    to.key(*root);
    put_state(to, state, *root);
    table(to, variables, value::put);
    table(to, jumps, |to, times| to.number(*times));
    for number in [visits, sequence, chain] {
        to.number(*number);
    }
    put_brought(to, trigger);
    // Mostly the message that started it is the one that resumed it last.
    let is_same = *message == trigger.message;
    to.flag(is_same);
    if !is_same {
        to.maybe(message.as_deref(), put_message);
    }
    to.maybe(parent.as_deref(), |to, (run, wait)| {
        put_id(to, run);
        to.key(*wait);
    });
}

pub(super) fn take(from: &mut Reader<'_>) -> Option<Run> {
    let (id, version) = (take_id(from)?, Version::from_number(from.number()?));
    let root = from.key()?;
    let state = take_state(from, root)?;
    let (variables, jumps) = (table_of(from, value::take)?, table_of(from, Reader::small)?);
    let (visits, sequence, chain) = (from.small()?, from.small()?, from.small()?);
    let trigger = take_brought(from)?;
    let message = match from.flag()? {
        true => trigger.message.clone(),
        false => from.maybe(take_message)?.map(Arc::new),
    };
    let parent = from.maybe(|from| Some(Box::new((take_id(from)?, from.key()?))))?;
    Some(Run {
        id,
        version,
        root,
        state,
        variables,
        jumps,
        visits,
        sequence,
        chain,
        trigger,
        message,
        parent,
    })
}

fn put_id(to: &mut Writer, id: &RunId) {
    to.text(&id.workflow);
    to.text(&id.contact);
    to.number(id.number);
}

fn take_id(from: &mut Reader<'_>) -> Option<RunId> {
    Some(RunId::new(from.name()?, from.name()?, from.small()?))
}

fn put_state(to: &mut Writer, state: &State, root: Key) {
    match state {
        State::New(label) => {
            to.letter(0);
            to.maybe_text(label.as_ref());
        }
        State::Waiting(wait) => {
            to.letter(1);
            put_wait(to, wait, root);
        }
        State::Ended(ending) => {
            to.letter(2);
            put_ending(to, ending);
        }
    }
}

fn take_state(from: &mut Reader<'_>, root: Key) -> Option<State> {
    Some(match from.letter()? {
        0 => State::New(from.maybe_name()?),
        1 => State::Waiting(take_wait(from, root)?),
        2 => State::Ended(take_ending(from)?),
        _ => return None,
    })
}

fn put_wait(to: &mut Writer, wait: &Wait, root: Key) {
    let Wait { key, step, what, due, since } = wait;
    // Nearly every key is a part of the run's.
    let part = key.part_of(root);
    to.flag(part.is_some());
    match part {
        Some((major, minor)) => {
            to.number(major);
            to.number(minor);
        }
        None => to.key(*key),
    }
    to.text(step);
    match what {
        WaitFor::Owner(passed) => {
            to.letter(0);
            to.all(passed.iter(), |to, agent| to.text(agent));
        }
        WaitFor::Withdrawal => to.letter(1),
        WaitFor::Acceptance(asked) => {
            let (agent, passed, end) = &**asked;
            to.letter(2);
            to.text(agent);
            to.all(passed.iter(), |to, agent| to.text(agent));
            to.at(*end);
        }
        WaitFor::Channel => to.letter(3),
        WaitFor::Answer(tries) => {
            to.letter(4);
            to.number(*tries);
        }
        WaitFor::Moment => to.letter(5),
        WaitFor::Http => to.letter(6),
        WaitFor::Assistant(turns) => {
            to.letter(7);
            to.number(*turns);
        }
        WaitFor::Sheet => to.letter(8),
        WaitFor::Other(ended) => to.letter(if *ended { 10 } else { 9 }),
    }
    to.maybe(*due, Writer::at);
    to.number(*since);
}

fn take_wait(from: &mut Reader<'_>, root: Key) -> Option<Wait> {
    let key = match from.flag()? {
        true => root.part(from.small()?, from.small()?),
        false => from.key()?,
    };
    let step = from.name()?;
    let what = match from.letter()? {
        0 => WaitFor::Owner(from.all(Reader::name)?),
        1 => WaitFor::Withdrawal,
        2 => WaitFor::Acceptance(Box::new((from.name()?, from.all(Reader::name)?, from.at()?))),
        3 => WaitFor::Channel,
        4 => WaitFor::Answer(from.small()?),
        5 => WaitFor::Moment,
        6 => WaitFor::Http,
        7 => WaitFor::Assistant(from.small()?),
        8 => WaitFor::Sheet,
        9 => WaitFor::Other(false),
        10 => WaitFor::Other(true),
        _ => return None,
    };
    Some(Wait { key, step, what, due: from.maybe(Reader::at)?, since: from.number()? })
}

fn put_ending(to: &mut Writer, ending: &Ending) {
    let mut at = |kind, fault| {
        to.letter(kind);
        put_fault(to, fault);
    };
    match ending {
        Ending::Failed(fault) => at(0, fault),
        Ending::TimedOut(fault) => at(1, fault),
        Ending::Completed => to.letter(2),
        Ending::Restarted => to.letter(3),
        Ending::Closed => to.letter(4),
        Ending::Stopped(reason) => {
            to.letter(5);
            to.text(reason);
        }
    }
}

fn take_ending(from: &mut Reader<'_>) -> Option<Ending> {
    Some(match from.letter()? {
        0 => Ending::Failed(Box::new(take_fault(from)?)),
        1 => Ending::TimedOut(Box::new(take_fault(from)?)),
        2 => Ending::Completed,
        3 => Ending::Restarted,
        4 => Ending::Closed,
        5 => Ending::Stopped(from.name()?),
        _ => return None,
    })
}

fn put_fault(to: &mut Writer, fault: &Fault) {
    let Fault { step, source, why } = fault;
    to.text(step);
    to.maybe(source.as_ref(), |to, (file, line)| {
        to.text(file);
        to.number(*line);
    });
    to.text(why);
}

fn take_fault(from: &mut Reader<'_>) -> Option<Fault> {
    let step = from.name()?;
    let source = from.maybe(|from| Some((from.name()?, from.small()?)))?;
    Some(Fault { step, source, why: from.name()? })
}

pub(super) fn put_trouble(to: &mut Writer, trouble: &Trouble) {
    let Trouble { run, at, fault, timed_out } = trouble;
    put_id(to, run);
    to.at(*at);
    put_fault(to, fault);
    to.flag(*timed_out);
}

pub(super) fn take_trouble(from: &mut Reader<'_>) -> Option<Box<Trouble>> {
    let (run, at) = (take_id(from)?, from.at()?);
    Some(Box::new(Trouble { run, at, fault: take_fault(from)?, timed_out: from.flag()? }))
}

fn put_brought(to: &mut Writer, brought: &Brought) {
    let Brought { event, values, message } = brought;
    to.text(event);
    to.all(values.iter(), |to, (name, one)| {
        to.text(name);
        value::put(to, one);
    });
    to.maybe(message.as_deref(), put_message);
}

fn take_brought(from: &mut Reader<'_>) -> Option<Brought> {
    let event = from.name()?;
    let values = from.all(|from| Some((from.name()?, value::take(from)?)))?;
    Some(Brought { event, values, message: from.maybe(take_message)?.map(Arc::new) })
}

fn put_message(to: &mut Writer, message: &Message) {
    let Message { text, kind, channel } = message;
    to.maybe_text(text.as_ref());
    to.text(kind);
    to.maybe_text(channel.as_ref());
}

fn take_message(from: &mut Reader<'_>) -> Option<Message> {
    let text: Option<Name> = from.maybe_name()?;
    Some(Message { text, kind: from.name()?, channel: from.maybe_name()? })
}
