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
