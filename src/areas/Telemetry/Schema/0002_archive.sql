-- A settled segment is as it will stay: its packets are decoded into columns, one file for each container, beside them.
alter table telemetry_segment add column settled bigint not null default 0;
create index telemetry_segment_fresh on telemetry_segment (mission, environment, channel, seq) where settled = 0;

-- The columns of a settled segment. Where digest is null, the packets of a container can only be decoded among others.
create table telemetry_columns (
    mission text not null, environment text not null, channel text not null, seq bigint not null, number bigint not null,
    container text not null, packets bigint not null, digest text, size_bytes bigint not null, primary key (mission, environment, channel, seq, number));
create index telemetry_columns_digest on telemetry_columns (digest);
create index telemetry_columns_alone on telemetry_columns (mission, environment, channel, seq) where digest is null;

-- What the leaves of settled segments were in each minute or hour (step is its seconds). A cover is of the segments first_seq to last_seq,
-- in files by the names of leaves; when some covers of one tier stand side by side, they become one of the next.
create table telemetry_reduction (
    mission text not null, environment text not null, channel text not null, step bigint not null, first_seq bigint not null, last_seq bigint not null, number bigint not null,
    tier bigint not null, first_at bigint not null, last_at bigint not null, first_leaf text not null, last_leaf text not null, buckets bigint not null, digest text not null, size_bytes bigint not null,
    primary key (mission, environment, channel, step, first_seq, number));
create index telemetry_reduction_digest on telemetry_reduction (digest);

-- What came through a channel by process (APID) and virtual channel; -1 where there is none. Rates are of the seconds before last_at.
create table telemetry_flow (
    mission text not null, environment text not null, channel text not null, spacecraft bigint not null, virtual_channel bigint not null, apid bigint not null,
    packets bigint not null, bytes bigint not null, gaps bigint not null, missing bigint not null, repeated bigint not null,
    packets_per_second double precision not null, bytes_per_second double precision not null, last_at bigint,
    primary key (mission, environment, channel, spacecraft, virtual_channel, apid));

-- What came through a channel by virtual channel.
create table telemetry_virtual (
    mission text not null, environment text not null, channel text not null, spacecraft bigint not null, virtual_channel bigint not null,
    frames bigint not null, idle_frames bigint not null, lost_frames bigint not null, corrected bigint not null, frames_per_second double precision not null, last_at bigint,
    primary key (mission, environment, channel, spacecraft, virtual_channel));
