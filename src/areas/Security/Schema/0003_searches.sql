-- What somebody looked for: kept under a name, or as the last questions, which have none. The digest is the query's, since a key may not be long.
create table security_search (
    id text primary key, principal text not null references security_principals (id), room text not null, mission text not null,
    environment text not null, name text, query text not null, digest text not null, kept_at bigint not null);
create index security_search_in on security_search (principal, room, mission, environment, kept_at);
