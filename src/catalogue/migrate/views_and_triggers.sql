-- The statements that make what follows from the tables.
SELECT sql FROM sqlite_schema WHERE type IN ('view', 'trigger') AND sql IS NOT NULL ORDER BY type DESC, name;
