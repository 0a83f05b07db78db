-- A second person approves a dispatch: what was asked, of exactly which content, and what was decided.
CREATE TABLE approvals (
  id TEXT PRIMARY KEY,
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'sent_back', 'withdrawn')),
  -- SHA-256 over everything that leaves (src/sending/fingerprint.ts)
  content_hash TEXT NOT NULL,
  letters INTEGER NOT NULL,
  -- the rule that asked for it: recipients, document_type, no_right
  why TEXT NOT NULL,
  requested_by TEXT NOT NULL REFERENCES users (id),
  requested_at TEXT NOT NULL,
  request_note TEXT,
  decided_by TEXT REFERENCES users (id),
  decided_at TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX approvals_waiting ON approvals (dispatch_id) WHERE state = 'waiting';
CREATE INDEX approvals_dispatch ON approvals (dispatch_id, requested_at);
CREATE INDEX approvals_decided ON approvals (decided_by, decided_at);

ALTER TABLE document_types ADD COLUMN needs_approval INTEGER NOT NULL DEFAULT 0;

-- One more role: prepares letters that somebody else sends.
CREATE TABLE user_roles_new (
  user_id TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'secretary', 'case_officer', 'preparer', 'leader', 'reader')),
  PRIMARY KEY (user_id, role)
) STRICT, WITHOUT ROWID;
INSERT INTO user_roles_new SELECT user_id, role FROM user_roles;
DROP TABLE user_roles;
ALTER TABLE user_roles_new RENAME TO user_roles;
