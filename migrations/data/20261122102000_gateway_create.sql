insert into idempotency_key (institution_id, caller, key, request_hash, created_at, expires_at,
  status, body) values
  (1, 'per_x', 'first', '\x01', '2026-01-05 08:00+08', '2026-01-12 08:00+08', 200, '{}');
insert into signature_nonce (institution_id, key_id, nonce, expires_at) values
  (1, '01990000-0000-7000-8000-000000000004', 'nonce-0001', '2026-01-05 08:10+08');
