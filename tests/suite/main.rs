//! The one integration binary: everything that needs more than one module, or the real program.
mod catalogue;
mod example;
mod safety;
mod text_form;
