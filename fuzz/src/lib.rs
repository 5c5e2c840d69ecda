//! What the fuzz targets run: the same readers, with the same claims about what they read, as the tests and the measure `--fuzz`.

#[path = "../../tests/suite/read/kept/targets.rs"]
pub mod targets;

/// Gives an input to a target. What has to hold of it is asserted there, so that the fuzzer sees a panic.
pub fn try_input(name: &str, bytes: &[u8]) {
    if let Some(target) = targets::TARGETS.iter().find(|target| target.name == name) {
        (target.read)(bytes);
    }
}
