-- What has passed its day on a few cases, held or hidden, without reading all that lies on them.
CREATE INDEX documents_disposal_case ON documents (case_id, disposal_date, id) WHERE disposal_date IS NOT NULL;
