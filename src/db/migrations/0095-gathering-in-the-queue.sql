-- Many files that become one document are kept one by one until they are put together: the file itself, what it has become
-- as PDF (the same blob where it was one), and why it cannot be (a reason as JSON). All three are empty once it is done.
ALTER TABLE dispatch_parts ADD COLUMN blob_id TEXT REFERENCES blobs (id);
ALTER TABLE dispatch_parts ADD COLUMN pdf_blob_id TEXT REFERENCES blobs (id);
ALTER TABLE dispatch_parts ADD COLUMN problem TEXT;
