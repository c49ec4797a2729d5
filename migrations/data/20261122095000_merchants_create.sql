insert into merchant (institution_id, id, code, name, short_name, kind, uscc, mcc, division_code,
  address, latitude_e6, longitude_e6, datum, settlement_sealed, settlement_token,
  settlement_masked, settlement_bank, phone_sealed, phone_token, phone_masked, acquirer_ids,
  state, version, created_at, changed_at)
values (2, '01900000-0000-7000-8000-000000000201', '002653058120001', '山城老火锅（示例）', '山城老火锅',
  'enterprise', '91500103MA5U0000XX', '5812', '500103', '渝中区示例路1号', 29557700, 106577000,
  'wgs84', '\x00', '\x01', '622202******0001', '示例银行', '\x00', '\x02', '138****0001', '{2}',
  'active', 1, '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z');
insert into merchant_code_claim (merchant_code, institution_id, merchant_id)
values ('002653058120001', 2, '01900000-0000-7000-8000-000000000201');
insert into merchant_code_counter (institution_id, prefix, used) values (2, '00265305812', 1);
insert into merchant_history (institution_id, merchant_id, version, change, from_state, to_state,
  actor, actor_name, note, detail, at)
values (2, '01900000-0000-7000-8000-000000000201', 1, 'created', null, 'active', 'system:data', 'data', '',
  '{}', '2026-11-22T00:00:00Z');
insert into store (institution_id, id, merchant_id, code, name, address, division_code, mcc,
  latitude_e6, longitude_e6, datum, acquirer_ids, state, version, created_at, changed_at)
values (2, '01900000-0000-7000-8000-000000000202', '01900000-0000-7000-8000-000000000201', 'S001',
  '解放碑店（示例）', '渝中区示例路1号', '500103', '5812', 29557700, 106577000, 'wgs84', '{2}',
  'active', 1, '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z');
insert into merchant_contract (institution_id, id, merchant_id, acquirer_id,
  acquirer_merchant_code, mode, products, from_day, state, created_at)
values (2, '01900000-0000-7000-8000-000000000203', '01900000-0000-7000-8000-000000000201', 2,
  '002653058120001', 'own', '{card}', '2026-11-22', 'active', '2026-11-22T00:00:00Z');
insert into bulk_import (institution_id, id, kind, file_name, format, dry_run, state, rows_total,
  rows_done, errors, errors_total, requested_by, requested_name, created_at, ended_at)
values (2, '01900000-0000-7000-8000-000000000204', 'merchants', 'merchants.csv', 'csv', false,
  'done', 1, 1, '[]', 0, 'system:data', 'data', '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z');
