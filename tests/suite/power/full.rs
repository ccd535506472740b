//! The disk is full between a commit and what leaves with it.

use std::sync::{Arc, Mutex};

use rondel::base::{Key, Sources};
use rondel::compile;
use rondel::engine::Engine;
use rondel::runtime::{Arrival, ContactState, Incoming, Message, Outbound, Published};
use rondel::store::{Inbound, Missing, RunStore, Sqlite, StoreError, WorkspaceId, wait};
use rondel::world::{Performed, World};

use super::disk::{Look, Watched};
use super::folder;
use super::shop::NOW;

const PROGRAM: &str = r#"
workspace shop "Shop" {
  channel web webchat
}

workflow leads "Leads" {
  on conversation_opened
  ask "What can we help with?" as choice into topic {
    option "Sales" { set team = "sales" }
    option "Care" { set team = "care" }
  } else { stop }
  send "Thanks."
}
"#;

/// Somebody else, who has the store commit what is there as soon as a contact is another one.
#[derive(Debug)]
struct Others {
    store: Sqlite,
    here: WorkspaceId,
    before: Option<ContactState>,
    failed: u32,
}

impl Others {
    fn contact(&self) -> Option<ContactState> {
        wait(self.store.contact(&self.here, "c1")).unwrap()
    }
}

impl Look for Others {
    fn look(&mut self) {
        if self.contact() != self.before {
            self.failed += u32::from(self.store.flush().is_err());
        }
    }
}

/// A channel that takes every message down.
#[derive(Clone, Debug, Default)]
struct Left(Arc<Mutex<Vec<Key>>>);

impl World for Left {
    async fn perform(&self, outbound: &Outbound) -> Performed {
        self.0.lock().unwrap().push(outbound.effect.key);
        Performed::Done
    }

    fn recognises(&self, _: &Outbound) -> bool {
        false
    }
}

fn event(id: &str, contact: &str, arrival: Arrival) -> Inbound {
    let (id, contact) = (id.into(), contact.into());
    Inbound::new(Incoming { id, at: NOW, contact, known: Vec::new(), arrival })
}

fn opened(contact: &str) -> Inbound {
    let (channel, source) = (Some("web".into()), "contact".into());
    event(&format!("opened/{contact}"), contact, Arrival::Opened { channel, source })
}

fn wrote(contact: &str) -> Inbound {
    let (text, channel) = (Some("Sales".into()), Some("web".into()));
    let message = Message { text, kind: "text".into(), channel };
    event(&format!("wrote/{contact}"), contact, Arrival::Wrote(message))
}

fn published() -> Published {
    let mut sources = Sources::default();
    sources.add("shop.rondel", PROGRAM);
    let (plans, reports) = compile(&sources);
    let found: Vec<_> = reports.iter().map(|report| report.message.clone()).collect();
    Published::load(plans.unwrap_or_else(|| panic!("{found:?}"))).unwrap()
}

#[test]
fn nothing_leaves_or_is_told_that_a_full_disk_undid() {
    let folder = folder();
    let path = folder.path().join("full.db");
    let store = Sqlite::open(&path, Missing::Create).unwrap();
    let here = WorkspaceId("shop".into());
    let others = Others { store: store.clone(), here: here.clone(), before: None, failed: 0 };
    let (others, left) = (Arc::new(Mutex::new(others)), Left::default());
    let watched = || Watched { store: store.clone(), eye: others.clone() };
    let mut engine = Engine::new(published(), watched(), watched(), left.clone()).telling();
    wait(engine.recover(NOW)).unwrap();
    let disk = rusqlite::Connection::open(&path).unwrap();
    let mut told = Vec::new();
    // First something asks the roster before it leaves, then nothing does. What comes with it is taken
    // in with it, and written when it is committed.
    for events in [vec![opened("c1"), opened("c2")], vec![wrote("c1"), opened("c3")]] {
        let said = left.0.lock().unwrap().len();
        {
            let mut others = others.lock().unwrap();
            (others.before, others.failed) = (others.contact(), 0);
        }
        disk.execute_batch(
            "CREATE TRIGGER full BEFORE UPDATE ON inbox BEGIN SELECT RAISE(ABORT, 'full'); END",
        )
        .unwrap();
        let taken = wait(engine.take(events.clone(), NOW));
        assert!(matches!(taken, Err(StoreError::Unavailable(_))), "{taken:?}");
        assert!(others.lock().unwrap().failed > 0);
        assert_eq!(left.0.lock().unwrap().len(), said, "left, and nobody knows");
        disk.execute_batch("DROP TRIGGER full").unwrap();
        assert_eq!(wait(engine.take(events, NOW)), Ok(vec![true, true]));
        told.extend(engine.take_told().into_iter().map(|one| one.logged));
    }
    let mut left = left.0.lock().unwrap().clone();
    assert_eq!(left.len(), 4, "three questions and an answer");
    left.sort_unstable();
    left.dedup();
    assert_eq!(left.len(), 4, "said twice");
    assert_eq!(told, wait(store.log(&here, None)).unwrap());
}
