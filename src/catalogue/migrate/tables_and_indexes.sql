-- Every table of a schema, then every index that is no constraint's own, with what makes it.
SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type = 'index', rowid;
