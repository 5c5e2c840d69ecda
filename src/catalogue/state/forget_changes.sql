-- Every state is derived.
DELETE FROM state_change;
