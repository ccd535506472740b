//! What comes after a conversation, or instead of one: ratings, orders, advertisements, spam.

use crate::contacts::{Contact, Step};
use crate::{Act, Day, HOUR, MINUTE, OPEN, SHUT};

impl Day {
    pub(crate) fn rate(&mut self, mut contact: Contact, again: bool) {
        let tongue = contact.tongue;
        if self.random.chance(1, if again { 5 } else { 12 }) {
            self.says(&mut contact, tongue.asks);
            return match again {
                // What is twice no rating is a new question.
                true => self.ask_topic(contact),
                false => self.then(contact, 10, 90, Step::Rate { again: true }),
            };
        }
        let stars = self.random.pick("5|5|5|5|5|5|5|4|4|4|4|5/5|4/5|★★★★★|★★★★|3|3|3|2|1");
        self.says(&mut contact, stars);
        if stars == "1" || stars == "2" {
            return self.then(contact, 20, 5 * MINUTE, Step::Blame);
        }
        self.sheet(&mut contact);
        match self.random.chance(1, 12) {
            true => self.then(contact, HOUR, 6 * HOUR, Step::Arrive),
            false => self.buy(contact),
        }
    }

    /// The sheet seldom says anything; without a word, the row was added.
    fn sheet(&mut self, contact: &mut Contact) {
        if self.random.chance(1, 5) {
            let accepted = self.random.chance(5, 6);
            self.about(contact, "sheet_result", &format!(r#","accepted":{accepted}"#));
        }
    }

    pub(crate) fn blame(&mut self, mut contact: Contact) {
        let tongue = contact.tongue;
        self.says(&mut contact, tongue.blames);
        self.sheet(&mut contact);
        contact.team = "personal";
        self.seek(contact, self.now);
    }

    /// Some of those who talked to sales order in the web shop afterwards.
    pub(crate) fn buy(&mut self, contact: Contact) {
        if contact.team == "sales" && !contact.phone.is_empty() {
            self.then(contact, 3 * MINUTE, 2 * HOUR, Step::Order);
        }
    }

    pub(crate) fn order(&mut self, mut contact: Contact) {
        let number = 10_000 + self.told;
        let most = if self.random.chance(1, 10) { 600 } else { 180 };
        let total = self.random.between(4, most) * 10;
        let order = format!(r#"{{"number":"A-{number}","total":{total}}}"#);
        let body = format!(r#"{{"phone":"{}","order":{order}}}"#, contact.phone);
        self.tell("webhook", &format!(r#""name":"order_paid","body":{body}"#));
        // Now and then the carrier says nothing at all.
        if self.random.chance(24, 25) {
            let status = self.random.pick("200|200|200|200|200|200|200|200|404|503");
            let day = self.random.pick("Wednesday|Thursday|Friday|Monday");
            let rest = format!(r#","status":{status},"body":{{"delivery":{{"day":"{day}"}}}}"#);
            self.answers(&mut contact, "http_result", &rest);
            if self.random.chance(1, 30) {
                let rest = r#","accepted":false,"reason":"the number is not on this channel""#;
                return self.about(&mut contact, "send_result", rest);
            }
        }
        if self.random.chance(3, 4) {
            self.then(contact, 2 * MINUTE, 2 * HOUR, Step::Slot);
        }
    }

    pub(crate) fn slot(&mut self, mut contact: Contact) {
        let understood = self.random.chance(9, 10);
        let words = if understood { "AM|PM|am|pm|1|2|2." } else { contact.tongue.wrong };
        let text = self.random.pick(words);
        let rest = format!(r#","channel":"whatsapp_main","text":"{text}""#);
        self.about(&mut contact, "message", &rest);
        if !understood {
            return self.then(contact, 10, 90, Step::Slot);
        }
        let status = self.random.pick("200|200|200|200|200|200|200|409|422|500");
        self.answers(&mut contact, "http_result", &format!(r#","status":{status}"#));
        if status == "409" {
            contact.team = "orders";
            self.seek(contact, self.now);
        }
    }

    /// Somebody who clicked an advertisement talks to the assistant.
    pub(crate) fn lead(&mut self, mut contact: Contact, turns: u32) {
        let tongue = contact.tongue;
        contact.team = "sales";
        if turns == 0 {
            let rest = format!(r#","channel":"{}","source":"ad""#, contact.channel);
            self.about(&mut contact, "conversation_opened", &rest);
            let ad = self.random.pick("Oak tables|Woven lamps|Wool rugs");
            let rest = format!(r#","ad_id":"a{}","ad_name":"{ad}","platform":"meta""#, ad.len());
            self.about(&mut contact, "ad_clicked", &rest);
            if self.random.chance(1, 25) {
                // The assistant is not there, and after a minute nobody waits for it any more.
                return self.sell(contact, MINUTE, 0);
            }
        } else {
            self.says(&mut contact, tongue.asks);
        }
        if turns < 2 {
            let text = self.random.pick(tongue.replies);
            self.answers(&mut contact, "ai_turn", &format!(r#","says":"{text}""#));
            return match self.random.chance(1, 14) {
                true => self.sell(contact, 2 * HOUR, 0),
                false => self.then(contact, 15, 4 * MINUTE, Step::Lead { turns: turns + 1 }),
            };
        }
        let outcome = self.random.pick("done|done|done|done|done|handoff|unable");
        if outcome != "done" {
            self.answers(&mut contact, "ai_turn", &format!(r#","outcome":"{outcome}""#));
            return self.sell(contact, 0, 0);
        }
        let interest = self.random.pick("Furniture|Lamps|Rugs");
        let budget = self.random.between(1, 60) * 100;
        let found = format!(r#"{{"interest":"{interest}","budget":{budget}}}"#);
        self.answers(&mut contact, "ai_turn", &format!(r#","outcome":"done","collected":{found}"#));
        let status = self.random.pick("201|201|201|201|201|201|201|201|409|502");
        let rest = format!(r#","status":{status},"body":{{"id":"L-{}"}}"#, self.told);
        self.answers(&mut contact, "http_result", &rest);
        self.sell(contact, 0, budget);
    }

    /// A lead goes to an adviser, to sales, or into the morning.
    fn sell(&mut self, mut contact: Contact, wait: u32, budget: u32) {
        let at = self.now + wait;
        if budget >= 5_000 {
            contact.team = "personal";
            return self.seek(contact, self.now);
        }
        if at < OPEN {
            contact.team = "front_desk";
            self.put(OPEN + 1, Act::Play(contact, Step::Seek { since: OPEN }));
        } else if at < SHUT {
            self.put(at + 1, Act::Play(contact, Step::Seek { since: at }));
        }
    }

    pub(crate) fn spam(&mut self, mut contact: Contact) {
        let text = "Double your bitcoin today: https://coins.example/now";
        self.about(&mut contact, "message", &format!(r#","channel":"insta","text":"{text}""#));
    }
}
