-- Many runs made one after the other from a list: products, arrivals, earlier runs. Position says where in the list it is.
create table pipelines_batch (
    id text primary key, mission text not null, environment text not null, pipeline text not null, kind text not null, release text not null, asked text not null,
    principal text not null, state text not null, reason text, total bigint not null, placed bigint not null, position text not null, next_at bigint not null,
    created_at bigint not null, ended_at bigint);
create index pipelines_batch_all on pipelines_batch (mission, environment, id);
create index pipelines_batch_going on pipelines_batch (id) where ended_at is null;

-- What a run in shadow made, beside what was made before.
create table pipelines_difference (
    run text not null, step text not null, output text not null, place bigint not null, batch text not null, name text not null, earlier text not null,
    verdict text not null, sentence text not null, examples text not null, primary key (run, step, output, place));
create index pipelines_difference_batch on pipelines_difference (batch, run);

-- Runs in shadow whose outputs were compared.
create table pipelines_compared (run text primary key, batch text not null, reason text);
create index pipelines_compared_batch on pipelines_compared (batch);

-- Pipelines whose own starts wait.
create table pipelines_pause (
    mission text not null, environment text not null, pipeline text not null, paused_by text not null, paused_at bigint not null, reason text not null, is_over bigint not null,
    primary key (mission, environment, pipeline));

-- The nodes that do steps.
create table pipelines_node (
    name text primary key, places bigint not null, started_at bigint not null, seen_at bigint not null, drained_by text, drained_at bigint, reason text);
create index pipelines_attempt_going on pipelines_attempt (node) where ended_at is null;
