-- People who have died or left the country, as far as the school knows, and from which day.
ALTER TABLE people ADD COLUMN mark TEXT CHECK (mark IN ('dead', 'abroad'));
ALTER TABLE people ADD COLUMN mark_on TEXT;
CREATE INDEX people_marked ON people (mark, cpr) WHERE mark IS NOT NULL;
-- For whose estate a person chose this way: the number of a recipient who was marked dead when it was chosen.
ALTER TABLE letter_paths ADD COLUMN estate_of TEXT;
