//! Floor 5: what will be published.

pub mod words;
pub mod route;
pub mod directory;
pub mod html;
pub mod markup;
pub mod view;
pub mod asset;
pub mod theme;
pub mod page;
pub mod feed;
pub mod sitemap;
