-- A rule may lead to several targets, which share its payments. `acquirer_id` and `link_id` stay
-- the first target's as long as the program before this one may still read them; a row that it
-- has written has no targets and leads to those two.

alter table route add column strategy text not null default 'weight'
  check (strategy in ('in_order', 'weight', 'cost'));
alter table route add column targets jsonb not null default '[]';

alter table route_version add column strategy text not null default 'weight'
  check (strategy in ('in_order', 'weight', 'cost'));
alter table route_version add column targets jsonb not null default '[]';
