-- The number is a product's place in the order of publication: pages, counts and attributes are found by it.
create table hub_product_renewed (
    number integer primary key, id text not null unique, mission text not null, environment text not null, name text not null,
    version bigint not null, type text, product_type text, platform text, serial text,
    digest text not null, md5 text not null, size_bytes bigint not null, content_type text not null,
    published_at bigint not null, evict_at bigint, origin_at bigint, valid_from bigint not null, valid_until bigint not null,
    footprint text, west double precision, south double precision, east double precision, north double precision, edges text,
    production_type text, scan text not null, source text, put_by text not null, release text not null, attributes text not null);
insert into hub_product_renewed
select row_number() over (order by published_at, id), id, mission, environment, name, 1, type, type, null, null,
    digest, md5, size_bytes, 'application/octet-stream', published_at, evict_at, null, 9223372036854775807, -9223372036854775807,
    null, null, null, null, null, null, null, 'NotScanned', null, put_by, release, '{}'
from hub_product;
drop table hub_product;
alter table hub_product_renewed rename to hub_product;
create unique index hub_product_name on hub_product (mission, environment, name, version);
create index hub_product_door on hub_product (name);
create index hub_product_published on hub_product (published_at, number);
create index hub_product_published_in on hub_product (mission, environment, number);
create index hub_product_type on hub_product (mission, environment, product_type, number);
create index hub_product_type_valid on hub_product (mission, environment, product_type, valid_from, number);
create index hub_product_from_in on hub_product (mission, environment, valid_from, number);
create index hub_product_until_in on hub_product (mission, environment, valid_until, number);
create index hub_product_from on hub_product (valid_from, number);
create index hub_product_until on hub_product (valid_until, number);
create index hub_product_digest on hub_product (digest);
create index hub_product_evict on hub_product (evict_at, number) where evict_at is not null;

-- The last number given; one that was given is never given again, or a client that goes on from it would miss a product.
create table hub_numbering (last bigint not null);
insert into hub_numbering select coalesce(max(number), 0) from hub_product;

-- Each name with each type it was ever seen with; the values by which products are found. A value's text sorts as the value does.
create table hub_attribute_name (id integer primary key, name text not null, kind text not null, unique (name, kind));
create table hub_attribute (
    attribute bigint not null, value text not null, product bigint not null, primary key (attribute, value, product)) without rowid;
insert into hub_attribute_name values (1, 'productType', 'S');
insert into hub_attribute select 1, type, number from hub_product where type is not null;
update hub_product set attributes = json_object('productType:S', type) where type is not null;

-- What there is of each kind, by day of publication: exact counts and metrics without counting.
create table hub_tally (
    mission text not null, environment text not null, product_type text not null, platform text not null, serial text not null,
    day bigint not null, products bigint not null, bytes bigint not null,
    timed bigint not null, delay_sum bigint not null, delay_least bigint not null, delay_most bigint not null,
    primary key (mission, environment, product_type, platform, serial, day)) without rowid;
insert into hub_tally
select mission, environment, coalesce(type, ''), '', '', published_at / 86400000, count(*), sum(size_bytes), 0, 0, 9223372036854775807, 0
from hub_product group by mission, environment, coalesce(type, ''), published_at / 86400000;

create table hub_download (
    mission text not null, environment text not null, product_type text not null, platform text not null, serial text not null,
    taker text not null, bytes bigint not null, completed bigint not null, failed bigint not null,
    primary key (mission, environment, product_type, platform, serial, taker)) without rowid;

alter table hub_deleted add column type text;
alter table hub_deleted add column version bigint not null default 1;
alter table hub_deleted add column md5 text;
alter table hub_deleted add column size_bytes bigint;
alter table hub_deleted add column content_type text;
alter table hub_deleted add column origin_at bigint;
alter table hub_deleted add column evict_at bigint;
alter table hub_deleted add column valid_from bigint not null default 9223372036854775807;
alter table hub_deleted add column valid_until bigint not null default -9223372036854775807;
create index hub_deleted_in on hub_deleted (mission, environment, deleted_at, id);
