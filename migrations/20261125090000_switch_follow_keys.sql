-- Keys change while nodes run: each node looks for what others have changed, and what a new
-- master key makes worthless is destroyed.

create index terminal_session_changed on terminal_session (changed_at, terminal_id);
create index link_key_made on link_key (made_at);

comment on table terminal_key is
  'deletes: the working keys go when their terminal gets a new master key';
grant delete on terminal_key to shancheng_app;
