//! Every rule, one a file.

mod after_close;
mod allow_without_reason;
mod ambiguous_date;
mod competing_workflows;
mod constant_condition;
mod duplicate_name;
mod hidden_character;
mod hours_never_open;
mod insecure_url;
mod limit;
mod loop_without_wait;
mod maybe_unset;
mod message_too_long;
mod missing_argument;
mod nobody_eligible;
mod option_too_long;
mod outside_window;
mod ownerless_end;
mod private_url;
mod promise_broken;
mod queue_may_starve;
mod secret_in_source;
mod self_trigger;
mod shadowed_branch;
mod similar_options;
mod syntax;
mod too_many_options;
mod trigger_loop;
mod unhandled_failure;
mod unhandled_timeout;
mod unknown_name;
mod unknown_setting;
mod unknown_step;
mod unknown_trigger;
mod unreachable_step;
mod untested_workflow;
mod unused;
mod unused_allow;
mod wrong_place;
mod wrong_type;

pub use promise_broken::{CounterExample, counter_examples};

use super::rule::Rule;
use crate::report::Code;
use crate::vocabulary::codes;

/// Rules that are asked only of whoever wants to be told of everything.
pub(super) const PEDANTIC: &[Code] = &[codes::UNTESTED_WORKFLOW];

/// Every rule, in the order of the reference.
pub const RULES: &[Rule] = &[
    syntax::RULE,
    limit::RULE,
    unknown_step::RULE,
    unknown_setting::RULE,
    unknown_trigger::RULE,
    unknown_name::RULE,
    duplicate_name::RULE,
    wrong_type::RULE,
    missing_argument::RULE,
    wrong_place::RULE,
    maybe_unset::RULE,
    unreachable_step::RULE,
    loop_without_wait::RULE,
    constant_condition::RULE,
    shadowed_branch::RULE,
    ownerless_end::RULE,
    unhandled_timeout::RULE,
    unhandled_failure::RULE,
    nobody_eligible::RULE,
    queue_may_starve::RULE,
    outside_window::RULE,
    after_close::RULE,
    message_too_long::RULE,
    option_too_long::RULE,
    too_many_options::RULE,
    similar_options::RULE,
    ambiguous_date::RULE,
    trigger_loop::RULE,
    competing_workflows::RULE,
    self_trigger::RULE,
    unused::RULE,
    secret_in_source::RULE,
    insecure_url::RULE,
    private_url::RULE,
    hidden_character::RULE,
    hours_never_open::RULE,
    untested_workflow::RULE,
    unused_allow::RULE,
    allow_without_reason::RULE,
    promise_broken::RULE,
];
