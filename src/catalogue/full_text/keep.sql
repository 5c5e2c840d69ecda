-- Keeps a paragraph of an article.
INSERT INTO passage (pmcid, position, section, paragraph, text) VALUES (?, ?, ?, ?, ?);
