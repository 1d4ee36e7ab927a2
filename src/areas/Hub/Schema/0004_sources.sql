-- One row for each source that works or has worked in an environment. What people order of it (pause, a look now) stands here
-- too, so that it reaches whichever node holds the duty.
create table hub_source (
    mission text not null, environment text not null, name text not null, kind text not null, place text not null,
    state text not null, since bigint not null, fault text, node text,
    is_paused bigint not null, looks_asked bigint not null,
    listed_at bigint, next_at bigint, taken_at bigint, place_in_time text,
    listed bigint not null, taken bigint not null, taken_bytes bigint not null, failures bigint not null,
    primary key (mission, environment, name));

-- What is known of the files of a source: those that stay there after they were taken, and those that were not taken.
create table hub_seen (
    mission text not null, environment text not null, source text not null, path text not null,
    size_bytes bigint, modified_at bigint, outcome text not null, reason text, tries bigint not null, next_at bigint,
    seen_at bigint not null, product text, detail text,
    primary key (mission, environment, source, path));
create index hub_seen_open on hub_seen (mission, environment, source, outcome, path) where outcome <> 'taken';
