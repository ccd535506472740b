//! Workflows that are in the workspace besides, as in every shop that has been there for a while.

/// To which events further workflows listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listening {
    /// To none that occurs.
    Elsewhere,
    /// Every fifth to opened conversations and every fifth to messages, with conditions that do not hold.
    Nearby,
}

/// The text of `count` further workflows. None of them ever starts.
pub fn workflows(count: usize, listening: Listening) -> String {
    (0..count).map(|number| workflow(number, listening)).collect()
}

fn workflow(number: usize, listening: Listening) -> String {
    let trigger = match (number % 5, listening) {
        (0, Listening::Nearby) => {
            "conversation_opened {\n    source api, ad\n    when contact.plan == \"pro\"\n  }"
                .to_owned()
        }
        (1, Listening::Nearby) => format!("message_received {{ contains \"order {number}\" }}"),
        (0 | 2, _) => format!("shortcut \"Escalate case {number}\""),
        (1 | 3, _) => "manual".to_owned(),
        _ => format!(
            "webhook shop_{number} {{\n    identify by email\n    body {{\n      email email\n    }}\n  }}"
        ),
    };
    format!(
        r#"
workflow further_{number} "Further {number}" {{
  on {trigger}

  open conversation
  send "Hi ${{contact.first_name else "there"}}, this is about case {number}."
  ask "Is that still of interest to you?" as choice into interest_{number} {{
    option "Yes" {{ comment "It is of interest to them." }}
    option "No" {{ stop }}
  }} else {{ stop }}
  branch {{
    when contact.plan == "enterprise" {{ send "You are a priority customer." }}
    else {{ wait 5m }}
  }}
  assign to workspace by least_open {{ only online }}
}}
"#
    )
}
