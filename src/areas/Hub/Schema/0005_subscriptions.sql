-- What clients asked to be told of. The version counts the changes of the whole book, so that a matcher that has seen
-- the book at one version reads only what changed since.
create table hub_subscription (
    id text primary key, owner text not null, owner_name text not null, mission text, environment text, narrowing text,
    status text not null, filter text not null, endpoint text, endpoint_user text, endpoint_password text,
    submitted_at bigint not null, paused_at bigint, resumed_at bigint, ended_at bigint, notified_at bigint,
    version bigint not null);
create index hub_subscription_owner on hub_subscription (owner, id);
create index hub_subscription_version on hub_subscription (version);
create table hub_subscription_book (name text primary key, version bigint not null);
insert into hub_subscription_book values ('book', 0);

-- What a subscription has still to be told, in the order of publication: seq is the place of the product's entry in the
-- journal. A notification that its receiver refused for good keeps the reason and waits for a person.
create table hub_notification (
    subscription text not null, seq bigint not null, id text not null, product text not null, queued_at bigint not null,
    refused text, primary key (subscription, seq));
create index hub_notification_queued on hub_notification (queued_at);

-- How each push subscription stands: due_at is null when there is nothing to send.
create table hub_push (
    subscription text primary key, due_at bigint, holder text, token bigint not null, failures bigint not null,
    parked_at bigint, last_error text);
create index hub_push_due on hub_push (due_at) where due_at is not null;

-- Every try to tell somebody something, and what came of it.
create table hub_push_attempt (
    id text primary key, subscription text not null, notification text not null, product text not null, name text not null,
    at bigint not null, status bigint, duration_ms bigint not null, error text);
create index hub_push_attempt_of on hub_push_attempt (subscription, id);
create index hub_push_attempt_at on hub_push_attempt (at);
