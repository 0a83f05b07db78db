-- A letter template: how letters of a kind look, so that the next upload of them is recognised, and what is chosen for them.
-- It holds no letter: lines that stand in every letter alike, and of few letters only what they hash to.
CREATE TABLE letter_templates (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- JSON Fingerprint (sending/templates/types.ts); NULL = it is only ever chosen by hand
  fingerprint TEXT,
  -- JSON Places: where recipient, title and date stand
  places TEXT,
  title TEXT NOT NULL,
  -- the title is read from where it stands in the letters
  title_from_letter INTEGER NOT NULL DEFAULT 0,
  document_type_id TEXT REFERENCES document_types (id),
  -- years the documents are kept; NULL = as their document type says
  retention_years INTEGER,
  reply_allowed INTEGER NOT NULL DEFAULT 0,
  -- days from the day of sending until an answer is wanted, and until it must be signed
  reply_days INTEGER,
  contact_point_id TEXT,
  signature_required INTEGER NOT NULL DEFAULT 0,
  sign_days INTEGER,
  signers TEXT,
  remove_cpr INTEGER NOT NULL DEFAULT 1,
  cost_code TEXT,
  department TEXT,
  approval_demanded INTEGER NOT NULL DEFAULT 0,
  uses INTEGER NOT NULL DEFAULT 0,
  used_at TEXT,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE TABLE template_attachments (
  id TEXT PRIMARY KEY,
  template_id TEXT NOT NULL REFERENCES letter_templates (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  filename TEXT NOT NULL,
  mime TEXT NOT NULL,
  blob_id TEXT NOT NULL REFERENCES blobs (id),
  pages INTEGER
) STRICT;
CREATE INDEX template_attachments_template ON template_attachments (template_id, position);

-- JSON Layout: how this document's letters look; destroyed with the merge file
ALTER TABLE dispatches ADD COLUMN layout TEXT;
ALTER TABLE dispatches ADD COLUMN template_id TEXT REFERENCES letter_templates (id);
-- JSON Recognition: why the template was recognised; NULL = a person has chosen it
ALTER TABLE dispatches ADD COLUMN template_why TEXT;
-- JSON: what the options were before the template filled them, for the day it is left
ALTER TABLE dispatches ADD COLUMN template_before TEXT;
-- a person has said that it is none of that kind
ALTER TABLE dispatches ADD COLUMN template_left INTEGER NOT NULL DEFAULT 0;
-- it came with the template and goes with it
ALTER TABLE dispatch_attachments ADD COLUMN of_template INTEGER NOT NULL DEFAULT 0;
