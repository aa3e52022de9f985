//! Public ids and address segments from names.
