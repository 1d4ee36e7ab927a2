create table hub_product (
    id text primary key, mission text not null, environment text not null, name text not null, type text,
    digest text not null, md5 text not null, size_bytes bigint not null,
    published_at bigint not null, evict_at bigint, put_by text not null, release text not null);
create unique index hub_product_name on hub_product (mission, environment, name);
create index hub_product_door on hub_product (name, id);
create index hub_product_published on hub_product (published_at, id);
create index hub_product_published_in on hub_product (mission, environment, published_at, id);
create index hub_product_digest on hub_product (digest);
create index hub_product_evict on hub_product (evict_at, id) where evict_at is not null;

-- What was deleted, when and why: a client that mirrors the catalogue has to know.
create table hub_deleted (
    id text primary key, mission text not null, environment text not null, name text not null, digest text not null,
    published_at bigint not null, deleted_at bigint not null, cause text not null, deleted_by text not null);
create index hub_deleted_at on hub_deleted (deleted_at, id);
