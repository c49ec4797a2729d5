update reversal set tries = 1, tried_at = '2026-11-22T00:00:20Z',
  steps = '[{"at": "2026-11-22T00:00:20Z", "step": "sent", "code": "96"}]'
where payment_id = '01900000-0000-7000-8000-000000000401';
