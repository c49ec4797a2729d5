insert into job (institution_id, id, kind, key, payload, state, due_at, tries, error, created_at)
values
  (1, '01937a00-0000-7000-8000-000000000001', 'jobs.retention', 'jobs.retention', '{}', 'queued',
   '2026-11-22 01:00:00+00', 0, null, '2026-11-21 01:00:00+00'),
  (2, '01937a00-0000-7000-8000-000000000002', 'merchants.import', null, '{"import": "x"}', 'dead',
   '2026-11-22 01:00:00+00', 8, 'row 3: no such division', '2026-11-21 01:00:00+00');
insert into job_try (institution_id, job_id, number, started_at, ended_at, outcome, error) values
  (2, '01937a00-0000-7000-8000-000000000002', 1, '2026-11-21 01:00:00+00',
   '2026-11-21 01:00:01+00', 'failed', 'row 3: no such division');
insert into schedule_claim (name, next_at) values ('jobs.retention', '2026-11-22 01:00:00+00');
insert into outbox (institution_id, id, name, aggregate, at, data) values
  (2, '01937a00-0000-7000-8000-000000000003', 'terminal.bound', 'trm_1', '2026-11-21 01:00:00+00', '{}');
insert into outbox_log (institution_id, position, id, name, aggregate, at, data, relayed_at) values
  (2, 1, '01937a00-0000-7000-8000-000000000004', 'terminal.bound', 'trm_1',
   '2026-11-21 01:00:00+00', '{}', '2026-11-21 01:00:00+00');
insert into outbox_head (institution_id, position) values (2, 1);
insert into outbox_cursor (institution_id, subscriber, position, lease_until) values
  (2, 'webhooks', 1, '2026-11-21 01:00:00+00');
insert into outbox_parked
  (institution_id, subscriber, position, event_id, aggregate, state, tries, due_at, error, parked_at)
values (2, 'analytics', 1, '01937a00-0000-7000-8000-000000000004', 'trm_1', 'waiting', 1,
  '2026-11-21 01:00:02+00', 'not yet', '2026-11-21 01:00:00+00');
insert into webhook
  (institution_id, id, url, events, state, key_id, public_key, key_sealed, created_at)
values (2, '01937a00-0000-7000-8000-000000000005', 'https://partner.example/hook',
  '{terminal.*}', 'active', 'whk', 'AAAA', '\x00', '2026-11-21 01:00:00+00');
insert into webhook_delivery
  (institution_id, id, webhook_id, event_id, event_name, aggregate, position, body, state, due_at,
   created_at)
values (2, '01937a00-0000-7000-8000-000000000006', '01937a00-0000-7000-8000-000000000005',
  '01937a00-0000-7000-8000-000000000004', 'terminal.bound', 'trm_1', 1, '{}', 'pending',
  '2026-11-21 01:00:00+00', '2026-11-21 01:00:00+00');
insert into webhook_try (institution_id, delivery_id, number, at, duration_ms, status) values
  (2, '01937a00-0000-7000-8000-000000000006', 1, '2026-11-21 01:00:00+00', 12, 500);
