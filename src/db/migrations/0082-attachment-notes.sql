-- What a person is told of an attachment that was made into PDF (JSON): what was left out, and the numbers its pages do not show.
ALTER TABLE attachment_files ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE attachment_files ADD COLUMN hidden TEXT NOT NULL DEFAULT '[]';
