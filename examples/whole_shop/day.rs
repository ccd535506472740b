//! Prints a day of the shop, Tuesday 10 March 2026, as lines for `rondel run --events`: who comes
//! and writes what, who is at work, how long an answer takes. The same seed gives the same day.
//!
//! Nothing here knows what the workflows do. Where an agent has to answer, the day guesses who it
//! will be from who is at work and whose turn it is; now and then that is a colleague, as in life.

#[path = "day/afterwards.rs"]
mod afterwards;
#[path = "day/contacts.rs"]
mod contacts;
#[path = "day/crew.rs"]
mod crew;
#[path = "day/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use contacts::{Contact, Step};
use crew::Crew;

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
/// When the shop opens and closes, and the last second of the day.
const OPEN: u32 = 8 * HOUR;
const SHUT: u32 = 20 * HOUR;
const MIDNIGHT: u32 = 24 * HOUR - 1;
/// How many come in each hour: a quiet night, a morning, lunch, an afternoon.
const ARRIVALS: [u32; 24] =
    [3, 2, 1, 1, 2, 3, 8, 18, 72, 112, 130, 122, 84, 60, 68, 96, 124, 126, 90, 58, 34, 22, 14, 7];

fn main() -> ExitCode {
    let seed = std::env::args().nth(1).map_or(Ok(1), |text| text.parse());
    let Ok(seed) = seed else {
        let _ = writeln!(std::io::stderr(), "usage: whole_shop_day [SEED], a whole number");
        return ExitCode::from(2);
    };
    match std::io::stdout().write_all(Day::new(seed).live().as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// What is on the plan.
enum Act {
    Play(Contact, Step),
    Status(usize, &'static str),
    Tell(&'static str, &'static str),
}

/// The day as far as it has come.
struct Day {
    random: Random,
    now: u32,
    /// By moment, and of one moment in the order in which it was planned.
    plan: BTreeMap<(u32, u32), Act>,
    planned: u32,
    crew: Crew,
    told: u32,
    lines: String,
}

impl Day {
    /// Puts down who works and who comes when; the rest follows from that.
    fn new(seed: u64) -> Self {
        let mut day = Self {
            random: Random(seed),
            now: 0,
            plan: BTreeMap::new(),
            planned: 0,
            crew: Crew::default(),
            told: 0,
            lines: String::new(),
        };
        for (agent, shift) in day.crew.shifts() {
            let (from, until) = match shift {
                "early" => (7 * HOUR + 48 * MINUTE, 14 * HOUR + 20 * MINUTE),
                "day" => (10 * HOUR, 17 * HOUR + 30 * MINUTE),
                _ => (13 * HOUR + 40 * MINUTE, SHUT + 10 * MINUTE),
            };
            // They come, have a break, are busy with what is left at the end, and go.
            let come = from + day.random.between(0, 9 * MINUTE);
            let lunch = day.random.between(from + 2 * HOUR, until - 2 * HOUR);
            let back = lunch + day.random.between(20 * MINUTE, 40 * MINUTE);
            let leave = until - day.random.between(12 * MINUTE, 24 * MINUTE);
            for (at, status) in
                [(come, "online"), (lunch, "busy"), (back, "online"), (leave, "busy")]
            {
                day.put(at, Act::Status(agent, status));
            }
            day.put(until, Act::Status(agent, "offline"));
        }
        // Callum has learnt enough for more, and Niamh is on holiday from now on.
        day.put(16 * HOUR, Act::Tell("agent_changed", r#""agent":"callum","limit":6"#));
        day.put(15 * HOUR, Act::Tell("agent_changed", r#""agent":"niamh","enabled":false"#));
        day.put(MIDNIGHT, Act::Tell("time", ""));
        let mut number = 0;
        for (hour, count) in (0..).zip(ARRIVALS) {
            for _ in 0..count {
                let at = day.random.between(hour * HOUR, (hour + 1) * HOUR - 1);
                let (contact, step) = Contact::stranger(number, &mut day.random, &day.crew);
                day.put(at, Act::Play(contact, step));
                number += 1;
            }
        }
        day
    }

    /// The whole day, as lines.
    fn live(mut self) -> String {
        while let Some(((at, _), act)) = self.plan.pop_first() {
            self.now = self.now.max(at);
            match act {
                Act::Play(contact, step) => self.play(contact, step),
                Act::Status(agent, status) => {
                    let name = self.crew.change(agent, status);
                    self.tell("agent_status", &format!(r#""agent":"{name}","status":"{status}""#));
                }
                Act::Tell(kind, rest) => self.tell(kind, rest),
            }
        }
        self.lines
    }

    fn put(&mut self, at: u32, act: Act) {
        self.planned += 1;
        if at <= MIDNIGHT {
            self.plan.insert((at, self.planned), act);
        }
    }

    /// Plans what a contact does next, some seconds from now.
    fn then(&mut self, contact: Contact, from: u32, to: u32, step: Step) {
        let at = self.now + self.random.between(from, to);
        self.put(at, Act::Play(contact, step));
    }

    /// Writes a line. A few come late, and a few come twice.
    fn tell(&mut self, kind: &str, rest: &str) {
        self.told += 1;
        let late = if self.random.chance(1, 500) { self.random.between(20, 200) } else { 0 };
        let at = self.now.saturating_sub(late);
        let (hour, minute, second) = (at / HOUR, at / MINUTE % 60, at % 60);
        let line = format!(
            "{{\"id\":\"d{}\",\"at\":\"2026-03-10T{hour:02}:{minute:02}:{second:02}+01:00\",\
             \"type\":\"{kind}\"{}{rest}}}\n",
            self.told,
            if rest.is_empty() { "" } else { "," },
        );
        self.lines += &line;
        if self.random.chance(1, 400) {
            self.lines += &line;
        }
    }

    /// Writes a line about a contact; the first one says who that is.
    fn about(&mut self, contact: &mut Contact, kind: &str, rest: &str) {
        let card = std::mem::take(&mut contact.card);
        let who = match card.is_empty() {
            true => format!("\"{}\"", contact.id),
            false => format!("{{\"id\":\"{}\"{card}}}", contact.id),
        };
        self.tell(kind, &format!("\"contact\":{who}{rest}"));
    }

    /// The contact writes one of the words.
    fn says(&mut self, contact: &mut Contact, words: &str) {
        let text = self.random.pick(words);
        self.about(contact, "message", &format!(r#","text":"{text}""#));
    }

    /// Another system or an assistant answers after a moment, in which nothing else happens.
    fn answers(&mut self, contact: &mut Contact, kind: &str, rest: &str) {
        self.now += self.random.between(1, 3);
        self.about(contact, kind, rest);
    }
}

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    /// Both ends are possible.
    fn between(&mut self, from: u32, to: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let span = u64::from(to.saturating_sub(from)) + 1;
        from + u32::try_from(((mixed >> 32) * span) >> 32).unwrap_or_default()
    }

    /// So many times out of so many.
    fn chance(&mut self, times: u32, of: u32) -> bool {
        self.between(1, of) <= times
    }

    /// One of the words between the bars.
    fn pick<'a>(&mut self, words: &'a str) -> &'a str {
        let bars = u32::try_from(words.matches('|').count()).unwrap_or_default();
        let place = self.between(0, bars);
        words.split('|').nth(place as usize).unwrap_or_default()
    }
}
