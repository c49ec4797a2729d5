-- Sandboxes of system vendors: a mark on the institution, what was set up for it, and what its
-- partners asked of the API.
alter table institution add column sandbox boolean not null default false;

create table sandbox (
  institution_id int primary key,
  merchant_id uuid not null,
  terminal_id uuid not null,
  partner_id uuid not null,
  opened_at timestamptz not null
);

alter table sandbox enable row level security;
create policy own on sandbox to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on sandbox to shancheng_app;

create table sandbox_request (
  institution_id int not null,
  -- A UUID of version 7 without hyphens: the newest sorts last.
  id text not null check (id ~ '^[0-9a-f]{32}$'),
  at timestamptz not null,
  partner_id uuid not null,
  key_id uuid not null,
  method text not null,
  target text not null,
  request_id text not null,
  status int not null check (status between 100 and 599),
  problem_code text,
  signature text not null check (signature in ('good', 'refused', 'console')),
  -- What the server held the signature against, and the header that said so; of refused ones.
  signature_base text,
  signature_input text,
  idempotency_key text,
  replayed boolean not null,
  -- Shown with masks; the request's body lies sealed beside it, to be sent again.
  request_body text not null,
  response_body text not null,
  body_sealed bytea,
  duration_ms int not null check (duration_ms >= 0),
  replay_of text,
  primary key (institution_id, id)
);
comment on table sandbox_request is 'deletes: a log for developers, kept for a week';

alter table sandbox_request enable row level security;
create policy own on sandbox_request to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, delete on sandbox_request to shancheng_app;
