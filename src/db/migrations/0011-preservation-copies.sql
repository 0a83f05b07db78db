-- A PDF/A beside each letter that has left, made when the box has time. waiting; made; kept: the letter as it left stands
-- alone, and why.
CREATE TABLE preservation_copies (
  document_id TEXT PRIMARY KEY REFERENCES documents (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'made', 'kept')),
  reason TEXT,
  settled_at TEXT
) STRICT;
CREATE INDEX preservation_waiting ON preservation_copies (document_id) WHERE state = 'waiting';
INSERT INTO preservation_copies (document_id, state) SELECT id, 'waiting' FROM documents WHERE direction = 'sent' AND status IN ('handed_over', 'delivered');
