insert into acquirer_link (institution_id, id, name, address, dialect, mac_profile,
  terminal_code, merchant_code, reply_timeout_ms, connect_timeout_ms, echo_after_ms,
  in_flight_max, state, version, created_at, changed_at) values
  (2, '01939000-0000-7000-8000-000000000201', '山城主机', '127.0.0.1:9081', 'pos', 'cup_ecb',
   '00000002', '480265300000001', 8000, 5000, 30000, 8192, 'active', 1,
   '2026-11-01 00:00:00+00', '2026-11-01 00:00:00+00'),
  (3, '01939000-0000-7000-8000-000000000301', '嘉陵主机', '127.0.0.1:9082', 'ascii', 'none',
   '00000003', '480165310000001', 8000, 5000, 30000, 8192, 'paused', 2,
   '2026-11-01 00:00:00+00', '2026-11-02 00:00:00+00');
insert into acquirer_policy (institution_id, version, policy, changed_by, changed_at) values
  (2, 1, '{"serial": "refuse"}', 'system:demo', '2026-11-01 00:00:00+00'),
  (3, 1, '{"distance_max_m": 500}', 'system:demo', '2026-11-01 00:00:00+00');
insert into link_health (institution_id, link_id, node, state, in_flight, sent, answered,
  unanswered, late, unmatched, rate_milli, p50_ms, p95_ms, approval_rate_permille, saf_depth,
  last_error, reported_at) values
  (2, '01939000-0000-7000-8000-000000000201', 1, 'up', 1, 10, 9, 0, 0, 0, 150, 3, 9, 950, 0,
   null, '2026-11-01 00:00:00+00');
insert into routing_version (institution_id, version) values (2, 3), (3, 4);
