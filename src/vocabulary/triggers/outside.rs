//! `shortcut`, `webhook`, `ad_clicked` and `manual`.

use super::super::build::{PLAIN_TRIGGER, brings, setting, typed};
use super::super::words::PLATFORMS;
use super::super::{Brings, Kind, Meant, Operand, Sort, Trigger, Wrote};

/// `shortcut`.
pub(super) const SHORTCUT: Trigger = Trigger {
    event: "shortcut",
    title: "Shortcut",
    about: "An agent starts it by its title from within a conversation, and fills in its form.",
    forms: &[&[Operand::plain("title", Kind::Text).meaning(Meant::New(Sort::Shortcut))]],
    settings: &[typed("form", "What the agent is asked for, a line each.", true, false)],
    brings: &[brings("agent", "agent", "The agent who started it.")],
    brings_lines: "form",
    sample: r#"workflow escalate "Escalate" {
  on shortcut "Escalate" {
    form {
      reason text "Why?"
      urgent bool
    }
    when contact.email is set
  }
  comment "${trigger.agent}: ${trigger.reason}, urgent: ${trigger.urgent}"
}
"#,
    ..PLAIN_TRIGGER
};

/// `webhook`.
pub(super) const WEBHOOK: Trigger = Trigger {
    event: "webhook",
    title: "Incoming Webhook",
    about: "Another system posts a body whose lines are typed here and checked at the door.",
    forms: &[&[Operand::plain("name", Kind::NewName).meaning(Meant::New(Sort::Webhook))]],
    settings: &[
        setting(
            "identify",
            "Which line of the body says whose contact is meant. An unknown e-mail address or \
             phone number makes a new contact; an unknown id is refused.",
            &[&[Operand::after("by", "by", Kind::Word(&["email", "phone", "contact_id"]))]],
        ),
        typed("body", "What the body holds, a line each.", false, true),
    ],
    brings_lines: "body",
    identifies: "identify",
    wrote: Wrote::Unknown,
    sample: r#"workflow order "Order" {
  on webhook orders {
    identify by email
    body {
      email email
      amount number?
      order.total number
    }
    when trigger.order.total > 100
  }
  comment "An order of ${trigger.order.total}, ${trigger.amount else 0} pieces."
}
"#,
    ..PLAIN_TRIGGER
};

/// `ad_clicked`.
pub(super) const AD: Trigger = Trigger {
    event: "ad_clicked",
    title: "Click-to-Chat Ad Clicked",
    about: "The contact comes to a conversation from an ad.",
    settings: &[
        setting(
            "platform",
            "Where the ad was shown.",
            &[&[Operand::plain("platforms", Kind::Words(PLATFORMS))]],
        ),
        setting("ads", "Which ads, by name.", &[&[Operand::plain("names", Kind::Texts)]]),
    ],
    brings: &[
        brings("ad_id", "text", "The id of the ad."),
        Brings {
            asked_by: "ads",
            ..brings("ad_name", "text?", "The name of the ad, where the platform tells it.")
        },
        Brings { options: PLATFORMS, ..brings("platform", "text", "The platform that showed it.") },
    ],
    arrives: true,
    wrote: Wrote::Now,
    sample: r#"workflow ad_lead "Lead from an ad" {
  on ad_clicked {
    platform meta, tiktok
    ads "Spring", "Summer"
    when contact.email is unset
  }
  comment "Came from ${trigger.ad_name else trigger.ad_id} on ${trigger.platform}."
}
"#,
    ..PLAIN_TRIGGER
};

/// `manual`.
pub(super) const MANUAL: Trigger = Trigger {
    event: "manual",
    title: "Manual",
    about: "A person starts it, or another workflow with `start`.",
    settings: &[typed("with", "What the starter brings, a line each.", false, false)],
    brings_lines: "with",
    by_hand: true,
    sample: r#"workflow onboard "Onboard" {
  on manual {
    with {
      tier text
      source text?
    }
    when trigger.tier != "none"
  }
  comment "${trigger.tier}, from ${trigger.source else "nowhere"}"
}
"#,
    ..PLAIN_TRIGGER
};
