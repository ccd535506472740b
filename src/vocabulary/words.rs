//! Closed lists of words.

/// Days of the week, Monday first.
pub const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Kinds of channels.
pub const CHANNEL_KINDS: &[&str] =
    &["whatsapp", "telegram", "sms", "messenger", "instagram", "email", "webchat", "webhook"];

/// Who or what opened or closed a conversation.
pub const SOURCES: &[&str] = &["contact", "user", "workflow", "api", "ad"];

/// Events that start a workflow, in the order of the reference.
pub const EVENTS: &[&str] = &[
    "conversation_opened",
    "conversation_closed",
    "contact_tag_updated",
    "contact_field_updated",
    "lifecycle_updated",
    "message_received",
    "shortcut",
    "webhook",
    "ad_clicked",
    "manual",
];

/// Where ads are shown.
pub const PLATFORMS: &[&str] = &["meta", "tiktok"];

/// Types of declared fields.
pub const FIELD_TYPES: &[&str] = &[
    "text", "number", "bool", "date", "time", "datetime", "email", "phone", "url", "choice",
    "agent", "team",
];

/// Types of answers.
pub const ANSWER_TYPES: &[&str] =
    &["text", "choice", "number", "date", "phone", "email", "url", "rating", "location"];

/// Types of values that are saved from an answer of another system.
pub const SAVED_TYPES: &[&str] = &[
    "text", "number", "bool", "date", "time", "datetime", "email", "phone", "url", "record", "list",
];

/// Types of typed lines, as in `body { amount number? }`.
pub const LINE_TYPES: &[&str] = &[
    "text", "number", "bool", "date", "time", "datetime", "email", "phone", "url", "agent", "team",
];

/// How an agent is chosen from a pool.
pub const LOGICS: &[&str] = &["round_robin", "least_open"];

/// What an agent's status may be.
pub const STATUSES: &[&str] = &["online", "busy", "offline"];

/// Kinds of messages.
pub const MESSAGE_KINDS: &[&str] = &["text", "image", "video", "audio", "file", "location"];

/// What ends a waiting run from outside.
pub const STOPS: &[&str] =
    &["agent_replies", "contact_replies", "assigned_by_hand", "conversation_closed"];

/// Reserved words of expressions, which are no names.
pub const RESERVED: &[&str] = &[
    "or",
    "and",
    "not",
    "is",
    "in",
    "during",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "between",
    "has_any",
    "has_all",
    "has_none",
    "else",
    "true",
    "false",
    "none",
];
