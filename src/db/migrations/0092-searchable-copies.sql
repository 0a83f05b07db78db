-- Why a document or message whose pages were read by OCR has no searchable PDF beside it; NULL: it has one, or needs none.
ALTER TABLE documents ADD COLUMN searchable_reason TEXT;
ALTER TABLE messages ADD COLUMN searchable_reason TEXT;
