update acquirer_link set health = '{"open_s": 10, "eliminate_below_permille": 0}'
where institution_id = 3;
insert into link_health (institution_id, link_id, node, state, in_flight, sent, answered,
  unanswered, late, unmatched, rate_milli, p50_ms, p95_ms, approval_rate_permille, saf_depth,
  last_error, breaker, open_until, eliminated_until, window_calls, window_failures, reported_at)
  values
  (3, '01939000-0000-7000-8000-000000000301', 1, 'up', 1, 10, 9, 9, 0, 0, 150, 3, 9, 950, 0,
   null, 'open', '2026-11-25 00:00:30+00', null, 20, 11, '2026-11-25 00:00:00+00');
