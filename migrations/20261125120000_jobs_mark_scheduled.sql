-- Jobs that the clock queues are told from those that somebody's deed queued: lists can leave
-- them out, and a run that found nothing to do leaves no row.
alter table job add column scheduled boolean not null default false;
update job set scheduled = true where key in (select name from schedule_claim);
comment on table job is
  'deletes: jobs that ended well, after their retention; runs of the clock that did nothing';
