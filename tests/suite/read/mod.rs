//! Files in: articles, reference lists, reference files, sheets.

mod articles;
mod asides;
mod bibtex;
mod bylines;
mod copied_lists;
mod docx;
mod edges_of_lists;
mod html;
mod jats;
mod kept;
mod kinds_of_files;
mod lists_in_formats;
mod markdown;
mod markers;
mod pages_of_builders;
mod printed;
mod reference_files;
mod repeated_notes;
mod same_in_each_format;
mod unread;
