-- This file goes on under another writer, whose uid bears the time at which that began.
UPDATE meta SET value = CASE key WHEN 'writer' THEN ?1 ELSE ?2 END WHERE key IN ('writer', 'made_at');
