#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claimbook_fuzz::try_input("nbib", bytes));
