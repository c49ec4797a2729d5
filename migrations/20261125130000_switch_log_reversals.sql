-- What was done about each reversal, oldest first: every sending with its answer, and what staff
-- did. At most 100 are kept.
alter table reversal add column steps jsonb not null default '[]';
