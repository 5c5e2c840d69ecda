UPDATE claimbook.hub SET takes_history = true;
