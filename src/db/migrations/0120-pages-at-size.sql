-- What the first page of every list needs when the archive holds a million letters (scripts/bench search, part `pages`).

-- How many cases there are by each branch of the tree, whoever may see them: 'all', 'year:2026', 'number:cpr', 'class:2.a', 'branch:ID'.
-- The few that somebody does not see are taken off when it is read (archive/case-tree.ts).
CREATE TABLE case_counts (
  key TEXT PRIMARY KEY,
  cases INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO case_counts SELECT 'all', count(*) FROM cases;
INSERT INTO case_counts SELECT 'year:' || substr(created_at, 1, 4), count(*) FROM cases GROUP BY 1;
INSERT INTO case_counts SELECT 'number:' || kind, count(*) FROM case_identifiers WHERE position = 0 GROUP BY 1;
INSERT INTO case_counts SELECT mark, count(*) FROM case_marks WHERE mark BETWEEN 'branch:' AND 'class;' GROUP BY 1;
CREATE TRIGGER case_counts_made AFTER INSERT ON cases BEGIN
  INSERT INTO case_counts VALUES ('all', 1), ('year:' || substr(NEW.created_at, 1, 4), 1) ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_counts_dated AFTER UPDATE OF created_at ON cases BEGIN
  UPDATE case_counts SET cases = cases - 1 WHERE key = 'year:' || substr(OLD.created_at, 1, 4);
  INSERT INTO case_counts VALUES ('year:' || substr(NEW.created_at, 1, 4), 1) ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_counts_gone AFTER DELETE ON cases BEGIN
  UPDATE case_counts SET cases = cases - 1 WHERE key IN ('all', 'year:' || substr(OLD.created_at, 1, 4));
END;
CREATE TRIGGER case_counts_numbered AFTER INSERT ON case_identifiers WHEN NEW.position = 0 BEGIN
  INSERT INTO case_counts VALUES ('number:' || NEW.kind, 1) ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_counts_renumbered AFTER UPDATE OF kind, position ON case_identifiers WHEN OLD.kind <> NEW.kind OR OLD.position <> NEW.position BEGIN
  UPDATE case_counts SET cases = cases - 1 WHERE OLD.position = 0 AND key = 'number:' || OLD.kind;
  INSERT INTO case_counts SELECT 'number:' || NEW.kind, 1 WHERE NEW.position = 0 ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_counts_unnumbered AFTER DELETE ON case_identifiers WHEN OLD.position = 0 BEGIN
  UPDATE case_counts SET cases = cases - 1 WHERE key = 'number:' || OLD.kind;
END;
CREATE TRIGGER case_counts_marked AFTER INSERT ON case_marks WHEN NEW.mark BETWEEN 'branch:' AND 'class;' BEGIN
  INSERT INTO case_counts VALUES (NEW.mark, 1) ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_counts_unmarked AFTER DELETE ON case_marks WHEN OLD.mark BETWEEN 'branch:' AND 'class;' BEGIN
  UPDATE case_counts SET cases = cases - 1 WHERE key = OLD.mark;
END;

-- Which letters stopped, without reading them.
CREATE INDEX letters_stopped ON letters (state, dispatch_id, id) WHERE state IN ('unknown', 'failed');

-- The newest request on a letter that is not destroyed: the one that lists and counts show. Kept, or each would be looked for in every count.
ALTER TABLE signature_requests ADD COLUMN shown INTEGER NOT NULL DEFAULT 1;
UPDATE signature_requests SET shown = 0 WHERE id <> (SELECT n.id FROM signature_requests n WHERE n.letter_id = signature_requests.letter_id ORDER BY n.created_at DESC, n.rowid DESC LIMIT 1)
  OR letter_id IN (SELECT id FROM letters WHERE disposed_at IS NOT NULL);
CREATE INDEX signature_requests_shown ON signature_requests (dispatch_id, state, sign_by, letter_id, id) WHERE shown = 1;
CREATE INDEX signature_requests_open ON signature_requests (state, sign_by, dispatch_id, letter_id, id, signer_kind, signer_number) WHERE shown = 1;
CREATE TRIGGER signature_requests_made AFTER INSERT ON signature_requests BEGIN
  UPDATE signature_requests SET shown = (id = (SELECT n.id FROM signature_requests n WHERE n.letter_id = NEW.letter_id ORDER BY n.created_at DESC, n.rowid DESC LIMIT 1)
    AND (SELECT disposed_at FROM letters WHERE id = NEW.letter_id) IS NULL) WHERE letter_id = NEW.letter_id;
END;
CREATE TRIGGER signature_requests_gone AFTER DELETE ON signature_requests WHEN OLD.shown = 1 BEGIN
  UPDATE signature_requests SET shown = 1 WHERE id = (SELECT n.id FROM signature_requests n WHERE n.letter_id = OLD.letter_id ORDER BY n.created_at DESC, n.rowid DESC LIMIT 1);
END;
CREATE TRIGGER signature_requests_destroyed AFTER UPDATE OF disposed_at ON letters WHEN NEW.disposed_at IS NOT NULL AND OLD.disposed_at IS NULL BEGIN
  UPDATE signature_requests SET shown = 0 WHERE letter_id = NEW.id;
END;

-- Post that lies with somebody, in the order of their list, with all that it is narrowed down by: none is read but those shown.
CREATE INDEX messages_waiting_user ON messages (user_id, due_on IS NULL, due_on, received_at DESC, id, place, disposed_at, opened_at, attachments, sender_kind, kind, signature_id, reply_allowed, answered_at)
  WHERE place = 'assigned' AND disposed_at IS NULL;
CREATE INDEX messages_waiting_group ON messages (group_id, due_on IS NULL, due_on, received_at DESC, id, place, disposed_at, user_id, opened_at, attachments, sender_kind, kind, signature_id, reply_allowed, answered_at)
  WHERE place = 'assigned' AND disposed_at IS NULL;
-- What was done, by whose it was and by case.
CREATE INDEX messages_done_user ON messages (user_id, done_at DESC, id, place, disposed_at) WHERE place = 'done' AND disposed_at IS NULL;
CREATE INDEX messages_done_group ON messages (group_id, done_at DESC, id, place, disposed_at, user_id) WHERE place = 'done' AND disposed_at IS NULL;
CREATE INDEX messages_done_case ON messages (case_id, done_at DESC, id, place, disposed_at, user_id, group_id, document_id) WHERE place = 'done' AND disposed_at IS NULL;
