-- Whether the row that is kept of a claim says this, every column of it.
SELECT EXISTS (
  SELECT 1 FROM claim CROSS JOIN claim_state ON claim_state.id = claim.id
  WHERE claim.uid = :claim
    AND claim_state.article IS :article AND claim_state.kind IS :kind AND claim_state.status IS :status
    AND claim_state.rank IS :rank AND claim_state.since IS :since AND claim_state.whose IS :whose
    AND claim_state.assigned IS :assigned AND claim_state.verdict IS :verdict AND claim_state.reviewer IS :reviewer
    AND claim_state.reviewed_on IS :reviewed_on AND claim_state.due_on IS :due_on
    AND claim_state.sentences IS :sentences AND claim_state.disputed IS :disputed AND claim_state.cited IS :cited
    AND claim_state.verified IS :verified AND claim_state.stale IS :stale AND claim_state.holds IS :holds
    AND claim_state.reasons IS :reasons AND claim_state.stale_because IS :stale_because);
