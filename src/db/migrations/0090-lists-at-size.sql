-- What lists need when the archive holds a million letters.
CREATE INDEX documents_case_type ON documents (case_id, document_type_id);
CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;
