insert into institution (id, code, name, short_name, kind, state, created_at) values
  (1, '00010000', '网络分公司', '网络', 'network_branch', 'active', '2026-11-01 00:00:00+00'),
  (2, '48026530', '山城银行', '山城', 'bank', 'active', '2026-11-01 00:00:00+00'),
  (3, '48016531', '嘉陵支付', '嘉陵', 'payment_institution', 'active', '2026-11-01 00:00:00+00'),
  (4, '48036532', '两江商服', '两江', 'acquirer', 'active', '2026-11-01 00:00:00+00'),
  (5, '48046533', '云桥软件', '云桥', 'system_vendor', 'active', '2026-11-01 00:00:00+00');
