-- When a link is left alone because payments fail over it, by the link's own settings; and what
-- each node's breaker last said.

alter table acquirer_link add column health jsonb not null default '{}';

alter table link_health add column breaker text not null default 'closed'
  check (breaker in ('closed', 'open', 'half_open'));
alter table link_health add column open_until timestamptz;
alter table link_health add column eliminated_until timestamptz;
alter table link_health add column window_calls bigint not null default 0;
alter table link_health add column window_failures bigint not null default 0;
