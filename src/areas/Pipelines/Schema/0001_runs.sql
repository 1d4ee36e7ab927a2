-- A run: one execution of a pipeline of a release. Open counts the steps and offers that have not ended.
create table pipelines_run (
    id text primary key, mission text not null, environment text not null, pipeline text not null, release text not null,
    state text not null, cause text not null, because text not null, parameters text not null, principal text not null, priority bigint not null,
    team text, open bigint not null, refused bigint not null, batch text, created_at bigint not null, started_at bigint, cancelled_at bigint, ended_at bigint,
    reason text);
create index pipelines_run_all on pipelines_run (mission, environment, id);
create index pipelines_run_pipeline on pipelines_run (mission, environment, pipeline, id);
create index pipelines_run_state on pipelines_run (mission, environment, state, id);
create index pipelines_run_going on pipelines_run (id) where ended_at is null;
create index pipelines_run_team on pipelines_run (mission, environment, team, state) where team is not null and ended_at is null;
create index pipelines_run_batch on pipelines_run (batch, id) where batch is not null;

-- A step of a run, or one of the many that a step fans out into (parent, item). Open counts what it still waits for, bad
-- what of that did not pass.
create table pipelines_step (
    run text not null, name text not null, step text not null, parent text, place bigint not null, item text, state text not null,
    open bigint not null, bad bigint not null, broken bigint not null, transient bigint not null, refused bigint not null, attempts bigint not null,
    cache_key text, taken_from text, progress double precision, progress_note text, started_at bigint, ended_at bigint, reason text, primary key (run, name));
create index pipelines_step_parent on pipelines_step (run, parent) where parent is not null;

-- What a step read, as it was when the run began or when the step was ready.
create table pipelines_input (
    run text not null, step text not null, input text not null, place bigint not null, digest text not null, md5 text not null, size_bytes bigint not null,
    name text not null, product text, primary key (run, step, input, place));
create index pipelines_input_digest on pipelines_input (digest);
create index pipelines_input_product on pipelines_input (product) where product is not null;

-- What a step made; those with a type are offered as products.
create table pipelines_output (
    run text not null, step text not null, of_step text not null, output text not null, place bigint not null, digest text not null, md5 text not null,
    size_bytes bigint not null, name text not null, offered_as text, type text, offer text, product text, reason text, primary key (run, step, output, place));
create index pipelines_output_step on pipelines_output (run, of_step);
create index pipelines_output_digest on pipelines_output (digest);
create index pipelines_output_product on pipelines_output (product) where product is not null;

-- One try of a step. A log of a few lines stands in the row, a longer one in the lake.
create table pipelines_attempt (
    id text primary key, run text not null, step text not null, number bigint not null, node text not null, runner text not null, token bigint not null,
    state text not null, exit_code bigint, reason text, started_at bigint not null, ended_at bigint, processor_ms bigint, peak_bytes bigint,
    read_bytes bigint, written_bytes bigint, log text, log_digest text, log_bytes bigint not null);
create index pipelines_attempt_step on pipelines_attempt (run, step, number);
create index pipelines_attempt_log on pipelines_attempt (log_digest) where log_digest is not null;

-- The log of an attempt that goes on, in pieces; gone when it has ended.
create table pipelines_log (attempt text not null, start bigint not null, bytes text not null, primary key (attempt, start));

-- What was made once, by the digest of everything that went into it. The parts are kept so that a miss can be explained.
create table pipelines_cache (
    key text primary key, mission text not null, pipeline text not null, step text not null, parts text not null, run text not null, made_by text not null, made_at bigint not null);
create index pipelines_cache_step on pipelines_cache (mission, pipeline, step, made_at);
