insert into job (institution_id, id, kind, key, payload, state, due_at, tries, scheduled, created_at)
values (1, '01937a00-0000-7000-8000-000000000021', 'ledger.expire', 'ledger.expire', '{}', 'queued',
  '2026-11-25 01:00:00+00', 0, true, '2026-11-25 01:00:00+00');
