-- A document that is held, itself or through its case, is not taken away in any other way either.
CREATE TRIGGER disposal_hold_keeps BEFORE DELETE ON documents
WHEN EXISTS (SELECT 1 FROM disposal_holds h WHERE h.lifted_at IS NULL AND ((h.subject_kind = 'document' AND h.subject_id = OLD.id) OR (h.subject_kind = 'case' AND h.subject_id = OLD.case_id)))
BEGIN SELECT RAISE(ABORT, 'a document that is held is not deleted'); END;
