//! The plan of small documents, built by hand.
