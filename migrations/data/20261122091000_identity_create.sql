insert into login_claim (login, institution_id, person_id) values
  ('first@network', 1, '01990000-0000-7000-8000-000000000001');
insert into person (institution_id, id, login, name, roles, state, password_hash,
  password_changed_at, must_change_password, created_at) values
  (1, '01990000-0000-7000-8000-000000000001', 'first@network', '首任管理员', '{network_admin}',
   'active', '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAA', '2026-01-05 08:00+08', false,
   '2026-01-05 08:00+08');
insert into session (institution_id, id, person_id, token_hash, address, agent, created_at,
  last_seen_at, idle_until, expires_at) values
  (1, '01990000-0000-7000-8000-000000000002', '01990000-0000-7000-8000-000000000001', '\x01',
   '127.0.0.1', 'test', '2026-01-05 08:00+08', '2026-01-05 08:00+08', '2026-01-05 08:30+08',
   '2026-01-05 20:00+08');
insert into partner (institution_id, id, name, roles, state, rate_per_s, burst, created_at) values
  (1, '01990000-0000-7000-8000-000000000003', '云桥网关', '{auditor}', 'active', 20, 40,
   '2026-01-05 08:00+08');
insert into partner_key_claim (key_id, institution_id, partner_id) values
  ('01990000-0000-7000-8000-000000000004', 1, '01990000-0000-7000-8000-000000000003');
insert into partner_key (institution_id, id, partner_id, label, algorithm, public_key,
  fingerprint, state, created_at) values
  (1, '01990000-0000-7000-8000-000000000004', '01990000-0000-7000-8000-000000000003', '2026',
   'ed25519', '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=', 'ff', 'active',
   '2026-01-05 08:00+08');
insert into approval (institution_id, id, kind, target, payload, state, requested_by,
  requested_name, requested_at, expires_at) values
  (1, '01990000-0000-7000-8000-000000000005', 'route.change', 'rte_x', '{}', 'pending', 'per_x',
   '某人', '2026-01-05 08:00+08', '2026-01-08 08:00+08');
insert into audit_head (institution_id, number, hash) values (1, 0, '');
