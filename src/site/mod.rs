//! Floor 5: what will be published.

pub mod html;
pub mod markup;
pub mod view;
