insert into evidence_leaf (institution_id, id, kind, subject, at, content) values
  (2, '01937a00-0000-7000-8000-000000000011', 'terminal.bound', 'trm_1',
   '2026-11-21 01:00:00+00', '{"at":"2026-11-21T01:00:00Z"}');
insert into evidence_log (name, origin, verifier_key, size, created_at) values
  ('example', 'shancheng.example/evidence', 'shancheng.example/evidence+00000000+AQ==', 0,
   '2026-11-21 01:00:00+00');
insert into evidence_tile (level, tile_index, hashes) values
  (0, 0, decode(repeat('00', 32), 'hex'));
insert into evidence_bundle (tile_index, entries) values (0, '\x000161');
insert into evidence_checkpoint (size, root, note, at) values
  (0, decode(repeat('00', 32), 'hex'), 'note', '2026-11-21 01:00:00+00');
