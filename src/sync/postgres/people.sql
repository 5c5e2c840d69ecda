SELECT role, person FROM claimbook.permission ORDER BY role, person;
