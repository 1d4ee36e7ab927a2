-- Products that nothing may delete: those that a filter finds, now or later.
create table hub_hold (
    id text primary key, mission text not null, environment text not null, filter text not null, reason text not null,
    held_by text not null, held_at bigint not null, until bigint, ended_at bigint, ended_by text, end_reason text);
create index hub_hold_in on hub_hold (mission, environment, id);
create index hub_hold_standing on hub_hold (mission, environment) where ended_at is null;
create index hub_hold_until on hub_hold (until) where ended_at is null and until is not null;

create index hub_product_evict_in on hub_product (mission, environment, evict_at, number) where evict_at is not null;

-- A comparison of catalogue, lake and sources: how far it is, and what it found. The token fences the node that works it.
create table hub_reconciliation (
    id text primary key, mission text not null, environment text not null, asked_by text not null, asked_at bigint not null,
    is_deep bigint not null, repairs bigint not null, state text not null, token bigint not null, stage text, place text,
    looked text not null, found text not null, started_at bigint, ended_at bigint, fault text);
create index hub_reconciliation_in on hub_reconciliation (mission, environment, id);
create table hub_discrepancy (
    reconciliation text not null, number bigint not null, kind text not null, name text not null, detail text not null,
    is_repaired bigint not null, primary key (reconciliation, number));

-- Where in the journal something is told of a file by its name or digest, and not by the product it became.
create table hub_trace (
    seq bigint primary key, mission text not null, environment text not null, name text, digest text, product text);
create index hub_trace_name on hub_trace (mission, environment, name, seq) where name is not null;
create index hub_trace_digest on hub_trace (mission, environment, digest, seq) where digest is not null;
create index hub_trace_product on hub_trace (product, seq) where product is not null;

-- Who downloaded what.
create table hub_taken (
    product text not null, taker text not null, bytes bigint not null, completed bigint not null, failed bigint not null,
    first_at bigint not null, last_at bigint not null, primary key (product, taker));
create index hub_taken_last on hub_taken (last_at);

create index hub_deleted_name on hub_deleted (mission, environment, name, deleted_at);
create index hub_deleted_digest on hub_deleted (digest);
create index hub_arrival_name on hub_arrival (mission, environment, name);
create index hub_arrival_bytes on hub_arrival (digest);
create index hub_quarantine_name on hub_quarantine (mission, environment, name);
create index hub_seen_product on hub_seen (product) where product is not null;
create index hub_push_attempt_product on hub_push_attempt (product, id);
