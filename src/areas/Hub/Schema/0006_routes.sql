-- What is known of a route beside what its release says: since when it stands, whether it is paused, and how often it
-- delivered, which is counted as it happens.
create table hub_route (
    mission text not null, environment text not null, name text not null, activated_at bigint not null,
    delivered bigint not null, delivered_at bigint, paused_at bigint, paused_by text, pause_reason text, primary key (mission, environment, name));

-- A product that a route has to send, is sending or has sent, with the receipt. Place is that of the product's entry in
-- the journal: the order of publication.
create table hub_delivery (
    id text primary key, mission text not null, environment text not null, route text not null, product text not null,
    name text not null, size_bytes bigint not null, place bigint not null, queued_at bigint not null,
    state text not null, due_at bigint, holder text, token bigint not null, attempts bigint not null, reason text,
    target text, remote_path text, remote_bytes bigint, remote_checksum text, delivered_at bigint);
create unique index hub_delivery_once on hub_delivery (mission, environment, route, product);
create index hub_delivery_due on hub_delivery (due_at) where due_at is not null;
create index hub_delivery_line on hub_delivery (mission, environment, route, place, id) where state <> 'Delivered';
create index hub_delivery_state on hub_delivery (mission, environment, route, state, id);
create index hub_delivery_all on hub_delivery (mission, environment, route, id);
create index hub_delivery_product on hub_delivery (product);
