//! The links to acquirers that this node holds, kept as the table of links says: new ones are
//! started, changed ones started anew, paused ones stopped.

use crate::acquirers::LinkSettings;
use connect::acquirer::link::{Link, LinkHealth, LinkPhase};
use kernel::{InstitutionId, LinkId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// A link in use.
pub struct AcquirerLink {
    pub id: LinkId,
    pub acquirer: InstitutionId,
    pub settings: LinkSettings,
    pub link: Link,
}

/// The links of this node. Clones share them: handed to the routes that show their health.
#[derive(Clone, Default)]
pub struct Links(Arc<Inner>);

#[derive(Default)]
struct Inner {
    links: RwLock<HashMap<LinkId, Arc<AcquirerLink>>>,
}

impl Links {
    /// A link by its id.
    pub fn get(&self, id: LinkId) -> Option<Arc<AcquirerLink>> {
        self.0.links.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Payments may pass over the link.
    pub fn is_up(&self, id: LinkId) -> bool {
        self.get(id).is_some_and(|link| link.link.state() == LinkPhase::Up)
    }

    /// How a link is doing; `None` when this node does not hold it.
    pub fn health(&self, id: LinkId) -> Option<LinkHealth> {
        self.get(id).map(|link| link.link.health())
    }

    /// All links.
    pub fn all(&self) -> Vec<Arc<AcquirerLink>> {
        self.0.links.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Best state of the links to an acquirer.
    pub fn state_of(&self, acquirer: InstitutionId) -> Option<LinkPhase> {
        let links = self.0.links.read().unwrap_or_else(PoisonError::into_inner);
        let of = links.values().filter(|link| link.acquirer == acquirer);
        of.map(|link| link.link.state()).max_by_key(|state| *state == LinkPhase::Up)
    }

    pub(super) fn put(&self, link: Arc<AcquirerLink>) {
        self.0.links.write().unwrap_or_else(PoisonError::into_inner).insert(link.id, link);
    }

    pub(super) fn take(&self, id: LinkId) -> Option<Arc<AcquirerLink>> {
        self.0.links.write().unwrap_or_else(PoisonError::into_inner).remove(&id)
    }
}
