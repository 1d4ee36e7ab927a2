-- When a pipeline is next due by its times.
create table pipelines_due (
    mission text not null, environment text not null, pipeline text not null, times text not null, due_at bigint not null, primary key (mission, environment, pipeline, times));

-- Products that wait for others that belong with them (member is the value they share).
create table pipelines_gathered (
    mission text not null, environment text not null, pipeline text not null, types text not null, member text not null, type text not null, product text not null,
    gathered_at bigint not null, primary key (mission, environment, pipeline, types, member, type, product));

-- Runs whose time is over, oldest first.
create index pipelines_run_ended on pipelines_run (ended_at) where ended_at is not null;
create index pipelines_cache_run on pipelines_cache (run);
