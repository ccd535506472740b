//! A contact and everything kept of it, in as little memory as that needs.
//!
//! Many contacts wait, and few are worked on: those who wait are kept as one text, and read again
//! when something reaches them. What its letters mean is nobody else's business; they never leave
//! the process.

mod letters;
mod run;
#[cfg(test)]
mod tests;
mod value;

use crate::base::{Instant, Name, Table};
use crate::runtime::{Contact, ContactState, Conversation};
use letters::{Reader, Writer};

/// A contact as a text.
#[derive(Debug)]
pub(super) struct Packed(Box<str>);

/// What is known of a contact without looking into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cover {
    /// How often it was committed.
    pub(super) version: u64,
    /// When its first wait is over, and its place among those of the same moment.
    pub(super) due: Option<(Instant, u64)>,
    /// How many runs of it are not over.
    pub(super) runs: usize,
    /// Whether it has an address by which it is found.
    pub(super) addressed: bool,
}

/// Packs contacts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Packer(Writer);

impl Packer {
    /// A contact as a text.
    pub(super) fn pack(&mut self, state: &ContactState, cover: Cover) -> Packed {
        let Cover { version, due, runs: count, addressed } = cover;
        let ContactState { contact, runs, enrolled, turns, routed, trouble } = state;
        let to = &mut self.0;
        to.clear();
        to.text(&contact.id);
        to.origin(contact.created_at);
        to.number(version);
        to.maybe(due, |to, (at, place)| {
            to.at(at);
            to.number(place);
        });
        to.count(count);
        to.flag(addressed);
        put_contact(to, contact);
        for one in runs {
            run::put(to, one);
        }
        table(to, enrolled, |to, count| to.number(*count));
        to.number(*turns);
        to.number(*routed);
        to.maybe(trouble.as_deref(), run::put_trouble);
        Packed(to.as_str().into())
    }
}

impl Packed {
    /// The id of the contact.
    pub(super) fn id(&self) -> &str {
        Reader::new(&self.0).text().unwrap_or_default()
    }

    /// What stands before everything else.
    pub(super) fn cover(&self) -> Option<Cover> {
        cover(&mut Reader::new(&self.0)).map(|(_, _, cover)| cover)
    }

    /// The contact again, and how often it was committed.
    pub(super) fn state(&self) -> Option<(Box<ContactState>, u64)> {
        let mut from = Reader::new(&self.0);
        let (id, created_at, Cover { version, runs, .. }) = cover(&mut from)?;
        let contact = take_contact(&mut from, id, created_at)?;
        let mut all = Vec::with_capacity(runs.min(self.0.len()));
        for _ in 0..runs {
            all.push(run::take(&mut from)?);
        }
        let state = Box::new(ContactState {
            contact,
            runs: all,
            enrolled: table_of(&mut from, |from| from.small())?,
            turns: from.number()?,
            routed: from.number()?,
            trouble: from.maybe(run::take_trouble)?,
        });
        from.is_at_end().then_some((state, version))
    }

    /// When it was first heard of, and a field that is a text.
    pub(super) fn text(&self, field: &str) -> Option<(Instant, &str)> {
        let mut from = Reader::new(&self.0);
        let (_, created_at, _) = cover(&mut from)?;
        for _ in 0..from.count()? {
            let name = from.text()?;
            let value = value::skip(&mut from)?;
            if name == field {
                return value.map(|text| (created_at, text));
            }
        }
        None
    }
}

fn cover<'a>(from: &mut Reader<'a>) -> Option<(&'a str, Instant, Cover)> {
    let (id, created_at, version) = (from.text()?, from.origin()?, from.number()?);
    let due = from.maybe(|from| Some((from.at()?, from.number()?)))?;
    let (runs, addressed) = (from.count()?, from.flag()?);
    Some((id, created_at, Cover { version, due, runs, addressed }))
}

fn put_contact(to: &mut Writer, contact: &Contact) {
    // Id and moment stand before everything else.
    let Contact { id: _, created_at: _, owner, tags, fields, conversation } = contact;
    table(to, fields, value::put);
    to.maybe_text(owner.as_ref());
    to.all(tags.iter(), |to, tag| to.text(tag));
    let Conversation {
        opened,
        is_open,
        source,
        channel,
        opened_at,
        incoming,
        outgoing,
        outgoing_source,
    } = conversation;
    to.number(*opened);
    to.flag(*is_open);
    to.maybe_text(source.as_ref());
    to.maybe_text(channel.as_ref());
    to.maybe(*opened_at, Writer::at);
    for message in [incoming, outgoing] {
        to.maybe(message.as_ref(), |to, (at, text)| {
            to.at(*at);
            to.text(text);
        });
    }
    to.maybe_text(outgoing_source.as_ref());
}

fn take_contact(from: &mut Reader<'_>, id: &str, created_at: Instant) -> Option<Contact> {
    let message = |from: &mut Reader<'_>| from.maybe(|from| Some((from.at()?, from.name()?)));
    let fields = table_of(from, value::take)?;
    Some(Contact {
        id: Name::new(id),
        created_at,
        fields,
        owner: from.maybe_name()?,
        tags: from.all(Reader::name)?,
        conversation: Conversation {
            opened: from.small()?,
            is_open: from.flag()?,
            source: from.maybe_name()?,
            channel: from.maybe_name()?,
            opened_at: from.maybe(Reader::at)?,
            incoming: message(from)?,
            outgoing: message(from)?,
            outgoing_source: from.maybe_name()?,
        },
    })
}

fn table<V>(to: &mut Writer, table: &Table<V>, put: impl Fn(&mut Writer, &V)) {
    to.count(table.len());
    for (name, value) in table.iter() {
        to.text(name);
        put(to, value);
    }
}

fn table_of<'a, V>(
    from: &mut Reader<'a>,
    take: impl Fn(&mut Reader<'a>) -> Option<V>,
) -> Option<Table<V>> {
    from.all(|from| Some((from.name()?, take(from)?))).map(Table::from_sorted)
}
