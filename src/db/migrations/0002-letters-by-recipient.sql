-- "the same person twice" is asked for every row of a dispatch's list
CREATE INDEX letters_recipient ON letters (dispatch_id, recipient_number);
