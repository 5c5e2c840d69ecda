UPDATE claimbook.hub SET takes_history = false WHERE takes_history;
