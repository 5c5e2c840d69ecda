//! Reading the XML of CSL: styles and locales.

/// The style or locale that the XML means. It is read by our own copy of quick-xml: the older one that citationberg brings takes a
/// time that grows with the square of the attributes of an element (RUSTSEC-2026-0194).
pub(super) fn parse<T: serde::de::DeserializeOwned>(xml: &str) -> Result<T, String> {
    let mut reader = quick_xml::de::Deserializer::from_str(xml);
    let mut track = serde_path_to_error::Track::new();
    T::deserialize(serde_path_to_error::Deserializer::new(&mut reader, &mut track))
        .map_err(|e| format!("{e} at {}", track.path()))
}
