-- An article's people in the order printed.
SELECT
  article_person.uid, article_person.article, article_person.person, article_person.role,
  article_person.position,
  person.uid, person.name, person.credentials, person.contact, person.declared_id, person.merged_into,
  person.retired_on
FROM article_person
JOIN person AS named ON named.uid = article_person.person
JOIN person ON person.uid = coalesce(named.merged_into, named.uid)
WHERE article_person.article = ?
ORDER BY article_person.role, article_person.position;
