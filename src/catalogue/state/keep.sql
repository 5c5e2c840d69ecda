-- Keeps a claim's state.
INSERT INTO claim_state (id, article, kind, status, rank, since, whose, assigned, verdict, reviewer, reviewed_on, due_on,
  sentences, disputed, cited, verified, stale, holds, reasons, stale_because)
SELECT id, :article, :kind, :status, :rank, :since, :whose, :assigned, :verdict, :reviewer, :reviewed_on, :due_on,
  :sentences, :disputed, :cited, :verified, :stale, :holds, :reasons, :stale_because
FROM claim WHERE uid = :claim;
