-- When the file was last changed as its own computer says it (ms since 1970): another file of the same name and size does not go on
-- where the first stopped. Null where the sender does not say.
ALTER TABLE uploads ADD COLUMN modified INTEGER;
