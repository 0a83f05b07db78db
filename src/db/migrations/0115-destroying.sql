-- Disposal carried out: what an approved batch holds is destroyed document by document. Shells of letters, post and signatures
-- stay, without name, number or word, so that what was sent and received is counted as before (src/retention/README.md).
ALTER TABLE letters ADD COLUMN disposed_at TEXT;
ALTER TABLE messages ADD COLUMN disposed_at TEXT;
-- its last letter is destroyed: counted still, seen nowhere
ALTER TABLE dispatches ADD COLUMN disposed_at TEXT;
CREATE INDEX dispatches_living ON dispatches (state, created_at) WHERE disposed_at IS NULL;
-- a case of which nothing is left loses its name and numbers
ALTER TABLE retention_rules ADD COLUMN forget_case INTEGER NOT NULL DEFAULT 0;

-- A request outlives its document as a count.
CREATE TABLE signature_requests_new (
  id TEXT PRIMARY KEY,
  letter_id TEXT NOT NULL REFERENCES letters (id),
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  document_id TEXT REFERENCES documents (id),
  state TEXT NOT NULL CHECK (state IN ('ordered', 'received', 'started', 'signed', 'completed', 'failed', 'cancelled')),
  signer_name TEXT,
  signer_kind TEXT NOT NULL CHECK (signer_kind IN ('cpr', 'cvr')),
  signer_number TEXT NOT NULL,
  sign_by TEXT,
  url TEXT,
  blob_id TEXT NOT NULL REFERENCES blobs (id),
  reason TEXT,
  verdict TEXT,
  refused_blob_id TEXT REFERENCES blobs (id),
  requested_by TEXT REFERENCES users (id),
  created_at TEXT NOT NULL,
  received_at TEXT,
  started_at TEXT,
  signed_at TEXT,
  ended_at TEXT,
  asked_at TEXT,
  updated_at TEXT NOT NULL
) STRICT;
INSERT INTO signature_requests_new SELECT id, letter_id, dispatch_id, document_id, state, signer_name, signer_kind, signer_number, sign_by, url, blob_id, reason, verdict, refused_blob_id,
  requested_by, created_at, received_at, started_at, signed_at, ended_at, asked_at, updated_at FROM signature_requests;
DROP TABLE signature_requests;
ALTER TABLE signature_requests_new RENAME TO signature_requests;
CREATE UNIQUE INDEX signature_requests_letter ON signature_requests (letter_id) WHERE state NOT IN ('failed', 'cancelled');
CREATE INDEX signature_requests_letters ON signature_requests (letter_id, created_at);
CREATE INDEX signature_requests_document ON signature_requests (document_id);
CREATE INDEX signature_requests_dispatch ON signature_requests (dispatch_id, state);
CREATE INDEX signature_requests_state ON signature_requests (state, asked_at);

CREATE TABLE disposal_batches_new (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  -- destroying: the first document is gone, the approval cannot be taken back; destroyed: every document is settled
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'sent_back', 'withdrawn', 'destroying', 'destroyed')),
  content_hash TEXT NOT NULL,
  documents INTEGER NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES users (id),
  proposed_at TEXT NOT NULL,
  note TEXT,
  decided_by TEXT REFERENCES users (id),
  decided_at TEXT,
  decision_note TEXT,
  grace_until TEXT,
  started_at TEXT,
  destroyed_at TEXT,
  -- JSON (retention/types.ts, Certificate), its SHA-256 in the log, and the same as PDF
  certificate TEXT,
  certificate_blob_id TEXT REFERENCES blobs (id)
) STRICT;
INSERT INTO disposal_batches_new (id, number, state, content_hash, documents, proposed_by, proposed_at, note, decided_by, decided_at, decision_note, grace_until)
  SELECT id, number, state, content_hash, documents, proposed_by, proposed_at, note, decided_by, decided_at, decision_note, grace_until FROM disposal_batches;
DROP TABLE disposal_batches;
ALTER TABLE disposal_batches_new RENAME TO disposal_batches;
CREATE INDEX disposal_batches_state ON disposal_batches (state, proposed_at);

CREATE TABLE disposal_batch_documents_new (
  batch_id TEXT NOT NULL REFERENCES disposal_batches (id),
  -- points at nothing once the document is destroyed
  document_id TEXT NOT NULL,
  rule_id TEXT NOT NULL REFERENCES retention_rules (id),
  due TEXT NOT NULL,
  -- 0: the document may be proposed anew, or is no more
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
  -- SHA-256 of what was laid before the second person, of this one document (content.ts)
  content_hash TEXT,
  outcome TEXT CHECK (outcome IN ('destroyed', 'left')),
  -- why it was left alone
  why TEXT,
  settled_at TEXT,
  -- what is said of it afterwards: its case, the name of its type, its year, its letter template's years, JSON [{role, sha256}]
  case_id TEXT,
  type_name TEXT,
  year TEXT,
  template_years INTEGER,
  files TEXT,
  PRIMARY KEY (batch_id, document_id)
) STRICT, WITHOUT ROWID;
INSERT INTO disposal_batch_documents_new (batch_id, document_id, rule_id, due, open) SELECT batch_id, document_id, rule_id, due, open FROM disposal_batch_documents;
DROP TABLE disposal_batch_documents;
ALTER TABLE disposal_batch_documents_new RENAME TO disposal_batch_documents;
CREATE UNIQUE INDEX disposal_batch_documents_open ON disposal_batch_documents (document_id) WHERE open = 1;
CREATE INDEX disposal_batch_documents_case ON disposal_batch_documents (case_id, settled_at) WHERE outcome = 'destroyed';

-- A disposed case to which something comes after all is a case again.
CREATE TRIGGER disposal_case_lives_made AFTER INSERT ON documents WHEN (SELECT status FROM cases WHERE id = NEW.case_id) = 'disposed' BEGIN
  UPDATE cases SET status = 'open', closed_at = NULL WHERE id = NEW.case_id;
END;
CREATE TRIGGER disposal_case_lives_moved AFTER UPDATE OF case_id ON documents WHEN OLD.case_id <> NEW.case_id AND (SELECT status FROM cases WHERE id = NEW.case_id) = 'disposed' BEGIN
  UPDATE cases SET status = 'open', closed_at = NULL WHERE id = NEW.case_id;
END;
