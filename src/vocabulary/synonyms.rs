//! Words of other languages and products, and what to write instead.

/// What to do about a word that is not of this language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instead {
    /// Write this word in its place.
    Word(&'static str),
    /// Follow this advice, in the imperative.
    Advice(&'static str),
}
use Instead::{Advice, Word};

const BRANCH: Instead = Advice("write `branch { when CONDITION { … } else { … } }`");
const JUMP: Instead = Advice("write `jump to LABEL`");
const HTTP: Instead = Advice("write `http get \"https://…\" { … }`");
const CLOSE: Instead = Advice("write `close conversation`");
const OPEN: Instead = Advice("write `open conversation`");
const LOOP: Instead = Advice("label a step and write `jump to LABEL { at_most 3 }`");
const FILES: Instead = Advice("take it away; all `.rondel` files of a folder belong together");
const FUNCTION: Instead = Advice(
    "Rondel has no functions: write the steps themselves, or a workflow of their own that `start` \
     begins",
);
const FAILED: Instead = Advice("write a `failed { … }` block in the step that can fail");

/// Verbs of other languages and products, each list with what to write instead.
const STEPS: &[(&str, Instead)] = &[
    (
        "say message reply print text respond write echo log send_message send_text tell \
         output show answer speak puts greet",
        Word("send"),
    ),
    ("question prompt input ask_question read collect_input listen", Word("ask")),
    ("if switch unless elif elseif match choose condition case cond", BRANCH),
    ("goto go_to goback go_back jump_to continue redirect", JUMP),
    (
        "let var const assign_value update store remember save set_field update_field \
         set_variable define",
        Word("set"),
    ),
    ("unset reset erase clear_field", Word("clear")),
    ("return exit end quit finish break halt done terminate", Word("stop")),
    ("sleep delay pause snooze wait_for", Word("wait")),
    (
        "route handoff transfer hand_over give assign_to escalate assign_agent assign_team",
        Word("assign"),
    ),
    ("unassign_contact release unassign_agent", Word("unassign")),
    ("fetch request curl get post put webhook call api http_request call_api", HTTP),
    ("close_conversation resolve hang_up archive", CLOSE),
    ("open_conversation reopen reopen_conversation", OPEN),
    ("add_tag label_contact add_label tag_contact", Word("tag")),
    ("remove_tag delete_tag remove_label", Word("untag")),
    ("note remark add_comment add_note internal_note", Word("comment")),
    ("for while loop repeat foreach until do", LOOP),
    ("run trigger invoke start_workflow trigger_workflow execute", Word("start")),
    ("def function func fn macro sub", FUNCTION),
    ("import include require use", FILES),
    ("try catch rescue except", FAILED),
    ("label", Advice("write a name and a colon before the step: `menu: ask \"…\" as choice`")),
    (
        "business_hours office_hours schedule date_time",
        Advice("write `during HOURS { … } else { … }`"),
    ),
    (
        "add_row append_row google_sheets spreadsheet",
        Advice("write `sheet append NAME tab \"January\" { row (Name: contact.name) }`"),
    ),
    ("ai_agent gpt chatgpt llm bot assistant", Word("ai")),
    ("throw raise assert", Advice("take it away; a step that can fail has a `failed` block")),
];

/// Events of other products.
const TRIGGERS: &[(&str, &str)] = &[
    (
        "conversation_started conversation_created new_conversation opened new_lead \
         lead_created new_contact contact_created start",
        "conversation_opened",
    ),
    ("conversation_ended conversation_resolved closed", "conversation_closed"),
    (
        "message new_message incoming_message message_created keyword text message_sent reply",
        "message_received",
    ),
    ("tag_added tag_removed tag_updated tagged", "contact_tag_updated"),
    ("field_updated field_changed contact_updated", "contact_field_updated"),
    ("lifecycle_changed stage_changed lifecycle", "lifecycle_updated"),
    ("incoming_webhook http api", "webhook"),
    ("ad click_to_chat ad_click", "ad_clicked"),
    ("button menu", "shortcut"),
    ("started manually manual_trigger by_hand", "manual"),
];

/// Settings and outcomes of other products.
const SETTINGS: &[(&str, &str)] = &[
    ("online online_only only_online", "only"),
    ("max_open less_than under", "below"),
    ("choice button answer choices buttons", "option"),
    ("error failure fail on_error catch on_failure", "failed"),
    ("time_out expires no_answer no_response on_timeout", "timeout"),
    ("retry attempts tries", "retries"),
    ("wrong bad_answer invalid_answer", "invalid"),
    ("channels", "channel"),
    ("sources", "source"),
    ("headers", "header"),
    ("params parameter", "query"),
    ("data json payload", "body"),
    ("skill", "skills"),
    ("mail", "email"),
    ("max capacity max_conversations", "limit"),
    ("success ok", "assigned"),
    ("file image attachment media", "attach"),
    ("max_jumps times limit_jumps", "at_most"),
];

/// Declarations of other products.
const DECLARATIONS: &[(&str, &str)] = &[
    ("user member operator person", "agent"),
    ("group queue department", "team"),
    ("time_zone tz zone", "timezone"),
    ("attribute variable custom_field property", "field"),
    ("label", "tag"),
    ("inbox source", "channel"),
    ("stage stages status", "lifecycle"),
    ("closing_note categories category dispositions", "closing_notes"),
    ("env token password credential", "secret"),
    ("spreadsheet google_sheet", "sheet"),
    ("business_hours office_hours schedule opening_hours shift", "hours"),
];

/// Promises in other words.
const PROMISES: &[(&str, &str)] = &[
    ("assigned assignee an_owner owned", "owner"),
    ("response answer replies sla greeting", "reply"),
    ("unanswered max limit", "at_most"),
    ("end ended finishes done terminates", "ends"),
];

/// Functions of other languages.
const FUNCTIONS: &[(&str, &str)] = &[
    ("lowercase to_lower tolower lcase downcase lower_case", "lower"),
    ("uppercase to_upper toupper ucase upcase upper_case", "upper"),
    ("strip", "trim"),
    ("len count size", "length"),
    ("int float to_number parse_number", "number"),
    ("str string to_text to_string", "text"),
    ("ceiling", "ceil"),
    ("equals", "exactly"),
    ("concat implode", "join"),
    ("explode", "split"),
    ("parse_date to_date", "date"),
];

/// What to write instead of a verb Rondel does not have: the word to put in its place where that
/// alone mends it, and what to do.
#[must_use]
pub fn synonym_of_step(word: &str) -> Option<(Option<&'static str>, String)> {
    let (_, instead) = STEPS.iter().find(|(words, _)| has(words, word))?;
    Some(match *instead {
        Word(word) => (Some(word), format!("write `{word}`")),
        Advice(advice) => (None, advice.to_owned()),
    })
}

fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

fn find(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(words, _)| has(words, word)).map(|(_, instead)| *instead)
}

/// What to write instead of a trigger Rondel does not have.
#[must_use]
pub fn synonym_of_trigger(event: &str) -> Option<&'static str> {
    find(TRIGGERS, event)
}

/// What to write instead of a setting or outcome Rondel does not have.
#[must_use]
pub fn synonym_of_setting(word: &str) -> Option<&'static str> {
    find(SETTINGS, word)
}

/// What to write instead of a declaration Rondel does not have.
#[must_use]
pub fn synonym_of_declaration(word: &str) -> Option<&'static str> {
    find(DECLARATIONS, word)
}

/// What to write instead of a promise Rondel does not have.
#[must_use]
pub fn synonym_of_promise(word: &str) -> Option<&'static str> {
    find(PROMISES, word)
}

/// What to write instead of a function Rondel does not have.
#[must_use]
pub fn synonym_of_function(name: &str) -> Option<&'static str> {
    find(FUNCTIONS, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{
        find_declaration, find_function, find_promise, find_step, find_trigger, owner_of_line,
    };

    /// No word stands in two lists, none is a word of the language, and each is replaced by one
    /// that is.
    fn sound(table: &[(&str, &'static str)], is_known: fn(&str) -> bool) {
        let mut seen: Vec<&str> = Vec::new();
        for (words, instead) in table {
            assert!(is_known(instead), "{instead} is no such word");
            for word in words.split(' ') {
                assert!(!is_known(word), "{word} is a word of the language");
                assert!(!seen.contains(&word), "{word} stands in two lists");
                seen.push(word);
            }
        }
    }

    #[test]
    fn synonyms_lead_from_strange_words_to_words_of_the_language() {
        sound(TRIGGERS, |word| find_trigger(word).is_some());
        sound(DECLARATIONS, |word| find_declaration(word).is_some());
        sound(PROMISES, |word| find_promise(word).is_some());
        sound(FUNCTIONS, |word| find_function(word).is_some());
        let words = |instead: &Instead| match instead {
            Word(word) => *word,
            Advice(_) => "send",
        };
        let steps: Vec<_> =
            STEPS.iter().map(|(strange, instead)| (*strange, words(instead))).collect();
        sound(&steps, |word| find_step(word).is_some());
    }

    #[test]
    fn settings_are_replaced_by_lines_of_the_language() {
        for (_, instead) in SETTINGS {
            let declared = crate::vocabulary::DECLARATIONS
                .iter()
                .any(|one| one.settings.iter().any(|line| line.word == *instead));
            assert!(declared || owner_of_line(instead).is_some(), "{instead}");
        }
    }
}
