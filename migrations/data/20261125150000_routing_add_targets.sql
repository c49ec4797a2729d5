insert into route (institution_id, id, name, priority, state, conditions, acquirer_id, link_id,
  strategy, targets, version, created_by, approved_by, created_at, changed_at) values
  (1, '01939000-0000-7000-8000-000000000103', '借记卡按费用', 30, 'active',
   '{"card_classes": ["debit"], "brands": ["unionpay"], "products": ["card"]}',
   2, '01939000-0000-7000-8000-000000000201', 'cost',
   '[{"acquirer_id": 2, "link_id": "01939000-0000-7000-8000-000000000201", "weight": 70},
     {"acquirer_id": 3, "link_id": "01939000-0000-7000-8000-000000000301", "weight": 30}]',
   1, 'system:demo', 'system:demo', '2026-11-25 00:00:00+00', '2026-11-25 00:00:00+00');
insert into route_version (institution_id, route_id, version, change, name, priority, conditions,
  acquirer_id, link_id, strategy, targets, requested_by, approved_by, approval_id, leaf_id, at)
  values
  (1, '01939000-0000-7000-8000-000000000103', 1, 'create', '借记卡按费用', 30, '{}',
   2, '01939000-0000-7000-8000-000000000201', 'cost',
   '[{"acquirer_id": 2, "link_id": "01939000-0000-7000-8000-000000000201", "weight": 70},
     {"acquirer_id": 3, "link_id": "01939000-0000-7000-8000-000000000301", "weight": 30}]',
   'system:demo', 'system:demo', '01939000-0000-7000-8000-000000000903',
   '01939000-0000-7000-8000-000000000904', '2026-11-25 00:00:00+00');
