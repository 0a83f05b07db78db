-- Whether a person knew that a letter's recipient is dead when they put it into a batch: it is the estate's. One marked
-- afterwards is taken out. Letters that lie in a batch already are asked about anew.
ALTER TABLE paper_letters ADD COLUMN estate INTEGER NOT NULL DEFAULT 0;
