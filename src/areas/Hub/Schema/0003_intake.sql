-- Arrivals whose bytes are kept and of which nothing is decided yet, and for a week what became of them.
create table hub_arrival (
    id text primary key, mission text not null, environment text not null, name text not null,
    digest text not null, md5 text not null, size_bytes bigint not null,
    source text, sent_by text not null, origin_at bigint, arrived_at bigint not null,
    parent text, depth bigint not null, as_type text, accepts text not null,
    state text not null, why text not null, product text, decided_at bigint);
create index hub_arrival_in on hub_arrival (mission, environment, id);
create index hub_arrival_digest on hub_arrival (digest) where state = 'waiting';
create index hub_arrival_decided on hub_arrival (decided_at, id) where decided_at is not null;

-- Refused arrivals. Without a digest nothing was kept of the bytes; the row says why.
create table hub_quarantine (
    id text primary key, mission text not null, environment text not null, name text not null,
    digest text, md5 text, size_bytes bigint not null,
    source text, sent_by text not null, origin_at bigint, arrived_at bigint not null, parent text, depth bigint not null,
    code text not null, reason text not null, refused_at bigint not null);
create index hub_quarantine_in on hub_quarantine (mission, environment, id);
create index hub_quarantine_digest on hub_quarantine (digest);
