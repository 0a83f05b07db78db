-- A case's own type (not one of the four that come with the box) is a criterion of a search: the indexes hear of the cases that have one.
INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'case', c.id FROM cases c, search_indexes i WHERE c.type_id <> c.kind;
INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM cases c JOIN documents d ON d.case_id = c.id, search_indexes i WHERE c.type_id <> c.kind;
