-- The classes of the register are counted in the order of their names, without reading the people.
CREATE INDEX people_classes ON people (class_name, left_on, cpr) WHERE kind = 'student' AND class_name IS NOT NULL;
-- Whose letters can be answered: asked of every letter of a case when its conversations are shown.
CREATE INDEX dispatches_answerable ON dispatches (id) WHERE reply_allowed = 1;
-- The letters that answer something, and the post that belongs to a conversation begun by something else: few of all there are.
CREATE INDEX letters_answering ON letters (id, answers_message_id) WHERE answers_message_id IS NOT NULL;
CREATE INDEX messages_in_threads ON messages (thread_id) WHERE thread_id <> id;
