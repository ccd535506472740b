//! The tables, and how older files become newer ones.

/// What tells a store from other SQLite files: the letters `Rndl`.
pub(super) const APPLICATION: i32 = 0x526E_646C;

/// One script for each version of the form, from the first on. A file says in `user_version` how
/// many of them it has seen.
pub(super) const MIGRATIONS: &[&str] = &["
CREATE TABLE roster (
  workspace TEXT NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL,
  change TEXT NOT NULL, PRIMARY KEY (workspace, kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE rosters (
  workspace TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, last_turn INTEGER NOT NULL,
  sequence INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE replies (
  workspace TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, reply TEXT NOT NULL,
  PRIMARY KEY (workspace, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX replies_by_age ON replies (workspace, at);
CREATE TABLE contacts (
  workspace TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, due INTEGER,
  due_order INTEGER, email TEXT, phone TEXT, born INTEGER NOT NULL, runs INTEGER NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_by_due ON contacts (workspace, due, due_order) WHERE due IS NOT NULL;
CREATE INDEX contacts_by_email ON contacts (workspace, email, born) WHERE email IS NOT NULL;
CREATE INDEX contacts_by_phone ON contacts (workspace, phone, born) WHERE phone IS NOT NULL;
CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY, workspace TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
  contact TEXT, event TEXT, why TEXT
) STRICT;
CREATE UNIQUE INDEX inbox_by_id ON inbox (workspace, id);
CREATE INDEX inbox_to_do ON inbox (workspace, seq) WHERE event IS NOT NULL AND why IS NULL;
CREATE INDEX inbox_by_moment ON inbox (workspace, at);
CREATE INDEX inbox_dead ON inbox (workspace, seq) WHERE why IS NOT NULL;
CREATE TABLE outbox (
  workspace TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL, doubt INTEGER NOT NULL,
  effect TEXT NOT NULL, PRIMARY KEY (workspace, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE log (
  seq INTEGER PRIMARY KEY, workspace TEXT NOT NULL, contact TEXT, entry TEXT NOT NULL
) STRICT;
CREATE TABLE plans (
  seq INTEGER PRIMARY KEY, workspace TEXT NOT NULL, workflow TEXT NOT NULL,
  version TEXT NOT NULL, plan TEXT NOT NULL, UNIQUE (workspace, workflow, version)
) STRICT;
CREATE INDEX log_by_contact ON log (workspace, contact, seq);
", "
ALTER TABLE outbox ADD COLUMN worker TEXT NOT NULL DEFAULT 'main';
ALTER TABLE outbox ADD COLUMN owed TEXT;
UPDATE outbox SET owed = json_extract(effect, '$.contact');
CREATE INDEX outbox_by_contact ON outbox (workspace, owed, seq) WHERE owed IS NOT NULL;
", "
DROP INDEX inbox_by_moment;
", "
CREATE TABLE known (
  seq INTEGER PRIMARY KEY, workspace TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
  due INTEGER, due_order INTEGER, email TEXT, phone TEXT, born INTEGER NOT NULL, runs INTEGER NOT NULL,
  state TEXT NOT NULL, UNIQUE (workspace, id)
) STRICT;
INSERT INTO known (workspace, id, version, due, due_order, email, phone, born, runs, state)
  SELECT workspace, id, version, due, due_order, email, phone, born, runs, state FROM contacts;
DROP TABLE contacts;
ALTER TABLE known RENAME TO contacts;
CREATE INDEX contacts_by_due ON contacts (workspace, due, due_order) WHERE due IS NOT NULL;
CREATE INDEX contacts_by_email ON contacts (workspace, email, born) WHERE email IS NOT NULL;
CREATE INDEX contacts_by_phone ON contacts (workspace, phone, born) WHERE phone IS NOT NULL;
CREATE TABLE given (
  seq INTEGER PRIMARY KEY, workspace TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
  reply TEXT NOT NULL, UNIQUE (workspace, key)
) STRICT;
INSERT INTO given (workspace, key, at, reply) SELECT workspace, key, at, reply FROM replies ORDER BY at;
DROP TABLE replies;
ALTER TABLE given RENAME TO replies;
CREATE INDEX replies_by_age ON replies (workspace, at);
", "
CREATE TABLE redo (done INTEGER NOT NULL, store INTEGER NOT NULL) STRICT;
INSERT INTO redo VALUES (0, random());
"];
