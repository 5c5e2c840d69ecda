-- Takes away what was kept of an article, before it is kept anew.
DELETE FROM passage WHERE pmcid = ?;
