//! The values in scope of expressions. What a trigger brings beyond its event is declared with it.

use super::ScopeValue;
use super::words::{CHANNEL_KINDS, EVENTS, MESSAGE_KINDS, SOURCES, STATUSES};

/// A value that only reads.
const fn read(
    root: &'static str,
    name: &'static str,
    ty: &'static str,
    about: &'static str,
) -> ScopeValue {
    ScopeValue { root, name, ty, options: &[], writable: false, about }
}

/// A value that `set` may store into.
const fn stored(
    root: &'static str,
    name: &'static str,
    ty: &'static str,
    about: &'static str,
) -> ScopeValue {
    ScopeValue { writable: true, ..read(root, name, ty, about) }
}

/// A text of a closed list.
const fn listed(
    root: &'static str,
    name: &'static str,
    ty: &'static str,
    options: &'static [&'static str],
    about: &'static str,
) -> ScopeValue {
    ScopeValue { options, ..read(root, name, ty, about) }
}

/// Every value, by root. `hours` stands for the name of declared opening hours.
pub const VALUES: &[ScopeValue] = &[
    read("contact", "id", "text", "The id of the contact."),
    read("contact", "name", "text?", "First and last name."),
    stored("contact", "first_name", "text?", "The first name."),
    stored("contact", "last_name", "text?", "The last name."),
    stored("contact", "phone", "phone?", "The phone number."),
    stored("contact", "email", "email?", "The e-mail address."),
    stored("contact", "language", "text?", "The language, such as `en`."),
    stored("contact", "country", "text?", "The country, such as `GB`."),
    read("contact", "created_at", "datetime", "When the contact first wrote."),
    read("contact", "tags", "list of tag", "The tags the contact carries."),
    stored("contact", "lifecycle", "lifecycle?", "The stage of the lifecycle."),
    read("assignee", "id", "text?", "The id of the owner."),
    read("assignee", "name", "text?", "The owner's full name."),
    read("assignee", "first_name", "text?", "The first word of the owner's name."),
    read("assignee", "last_name", "text?", "The rest of the owner's name."),
    read("assignee", "email", "email?", "The owner's e-mail address."),
    listed("assignee", "status", "text?", STATUSES, "`online`, `busy` or `offline`."),
    read("conversation", "id", "text?", "The id of the conversation."),
    listed("conversation", "status", "text", &["open", "closed"], "`open` or `closed`."),
    listed("conversation", "source", "text?", SOURCES, "Who or what opened it."),
    read("conversation", "channel", "channel?", "The channel it runs on."),
    listed("conversation", "channel_kind", "text?", CHANNEL_KINDS, "The kind of that channel."),
    read("conversation", "first_time", "bool", "Whether it is the contact's first."),
    read("conversation", "opened_at", "datetime?", "When it was opened."),
    read("conversation", "since_incoming", "duration?", "How long ago the contact wrote."),
    read("conversation", "since_outgoing", "duration?", "How long ago the contact was written to."),
    read("conversation", "last_incoming", "text?", "What the contact wrote last."),
    read("conversation", "last_outgoing", "text?", "What was sent last."),
    listed("conversation", "last_outgoing_source", "text?", SOURCES, "Who or what sent that."),
    read("message", "text", "text?", "The words of the message that started or resumed the run."),
    listed("message", "kind", "text", MESSAGE_KINDS, "`text`, `image`, `file` and others."),
    read("message", "channel", "channel", "The channel it came on."),
    listed(
        "trigger",
        "event",
        "text",
        EVENTS,
        "The trigger that started the run, by its word behind `on`.",
    ),
    read("workspace", "id", "text", "The name of the workspace."),
    read("workspace", "name", "text", "What people call the workspace."),
    read("workspace", "timezone", "text", "The zone of the workspace."),
    read("now", "", "datetime", "The present moment."),
    read("today", "", "date", "The present day, in the zone of the workspace."),
    read(
        "hours",
        "next_opening",
        "datetime?",
        "When these hours open next, or the present moment while they are open; unset only where \
         they stay closed for more than 400 days.",
    ),
    read("hours", "is_open", "bool", "Whether they are open now."),
];
