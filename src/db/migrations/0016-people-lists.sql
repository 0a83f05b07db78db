-- the changes of an import are looked up by whom they are about
CREATE INDEX people_import_changes_person ON people_import_changes (import_id, person_id);
