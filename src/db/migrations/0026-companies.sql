-- What the CVR register last answered about a number; NULL = it does not know it. An answer has an age.
CREATE TABLE company_lookups (
  cvr TEXT PRIMARY KEY,
  answer TEXT,
  fetched_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- To whom at a company letters went last: suggested for the next one. JSON as letters.attention.
CREATE TABLE company_contacts (
  cvr TEXT PRIMARY KEY,
  attention TEXT NOT NULL,
  used_by TEXT REFERENCES users (id),
  used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
