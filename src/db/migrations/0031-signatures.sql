-- Who is asked to sign a letter, as the whole dispatch has it: the recipient, the custody holders who get a copy, or both.
ALTER TABLE dispatches ADD COLUMN signers TEXT NOT NULL DEFAULT 'recipient' CHECK (signers IN ('recipient', 'guardians', 'both'));

-- One request for one person's signature on one letter; its id is its id at the signing service. ordered: to be asked for.
-- received: the service has it. started: the person has opened it. signed: signed there, not fetched and judged yet.
-- completed: the signed PDF is filed. failed, cancelled: ended without; a new request may follow.
CREATE TABLE signature_requests (
  id TEXT PRIMARY KEY,
  letter_id TEXT NOT NULL REFERENCES letters (id),
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  state TEXT NOT NULL CHECK (state IN ('ordered', 'received', 'started', 'signed', 'completed', 'failed', 'cancelled')),
  signer_name TEXT,
  signer_kind TEXT NOT NULL CHECK (signer_kind IN ('cpr', 'cvr')),
  signer_number TEXT NOT NULL,
  sign_by TEXT,
  -- where the person signs; NULL until the service has answered
  url TEXT,
  -- what was sent to be signed
  blob_id TEXT NOT NULL REFERENCES blobs (id),
  -- JSON {key, values}: why it is where it is
  reason TEXT,
  -- JSON SignedVerdict of what came back, with the words of no one
  verdict TEXT,
  -- a file that came back and was not taken for signed: kept apart, never filed
  refused_blob_id TEXT REFERENCES blobs (id),
  -- who is told
  requested_by TEXT REFERENCES users (id),
  created_at TEXT NOT NULL,
  received_at TEXT,
  started_at TEXT,
  signed_at TEXT,
  ended_at TEXT,
  asked_at TEXT,
  updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX signature_requests_letter ON signature_requests (letter_id) WHERE state NOT IN ('failed', 'cancelled');
CREATE INDEX signature_requests_letters ON signature_requests (letter_id, created_at);
CREATE INDEX signature_requests_document ON signature_requests (document_id);
CREATE INDEX signature_requests_dispatch ON signature_requests (dispatch_id, state);
CREATE INDEX signature_requests_state ON signature_requests (state, asked_at);

-- A letter that reminds of another letter's signature and carries its link.
CREATE TABLE signature_reminders (
  letter_id TEXT PRIMARY KEY,
  for_letter_id TEXT NOT NULL REFERENCES letters (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX signature_reminders_for ON signature_reminders (for_letter_id);
