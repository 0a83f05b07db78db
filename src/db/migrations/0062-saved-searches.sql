-- a search that somebody wants to make again, under the name they gave it
ALTER TABLE searches ADD COLUMN name TEXT;
CREATE INDEX searches_named ON searches (user_id, name) WHERE name IS NOT NULL;
