-- How many pages a received PDF or its readable copy has, so that it is shown in the page; NULL where nobody has counted.
ALTER TABLE message_files ADD COLUMN pages INTEGER;
