insert into terminal (institution_id, id, serial, device_type, maker, model, state, tested,
  version, opened_at, changed_at)
values (2, '01900000-0000-7000-8000-000000000301', 'SN00000000000001', '04', '示例厂商', 'P1',
  'registered', false, 1, '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z');
insert into terminal_serial_claim (serial, institution_id, terminal_id)
values ('SN00000000000001', 2, '01900000-0000-7000-8000-000000000301');
insert into terminal_history (institution_id, terminal_id, version, serial, change, from_state,
  to_state, actor, actor_name, note, detail, at)
values (2, '01900000-0000-7000-8000-000000000301', 1, 'SN00000000000001', 'registered', null,
  'registered', 'system:data', 'data', '', '{}', '2026-11-22T00:00:00Z');
insert into makers_report (institution_id, id, file_name, rows_total, created_by, created_at)
values (2, '01900000-0000-7000-8000-000000000302', 'report.csv', 1, 'system:data',
  '2026-11-22T00:00:00Z');
insert into makers_report_row (institution_id, report_id, serial, maker, model, device_type,
  acquirer_code, reported_at)
values (2, '01900000-0000-7000-8000-000000000302', 'SN00000000000001', '示例厂商', 'P1', '04',
  '48026530', '2026-11-22T00:00:00Z');
