//! Identifiers other than DOIs, with their check digits (REGISTRIES: PMID, PMCID, ISBN, ISSN, NBK, arXiv, ORCID).
