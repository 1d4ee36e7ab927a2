-- A channel as it was last seen: who works it, how it stands, what came through it. Place is how far an input with an end
-- has been read; token is that of the lease, so that a late writer is turned away; seq is the last segment's.
create table telemetry_channel (
    mission text not null, environment text not null, name text not null, input text not null, place text, node text not null, token bigint not null,
    state text not null, reason text, state_at bigint not null, database text not null, database_from bigint not null, seq bigint not null,
    packets bigint not null, bytes bigint not null, unidentified bigint not null, failed_checks bigint not null, gaps bigint not null, missing bigint not null,
    repeated bigint not null, frames bigint not null, bad_frames bigint not null, corrected bigint not null, lost_frames bigint not null, dropped bigint not null,
    last_packet_at bigint, last_frame_at bigint, primary key (mission, environment, name));

-- Packets of a channel that were received one after the other and were decoded by one database: the bytes are in the lake.
create table telemetry_segment (
    mission text not null, environment text not null, channel text not null, seq bigint not null, database text not null, settings text not null,
    first_at bigint not null, last_at bigint not null, first_received bigint not null, last_received bigint not null,
    first_packet bigint not null, packets bigint not null, digest text not null, size_bytes bigint not null, primary key (mission, environment, channel, seq));
create index telemetry_segment_time on telemetry_segment (mission, environment, last_at, first_at);
create index telemetry_segment_digest on telemetry_segment (digest);
create index telemetry_segment_database on telemetry_segment (database);

-- A value that is or was out of its limits. Open until it is both back within them and acknowledged.
create table telemetry_alarm (
    id text primary key, mission text not null, environment text not null, channel text not null, parameter text not null, level bigint not null, worst bigint not null,
    value text not null, raised_at bigint not null, changed_at bigint not null, database text not null, acknowledged_by text, acknowledged_at bigint, note text,
    shelved_by text, shelved_until bigint, cleared_at bigint);
create unique index telemetry_alarm_open on telemetry_alarm (mission, environment, channel, parameter) where cleared_at is null;
create index telemetry_alarm_all on telemetry_alarm (mission, environment, id);
