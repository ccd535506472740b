//! What contacts do, from the first word to the last, and what agents do with them.

use crate::crew::Crew;
use crate::words::{ENGLISH, FRENCH, SPANISH, Tongue};
use crate::{Act, Day, HOUR, MINUTE, OPEN, Random, SHUT};

/// A contact, and what the day remembers of them.
pub(crate) struct Contact {
    pub(crate) id: String,
    /// What the first line about the contact tells besides the id; empty once it was told.
    pub(crate) card: String,
    pub(crate) tongue: &'static Tongue,
    pub(crate) channel: &'static str,
    /// Empty where the channel tells none.
    pub(crate) phone: String,
    /// Whether the shop knows the language.
    known: bool,
    adviser: Option<usize>,
    pub(crate) team: &'static str,
    pub(crate) owner: Option<usize>,
    /// Who had them last.
    last: Option<usize>,
    /// Who let the time to accept go by.
    passed: Vec<usize>,
    /// How often the contact still writes.
    rounds: u32,
}

/// What happens next to a contact.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    Arrive,
    Language,
    Ask,
    Topic { again: bool },
    Seek { since: u32 },
    Accept,
    Reply { since: u32 },
    Write,
    Close,
    Rate { again: bool },
    Blame,
    Order,
    Slot,
    Lead { turns: u32 },
    Spam,
}

impl Contact {
    /// Somebody new, and how they come.
    pub(crate) fn stranger(number: u32, random: &mut Random, crew: &Crew) -> (Self, Step) {
        let (tongue, place) = match number % 10 {
            digit @ 0..4 => (&ENGLISH, digit),
            digit @ 4..7 => (&SPANISH, digit - 4),
            digit => (&FRENCH, digit - 7),
        };
        let step = match random.between(1, 100) {
            0..=84 => Step::Arrive,
            85..=93 => Step::Lead { turns: 0 },
            94..=98 => Step::Order,
            _ => Step::Spam,
        };
        let channel = random.pick("whatsapp_main|whatsapp_main|text_messages|web_chat|insta");
        let vip = matches!(step, Step::Arrive) && random.chance(1, 24);
        let known = vip || channel == "web_chat" || random.chance(2, 5);
        let (first, last) = (random.pick(tongue.first), random.pick(tongue.last));
        let mut card = format!(r#","first_name":"{first}","last_name":"{last}""#);
        if known || random.chance(1, 20) {
            let code = if known { tongue.code } else { "pt" };
            card += &format!(r#","language":"{code}""#);
        }
        let mut phone = format!("{}{:03}", tongue.phone, number / 10 * 4 + place);
        let mut id = format!("c{number}");
        if matches!(step, Step::Order) {
            // Who orders in the web shop is known by the phone number, and by nothing else.
            (id, card) = (phone.clone(), String::new());
        } else if channel == "web_chat" || channel == "insta" {
            phone = String::new();
        } else {
            card += &format!(r#","phone":"{phone}""#);
        }
        let adviser = if vip { random.pick("isolde|alejandra|thibault") } else { "" };
        if vip {
            card += &format!(r#","tags":["vip"],"fields":{{"adviser":"{adviser}"}}"#);
        }
        let contact = Self {
            id,
            card,
            tongue,
            channel,
            phone,
            known,
            adviser: crew.place(adviser),
            team: "front_desk",
            owner: None,
            last: None,
            passed: Vec::new(),
            rounds: random.between(1, 2),
        };
        (contact, step)
    }
}

impl Day {
    /// Lets a contact take a step, and plans the next one.
    pub(crate) fn play(&mut self, contact: Contact, step: Step) {
        match step {
            Step::Arrive => self.arrive(contact),
            Step::Language => self.language(contact),
            Step::Ask => self.ask_topic(contact),
            Step::Topic { again } => self.topic(contact, again),
            Step::Seek { since } => self.seek(contact, since),
            Step::Accept => self.accept(contact),
            Step::Reply { since } => self.reply(contact, since),
            Step::Write => self.write(contact),
            Step::Close => self.close(contact),
            Step::Rate { again } => self.rate(contact, again),
            Step::Blame => self.blame(contact),
            Step::Order => self.order(contact),
            Step::Slot => self.slot(contact),
            Step::Lead { turns } => self.lead(contact, turns),
            Step::Spam => self.spam(contact),
        }
    }

    fn arrive(&mut self, mut contact: Contact) {
        let channel = contact.channel;
        if self.random.chance(1, 2) {
            let rest = format!(r#","channel":"{channel}","source":"contact""#);
            self.about(&mut contact, "conversation_opened", &rest);
        } else {
            let text = self.random.pick(contact.tongue.hello);
            let rest = format!(r#","channel":"{channel}","text":"{text}""#);
            self.about(&mut contact, "message", &rest);
        }
        if contact.adviser.is_some() {
            contact.team = "personal";
            if self.random.chance(9, 10) && self.crew.takes(contact.adviser) {
                contact.owner = contact.adviser;
                return self.then(contact, 20, 150, Step::Accept);
            }
            // The adviser lets three minutes go by.
            let since = self.now + 3 * MINUTE;
            return self.put(since, Act::Play(contact, Step::Seek { since }));
        }
        if contact.known {
            return self.ask_topic(contact);
        }
        if self.random.chance(1, 16) {
            // No language for ten minutes, and the shop goes on in English.
            return self.then(contact, 10 * MINUTE, 10 * MINUTE, Step::Ask);
        }
        self.then(contact, 8, 4 * MINUTE, Step::Language);
    }

    fn language(&mut self, mut contact: Contact) {
        let tongue = contact.tongue;
        if self.random.chance(1, 8) {
            self.says(&mut contact, tongue.wrong);
            return self.then(contact, 10, 90, Step::Language);
        }
        self.says(&mut contact, tongue.chosen);
        contact.known = true;
        self.ask_topic(contact);
    }

    /// Whoever had them last is back, or they are asked for a topic, or told to wait for the morning.
    pub(crate) fn ask_topic(&mut self, mut contact: Contact) {
        contact.team = "front_desk";
        if self.now < OPEN {
            return self.put(OPEN + 1, Act::Play(contact, Step::Seek { since: OPEN }));
        }
        if self.now >= SHUT {
            return;
        }
        if self.crew.takes(contact.last) {
            contact.owner = contact.last;
            return self.then(contact, 20, 3 * MINUTE, Step::Reply { since: self.now });
        }
        let wait = if contact.last.is_some() { MINUTE } else { 0 };
        if self.random.chance(1, 12) {
            let since = self.now + wait + 15 * MINUTE;
            return self.put(since, Act::Play(contact, Step::Seek { since }));
        }
        self.then(contact, wait + 10, wait + 4 * MINUTE, Step::Topic { again: false });
    }

    fn topic(&mut self, mut contact: Contact, again: bool) {
        let tongue = contact.tongue;
        let topics = "sales|sales|sales|sales|orders|orders|orders|support|support|support|\
                      billing|billing|wrong|image";
        let (team, words) = match self.random.pick(topics) {
            "sales" => ("sales", tongue.buy),
            "orders" => ("orders", tongue.order),
            "support" => ("support", tongue.problem),
            "billing" => ("billing", tongue.bill),
            "wrong" => ("front_desk", tongue.wrong),
            _ => ("front_desk", ""),
        };
        match words {
            "" => self.about(&mut contact, "message", r#","kind":"image""#),
            words => self.says(&mut contact, words),
        }
        if team == "front_desk" && !again {
            return self.then(contact, 10, 2 * MINUTE, Step::Topic { again: true });
        }
        contact.team = team;
        self.seek(contact, self.now);
    }

    /// Somebody is looked for since a moment; when it takes long, at the front desk.
    pub(crate) fn seek(&mut self, mut contact: Contact, since: u32) {
        let patience = match contact.team {
            "front_desk" => 30 * MINUTE,
            "sales" => 10 * MINUTE,
            "personal" => 5 * MINUTE,
            _ => 15 * MINUTE,
        };
        if self.now < OPEN {
            return self.put(OPEN + 1, Act::Play(contact, Step::Seek { since: OPEN }));
        }
        if self.now >= since + patience {
            if contact.team != "front_desk" {
                contact.team = "front_desk";
                self.seek(contact, self.now);
            }
            return;
        }
        // Whose language nobody knows is taken to speak English.
        let code = if contact.known { contact.tongue.code } else { "en" };
        let team = contact.team;
        let Some(owner) = self.crew.likely(team, code, &contact.passed) else {
            return self.then(contact, 20, 40, Step::Seek { since });
        };
        if team == "support" && self.random.chance(1, 7) {
            // Four minutes go by, and somebody else is asked.
            self.crew.let_go(Some(owner));
            contact.passed.push(owner);
            return self.then(contact, 4 * MINUTE, 4 * MINUTE, Step::Seek { since });
        }
        contact.owner = Some(owner);
        match team {
            "support" => self.then(contact, 10, 3 * MINUTE, Step::Accept),
            _ => self.then(contact, 20, 4 * MINUTE, Step::Reply { since: self.now }),
        }
    }

    fn accept(&mut self, mut contact: Contact) {
        let (name, _) = self.crew.look(contact.owner);
        if self.random.chance(2, 5) {
            // The first answer is as good as accepting.
            return self.reply(contact, self.now);
        }
        self.about(&mut contact, "accepted", &format!(r#","agent":"{name}""#));
        self.then(contact, 10, 90, Step::Reply { since: self.now });
    }

    /// The owner answers what was written at a moment: at once, after a break, or somebody else does.
    fn reply(&mut self, mut contact: Contact, since: u32) {
        let (name, status) = self.crew.look(contact.owner);
        if self.now > since + 40 * MINUTE && contact.owner.is_some() {
            // The front desk has them by now.
            self.crew.let_go(contact.owner.take());
            contact.team = "front_desk";
            contact.owner = self.crew.likely("front_desk", "", &[]);
            if contact.owner.is_some() {
                self.then(contact, 10, 2 * MINUTE, Step::Reply { since: self.now });
            }
            return;
        }
        match status {
            "busy" if self.random.chance(2, 5) => {
                let note = self.random.pick(contact.tongue.asks);
                let urgent = self.random.chance(1, 6);
                let form = format!(r#"{{"note":"{note}","urgent":{urgent}}}"#);
                let rest = format!(r#","title":"Hand over","agent":"{name}","form":{form}"#);
                self.about(&mut contact, "shortcut", &rest);
                self.crew.let_go(contact.owner.take());
                contact.owner = self.crew.likely(contact.team, "", &[]);
                self.then(contact, MINUTE, 6 * MINUTE, Step::Reply { since: self.now });
            }
            "busy" => self.then(contact, 4 * MINUTE, 14 * MINUTE, Step::Reply { since }),
            "online" if self.random.chance(1, 150) => {
                // A slip of the finger, and a colleague puts it right.
                self.about(&mut contact, "unassigned_by_hand", "");
                self.crew.let_go(contact.owner.take());
                self.then(contact, 20, 90, Step::Reply { since });
            }
            "online" => {
                let text = self.random.pick(contact.tongue.replies);
                let rest = format!(r#","agent":"{name}","text":"{text}""#);
                self.about(&mut contact, "message", &rest);
                self.then(contact, 40, 6 * MINUTE, Step::Write);
            }
            _ => {
                self.crew.let_go(contact.owner.take());
                contact.owner = self.crew.colleague(contact.team);
                let (name, _) = self.crew.look(contact.owner);
                if contact.owner.is_some() {
                    self.about(&mut contact, "assigned_by_hand", &format!(r#","agent":"{name}""#));
                    self.then(contact, MINUTE, 5 * MINUTE, Step::Reply { since: self.now });
                }
            }
        }
    }

    fn write(&mut self, mut contact: Contact) {
        let tongue = contact.tongue;
        contact.rounds = contact.rounds.saturating_sub(1);
        let last = contact.rounds == 0;
        let stops = self.random.chance(1, 60);
        if stops || last {
            self.says(&mut contact, if stops { tongue.stop } else { tongue.thanks });
            return self.then(contact, MINUTE, 9 * MINUTE, Step::Close);
        }
        match self.random.chance(1, 20) {
            true => self.about(&mut contact, "message", r#","kind":"image""#),
            false => self.says(&mut contact, tongue.asks),
        }
        // Now and then nobody notices.
        let slow = if self.random.chance(1, 30) { 45 * MINUTE } else { 0 };
        self.then(contact, slow + 20, slow + 5 * MINUTE, Step::Reply { since: self.now });
    }

    fn close(&mut self, mut contact: Contact) {
        let (name, _) = self.crew.look(contact.owner);
        self.crew.let_go(contact.owner);
        contact.last = contact.owner.take();
        if self.random.chance(1, 150) {
            let rest = format!(r#","title":"Spam","agent":"{name}""#);
            return self.about(&mut contact, "shortcut", &rest);
        }
        let category = self.random.pick(match contact.team {
            "sales" | "personal" => "Sold|Quote sent|Question answered",
            "support" => "Solved|Solved|Question answered",
            _ => "Solved|Question answered|Question answered",
        });
        if category == "Sold" && self.random.chance(1, 20) {
            self.about(&mut contact, "field_changed", r#","field":"adviser","value":"isolde""#);
            self.about(&mut contact, "tag_added", r#","tag":"vip""#);
        }
        let rest = format!(r#","by":"{name}","category":"{category}""#);
        self.about(&mut contact, "conversation_closed", &rest);
        contact.rounds = self.random.between(1, 2);
        if category == "Quote sent" {
            if self.random.chance(1, 3) {
                self.then(contact, 20 * MINUTE, 5 * HOUR, Step::Arrive);
            }
        } else if self.random.chance(1, 2) {
            self.then(contact, 15, 30 * MINUTE, Step::Rate { again: false });
        } else {
            self.buy(contact);
        }
    }
}
