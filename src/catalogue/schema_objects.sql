-- Everything the file's schema makes, but what SQLite and FTS5 make by themselves.
SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'claim\_fts\_%' ESCAPE '\' AND name NOT LIKE 'work\_fts\_%' ESCAPE '\'
  OR type = 'trigger';
