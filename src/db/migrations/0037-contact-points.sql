-- Where answers can land: the school's contact points in Digital Post, beside the usual one of the settings.
CREATE TABLE contact_points (
  id TEXT PRIMARY KEY,
  -- what a sender chooses by
  name TEXT NOT NULL UNIQUE,
  -- its id in Digital Post's administration
  point_id TEXT NOT NULL UNIQUE,
  active INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;
-- NULL = the usual one
ALTER TABLE dispatches ADD COLUMN contact_point_id TEXT REFERENCES contact_points (id);
