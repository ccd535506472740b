//! Every step, one declaration each. A new one is a file and a line in the list.

mod ai;
mod ask;
mod assign;
mod branch;
mod comment;
mod conversation;
mod http;
mod jump;
mod send;
mod set;
mod sheet;
mod start;
mod tag;
mod wait;

use super::Step;

/// Every step, in the order of the reference.
pub const STEPS: &[Step] = &[
    send::SEND,
    ask::ASK,
    assign::ASSIGN,
    assign::UNASSIGN,
    branch::BRANCH,
    branch::DURING,
    tag::TAG,
    tag::UNTAG,
    set::SET,
    set::CLEAR,
    conversation::OPEN,
    conversation::CLOSE,
    comment::COMMENT,
    jump::JUMP,
    jump::STOP,
    wait::WAIT,
    http::HTTP,
    start::START,
    sheet::SHEET,
    ai::AI,
];
