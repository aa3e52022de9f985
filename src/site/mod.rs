//! Floor 5: what will be published.

pub mod words;
pub mod tags;
pub mod route;
pub mod bonds;
pub mod directory;
pub mod html;
pub mod markup;
pub mod view;
pub mod asset;
pub mod theme;
pub mod page;
pub mod xml;
pub mod say;
pub mod feed;
pub mod filter;
pub mod calendar;
pub mod sitemap;
pub mod readme;
pub mod redirect;
pub mod export;
pub mod linked;
pub mod beside;
