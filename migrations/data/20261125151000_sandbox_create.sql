insert into sandbox (institution_id, merchant_id, terminal_id, partner_id, opened_at)
values (5, '01900000-0000-7000-8000-000000000501', '01900000-0000-7000-8000-000000000502',
  '01900000-0000-7000-8000-000000000503', '2026-11-25T00:00:00Z');
insert into sandbox_request (institution_id, id, at, partner_id, key_id, method, target,
  request_id, status, signature, replayed, request_body, response_body, duration_ms)
values (5, '01900000000070008000000000000504', '2026-11-25T00:00:00Z',
  '01900000-0000-7000-8000-000000000503', '01900000-0000-7000-8000-000000000505', 'GET',
  '/api/v1/payments/orders', 'r1', 200, 'good', false, '', '{}', 3);
