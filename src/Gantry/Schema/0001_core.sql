-- The head row is the one place where the order of all changes is decided: whoever updates it holds it until commit.
create table core_head (name text primary key, seq bigint not null, time bigint not null);
insert into core_head values ('journal', 0, 0);

create table core_journal (
    seq bigint primary key, id text not null, kind text not null, mission text, environment text,
    subject text not null, principal text not null, time bigint not null, data text not null);
create index core_journal_mission on core_journal (mission, seq);
create index core_journal_kind on core_journal (kind, seq);

-- How far each durable consumer has come; moved in the same unit of work as what the consumer did.
create table core_cursor (consumer text primary key, seq bigint not null);

create table core_work (
    id text primary key, queue text not null, key text, key_limit bigint not null, priority bigint not null,
    payload text not null, visible_at bigint not null, attempts bigint not null, attempts_allowed bigint not null,
    token bigint not null, holder text, dead_reason text, enqueued_at bigint not null);
create index core_work_ready on core_work (queue, priority desc, visible_at, id) where dead_reason is null;
create index core_work_key on core_work (queue, key) where key is not null;
create index core_work_dead on core_work (queue, id) where dead_reason is not null;

create table core_lease (name text primary key, holder text, token bigint not null, beat bigint not null);

-- Blobs the sweeper is about to delete, or has deleted lately; see UnitOfWork.ReferAsync.
create table core_condemned (digest text primary key, gone_at bigint);
