-- Sealed values only; what is replaced is gone. Each environment of a mission has secrets of its own.
create table security_secret (
    mission text not null, environment text not null, name text not null, version bigint not null, sealed text not null,
    set_at bigint not null, set_by text not null, primary key (mission, environment, name));

-- Which key this database's secrets are sealed with, so that a node with another one is told at its start.
create table security_seal (name text primary key, key_id text not null);
