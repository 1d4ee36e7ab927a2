-- What was published of each type in each five minutes, and how much of it late: windows are summed up from these.
create table hub_punctuality (
    slot bigint not null, mission text not null, environment text not null, type text not null,
    products bigint not null, late bigint not null, worst_ms bigint not null, last_at bigint not null,
    primary key (slot, mission, environment, type));

-- Each product that was published late. Place is that of its publication in the journal.
create table hub_late (
    mission text not null, environment text not null, type text not null, place bigint not null,
    product text not null, name text not null, origin_at bigint not null, published_at bigint not null,
    primary key (mission, environment, type, place));
create index hub_late_at on hub_late (published_at);

-- How each type stands against what is expected of it, and since when that is looked at.
create table hub_pace (
    mission text not null, environment text not null, type text not null, expects text not null, watched_since bigint not null,
    is_missing bigint not null, is_late bigint not null, since bigint not null, reason text,
    primary key (mission, environment, type));
