-- Who may see what, beyond the roles: groups, rights on parts of the archive, confidential cases, restricted types, deputies.
CREATE TABLE user_groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE group_members (
  group_id TEXT NOT NULL REFERENCES user_groups (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_user ON group_members (user_id);
-- A right on a part of the archive. mark: kind:student, class:1.a, branch:<node>, type:<document type>
CREATE TABLE access_grants (
  holder_kind TEXT NOT NULL CHECK (holder_kind IN ('role', 'group', 'user')),
  holder_id TEXT NOT NULL,
  mark TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('read', 'write')),
  given_by TEXT,
  given_at TEXT NOT NULL,
  PRIMARY KEY (holder_kind, holder_id, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_grants_mark ON access_grants (mark);
CREATE TABLE case_group_access (
  case_id TEXT NOT NULL REFERENCES cases (id),
  group_id TEXT NOT NULL REFERENCES user_groups (id),
  level TEXT NOT NULL CHECK (level IN ('read', 'write')),
  given_by TEXT,
  given_at TEXT NOT NULL,
  PRIMARY KEY (case_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_group_access_group ON case_group_access (group_id, case_id);
ALTER TABLE case_access ADD COLUMN level TEXT NOT NULL DEFAULT 'read' CHECK (level IN ('read', 'write'));
-- whoever stands in for somebody sees what that person was named on, for so long (days in Copenhagen, both included)
CREATE TABLE deputies (
  user_id TEXT NOT NULL REFERENCES users (id),
  deputy_id TEXT NOT NULL REFERENCES users (id),
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  PRIMARY KEY (user_id, deputy_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deputies_deputy ON deputies (deputy_id);

-- a confidential case is seen by those named on it alone; a restricted type by those with a right on it
ALTER TABLE cases ADD COLUMN confidential INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cases_confidential ON cases (id) WHERE confidential = 1;
ALTER TABLE document_types ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;

-- The filing plan: a tree. ancestors holds each node with itself and every node above it.
CREATE TABLE filing_plan_nodes (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES filing_plan_nodes (id),
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  description TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX filing_plan_parent ON filing_plan_nodes (parent_id, position, code);
CREATE TABLE filing_plan_ancestors (
  node_id TEXT NOT NULL REFERENCES filing_plan_nodes (id),
  ancestor_id TEXT NOT NULL REFERENCES filing_plan_nodes (id),
  PRIMARY KEY (node_id, ancestor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX filing_plan_descendants ON filing_plan_ancestors (ancestor_id, node_id);
ALTER TABLE cases ADD COLUMN filing_node_id TEXT REFERENCES filing_plan_nodes (id);
CREATE INDEX cases_filing ON cases (filing_node_id) WHERE filing_node_id IS NOT NULL;

-- The marks of a case: what rights on parts of the archive are held against, and what the search index carries.
-- Kept by triggers, whoever writes: a mark that is forgotten is a case seen by the wrong person.
CREATE TABLE case_marks (
  case_id TEXT NOT NULL,
  mark TEXT NOT NULL,
  PRIMARY KEY (case_id, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_marks_mark ON case_marks (mark, case_id);
INSERT INTO case_marks SELECT id, 'kind:' || kind FROM cases;
INSERT INTO case_marks SELECT i.case_id, 'class:' || p.class_name FROM case_identifiers i JOIN people p ON p.cpr = i.number WHERE i.kind = 'cpr' AND p.class_name IS NOT NULL ON CONFLICT DO NOTHING;

CREATE TRIGGER case_marks_made AFTER INSERT ON cases BEGIN
  INSERT INTO case_marks VALUES (NEW.id, 'kind:' || NEW.kind) ON CONFLICT DO NOTHING;
  INSERT INTO case_marks SELECT NEW.id, 'branch:' || ancestor_id FROM filing_plan_ancestors WHERE node_id = NEW.filing_node_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_changed AFTER UPDATE OF kind, filing_node_id ON cases WHEN OLD.kind <> NEW.kind OR OLD.filing_node_id IS NOT NEW.filing_node_id BEGIN
  DELETE FROM case_marks WHERE case_id = NEW.id AND (mark LIKE 'kind:%' OR mark LIKE 'branch:%');
  INSERT INTO case_marks VALUES (NEW.id, 'kind:' || NEW.kind) ON CONFLICT DO NOTHING;
  INSERT INTO case_marks SELECT NEW.id, 'branch:' || ancestor_id FROM filing_plan_ancestors WHERE node_id = NEW.filing_node_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_gone AFTER DELETE ON cases BEGIN DELETE FROM case_marks WHERE case_id = OLD.id; END;
-- a class mark stands as long as any number of the case is that of somebody in the class
CREATE TRIGGER case_marks_numbered AFTER INSERT ON case_identifiers WHEN NEW.kind = 'cpr' BEGIN
  INSERT INTO case_marks SELECT NEW.case_id, 'class:' || class_name FROM people WHERE cpr = NEW.number AND class_name IS NOT NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_renumbered AFTER UPDATE OF case_id, number ON case_identifiers WHEN NEW.kind = 'cpr' BEGIN
  DELETE FROM case_marks WHERE case_id IN (OLD.case_id, NEW.case_id) AND mark LIKE 'class:%';
  INSERT INTO case_marks SELECT i.case_id, 'class:' || p.class_name FROM case_identifiers i JOIN people p ON p.cpr = i.number
    WHERE i.case_id IN (OLD.case_id, NEW.case_id) AND i.kind = 'cpr' AND p.class_name IS NOT NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_unnumbered AFTER DELETE ON case_identifiers WHEN OLD.kind = 'cpr' BEGIN
  DELETE FROM case_marks WHERE case_id = OLD.case_id AND mark LIKE 'class:%';
  INSERT INTO case_marks SELECT i.case_id, 'class:' || p.class_name FROM case_identifiers i JOIN people p ON p.cpr = i.number
    WHERE i.case_id = OLD.case_id AND i.kind = 'cpr' AND p.class_name IS NOT NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_enrolled AFTER INSERT ON people WHEN NEW.class_name IS NOT NULL BEGIN
  INSERT INTO case_marks SELECT case_id, 'class:' || NEW.class_name FROM case_identifiers WHERE kind = 'cpr' AND number = NEW.cpr ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_moved_class AFTER UPDATE OF class_name, cpr ON people WHEN OLD.class_name IS NOT NEW.class_name OR OLD.cpr <> NEW.cpr BEGIN
  DELETE FROM case_marks WHERE mark LIKE 'class:%' AND case_id IN (SELECT case_id FROM case_identifiers WHERE kind = 'cpr' AND number IN (OLD.cpr, NEW.cpr));
  INSERT INTO case_marks SELECT i.case_id, 'class:' || p.class_name FROM case_identifiers i JOIN people p ON p.cpr = i.number
    WHERE i.kind = 'cpr' AND p.class_name IS NOT NULL AND i.case_id IN (SELECT case_id FROM case_identifiers WHERE kind = 'cpr' AND number IN (OLD.cpr, NEW.cpr)) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_left AFTER DELETE ON people BEGIN
  DELETE FROM case_marks WHERE mark LIKE 'class:%' AND case_id IN (SELECT case_id FROM case_identifiers WHERE kind = 'cpr' AND number = OLD.cpr);
  INSERT INTO case_marks SELECT i.case_id, 'class:' || p.class_name FROM case_identifiers i JOIN people p ON p.cpr = i.number
    WHERE i.kind = 'cpr' AND p.class_name IS NOT NULL AND i.case_id IN (SELECT case_id FROM case_identifiers WHERE kind = 'cpr' AND number = OLD.cpr) ON CONFLICT DO NOTHING;
END;
-- a branch that is moved takes its cases with it
CREATE TRIGGER case_marks_branch_joined AFTER INSERT ON filing_plan_ancestors BEGIN
  INSERT INTO case_marks SELECT id, 'branch:' || NEW.ancestor_id FROM cases WHERE filing_node_id = NEW.node_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER case_marks_branch_left AFTER DELETE ON filing_plan_ancestors BEGIN
  DELETE FROM case_marks WHERE mark = 'branch:' || OLD.ancestor_id AND case_id IN (SELECT id FROM cases WHERE filing_node_id = OLD.node_id);
END;
