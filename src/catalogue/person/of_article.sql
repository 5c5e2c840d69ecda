-- An article's people in the order printed.
SELECT
  article_person.uid, article_person.article, article_person.person, article_person.role,
  article_person.position,
  person.uid, person.name, person.credentials, person.contact
FROM article_person JOIN person ON person.uid = article_person.person
WHERE article_person.article = ?
ORDER BY article_person.role, article_person.position;
