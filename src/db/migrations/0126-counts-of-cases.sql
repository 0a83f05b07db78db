-- Changes with everything that says which cases somebody sees and in which branches: what was counted under the same mark still holds
-- (archive/case-tree.ts). At random, so that a mark that was rolled back
-- never comes again, in as many bits as a number holds.
CREATE TABLE cases_as_counted (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  mark INTEGER NOT NULL
) STRICT;
INSERT INTO cases_as_counted VALUES (1, random() >> 11);
CREATE TRIGGER counted_cases_made AFTER INSERT ON cases BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_cases_changed AFTER UPDATE OF created_at, confidential, merged_into ON cases BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_cases_gone AFTER DELETE ON cases BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_identifiers_made AFTER INSERT ON case_identifiers BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_identifiers_changed AFTER UPDATE ON case_identifiers BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_identifiers_gone AFTER DELETE ON case_identifiers BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_marks_made AFTER INSERT ON case_marks BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_marks_changed AFTER UPDATE ON case_marks BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_marks_gone AFTER DELETE ON case_marks BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_access_made AFTER INSERT ON case_access BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_access_changed AFTER UPDATE ON case_access BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_access_gone AFTER DELETE ON case_access BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_group_access_made AFTER INSERT ON case_group_access BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_group_access_changed AFTER UPDATE ON case_group_access BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_case_group_access_gone AFTER DELETE ON case_group_access BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_access_grants_made AFTER INSERT ON access_grants BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_access_grants_changed AFTER UPDATE ON access_grants BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
CREATE TRIGGER counted_access_grants_gone AFTER DELETE ON access_grants BEGIN UPDATE cases_as_counted SET mark = random() >> 11; END;
