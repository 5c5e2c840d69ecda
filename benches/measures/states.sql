-- A long catalogue, made by SQL alone: :claims claims in articles of 50, two citations each. Forty in a hundred are reviewed, one of
-- a hundred of those is stale. States are put in as they would be derived.
INSERT INTO person (uid, name, credentials) VALUES ('00000000-0000-7000-8000-000000000001', 'A. Reviewer', 'PT');
CREATE TEMP TABLE number (n INTEGER PRIMARY KEY);
INSERT INTO number WITH RECURSIVE up (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n + 1 < (SELECT most FROM size)) SELECT n FROM up;
INSERT INTO article (uid, key, title, language)
SELECT printf('00000001-0000-7000-8000-%012x', n), printf('article-%06d', n), 'An article', 'en' FROM number WHERE n < (SELECT most / 50 FROM size);
INSERT INTO version (uid, article, n, sha256, text_sha256, imported_at, reader, encoding, original, text, blocks)
SELECT printf('00000002-0000-7000-8000-%012x', n), printf('00000001-0000-7000-8000-%012x', n), 1, printf('%064x', n), printf('%064x', n),
  '2026-01-01T00:00:00Z', 'text', 'utf-8', x'', 'A text.', '[]' FROM number WHERE n < (SELECT most / 50 FROM size);
INSERT INTO claim (uid, article, serial, statement, kind, status, section, because)
SELECT printf('00000003-0000-7000-8000-%012x', n), printf('00000001-0000-7000-8000-%012x', n / 50), 1 + n % 50,
  'Training twice a week for ' || n || ' weeks relieves pain in the knee in about ' || (n % 90 + 1) || '% of adults.',
  CASE n % 4 WHEN 0 THEN 'benefit' WHEN 1 THEN 'prevalence' WHEN 2 THEN 'harm' ELSE 'risk' END, 'accepted', 'Relief', '[]'
FROM number;
INSERT INTO occurrence (uid, claim, article, version, exact, prefix, suffix, "start", "end", count, state)
SELECT printf('00000004-0000-7000-8000-%012x', n), printf('00000003-0000-7000-8000-%012x', n), printf('00000001-0000-7000-8000-%012x', n / 50),
  1, 'A text.', '', '', 0, 7, 1, 'exact' FROM number;
INSERT INTO work (uid, key, doi, csl, seminal)
SELECT printf('00000005-0000-7000-8000-%012x', n), printf('work%d', n), printf('10.5555/w.%d', n), '{"type":"article-journal","title":"A work"}', 0
FROM number WHERE n < (SELECT most / 5 FROM size);
INSERT INTO reference (uid, article, serial, section, printed, csl, work)
SELECT printf('00000006-0000-7000-8000-%012x', n), printf('00000001-0000-7000-8000-%012x', n / 20), 1 + n % 20, 'References', 'A work. 2020.',
  '{"type":"article-journal","title":"A work"}', printf('00000005-0000-7000-8000-%012x', n * 7 % (SELECT most / 5 FROM size))
FROM number WHERE n < (SELECT most * 2 / 5 FROM size);
INSERT INTO citation (uid, claim, reference, origin, state, because)
SELECT printf('00000007-0000-7000-8000-%012x', n * 2 + side), printf('00000003-0000-7000-8000-%012x', n),
  printf('00000006-0000-7000-8000-%012x', n / 50 * 20 + (n % 20 + side * 7) % 20), 'article', 'asserted', '[]'
FROM number CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1);
INSERT INTO review (uid, claim, person, reviewed_on, verdict, signature)
SELECT printf('00000008-0000-7000-8000-%012x', n), printf('00000003-0000-7000-8000-%012x', n), '00000000-0000-7000-8000-000000000001',
  '2026-0' || (1 + n % 9) || '-01', 'supported', '{"statement":"","occurrences":{},"works":{},"texts":{}}' FROM number WHERE n % 5 < 2;
DELETE FROM state_change;
INSERT INTO claim_state (id, article, kind, status, rank, since, whose, assigned, verdict, reviewer, reviewed_on, due_on, sentences, disputed,
  cited, verified, stale, holds, reasons, stale_because)
SELECT claim.id, claim.article, claim.kind, claim.status,
  CASE WHEN n % 5 >= 2 THEN 21 WHEN n % 500 = 0 THEN 6 END, '2026-01-01', CASE WHEN n % 5 < 2 THEN '00000000-0000-7000-8000-000000000001' END,
  0, CASE WHEN n % 5 < 2 THEN 'supported' END, CASE WHEN n % 5 < 2 THEN '00000000-0000-7000-8000-000000000001' END,
  CASE WHEN n % 5 < 2 THEN '2026-0' || (1 + n % 9) || '-01' END, NULL, 1, 0, 1, n % 5 < 2, n % 500 = 0, n % 5 < 2 AND n % 500 <> 0,
  CASE WHEN n % 5 >= 2 THEN '[{"reason":"unreviewed","task":"review","why":"it rests on 2 sources, and nobody has given a verdict","since":"2026-01-01"}]'
    WHEN n % 500 = 0 THEN '[{"reason":"stale","task":"review","why":"since the review of 2026-01-01, a correction was noted on work1","since":"2026-01-01"}]' ELSE '[]' END,
  CASE WHEN n % 500 = 0 THEN '["a correction was noted on work1"]' ELSE '[]' END
FROM number CROSS JOIN claim ON claim.uid = printf('00000003-0000-7000-8000-%012x', n);
