//! The gateway and the routes below the platforms, on a real database, through the router.

mod access;
