-- The cases of somebody who sees some: each looked up by its id in an index that also has what they are ordered and counted by.
CREATE INDEX cases_listed ON cases (id, sort_title, created_at) WHERE merged_into IS NULL;
