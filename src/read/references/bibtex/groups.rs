//! Groups of JabRef: newer files name them in a field of each entry, older ones list the keys of their entries in a
//! comment, `1 ExplicitGroup:Name\;0\;key1\;key2\;;`.

use std::collections::BTreeMap;

/// The groups of each key that the comments of a file list.
pub(super) fn read_groups(comments: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let metas = comments.iter().filter_map(|comment| comment.trim_start().strip_prefix("jabref-meta:"));
    for meta in metas.filter_map(|meta| meta.trim_start().split_once(':').filter(|(what, _)| what.starts_with("group")))
    {
        // The program breaks its lines after so many letters, wherever that is.
        let joined = meta.1.replace('\n', "");
        for group in joined.split(";;").filter_map(|group| group.split_once("ExplicitGroup:")) {
            let parts: Vec<&str> = group.1.split("\\;").map(str::trim).collect();
            let Some((name, keys)) = parts.split_first().and_then(|(name, rest)| Some((name, rest.get(1..)?))) else {
                continue;
            };
            for key in keys.iter().map(|key| key.trim_end_matches('\\')).filter(|key| !key.is_empty()) {
                groups.entry(key.to_owned()).or_default().push((*name).to_owned());
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_comments_list_keys() {
        let found = read_groups(&[
            "jabref-meta: groupsversion:3;",
            "jabref-meta: groupstree:\n0 AllEntriesGroup:;\n1 ExplicitGroup:Knees\\;0\\;poe20\n01\\;roe2002\\;;\n2 ExplicitGroup:Hips\\;0\\;poe2001\\;;\n",
            "1 ExplicitGroup:No\\;0\\;poe2001\\;;",
        ]);
        assert_eq!(found["poe2001"], ["Knees", "Hips"]);
        assert_eq!(found["roe2002"], ["Knees"]);
    }
}
