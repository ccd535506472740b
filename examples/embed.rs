//! The library in forty lines: from text to a lead that has an owner, and why.
//!
//! `cargo run --example embed`
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "that is what it is for")]

use rondel::Replay;
use rondel::base::Sources;

const PROGRAM: &str = r#"
workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
  channel web webchat
}

workflow leads "Leads" {
  on conversation_opened
  assign to team sales by round_robin { only online } else { stop }
  send "Hello, ${assignee.first_name} here."
}
"#;

const EVENTS: &str = r#"
{"id":"1","at":"2026-03-02T09:00:00Z","type":"agent_status","agent":"bo","status":"online"}
{"id":"2","at":"2026-03-02T09:01:00Z","type":"conversation_opened","contact":"ada","channel":"web"}
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sources = Sources::default();
    sources.add("shop.rondel", PROGRAM);
    let (plans, reports) = rondel::compile(&sources);
    for report in reports.iter() {
        eprintln!("{}", report.message);
    }
    let mut replay = Replay::new(plans.ok_or("the program has errors")?)?;
    let mut transcript = replay.transcript();
    for (number, line) in (1..).zip(EVENTS.lines()) {
        for entry in replay.line(number, line)? {
            println!("{}", transcript.render(&entry));
        }
    }
    println!("\n{}", replay.finish()?.1);
    Ok(())
}
