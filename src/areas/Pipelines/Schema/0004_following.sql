-- Runs in the order in which they ended, for shadows that follow.
create index pipelines_run_followed on pipelines_run (mission, environment, pipeline, ended_at, id) where ended_at is not null;

-- The run that a run repeats.
alter table pipelines_run add column repeats text;
create index pipelines_run_repeats on pipelines_run (repeats) where repeats is not null;
