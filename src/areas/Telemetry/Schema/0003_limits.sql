-- Limits that somebody set while channels run, in the place of those that the database has for a parameter. Ranges is JSON.
create table telemetry_limit (
    mission text not null, environment text not null, parameter text not null, ranges text not null, violations bigint not null, is_off bigint not null,
    reason text not null, set_by text not null, set_at bigint not null, until bigint, primary key (mission, environment, parameter));

-- How far the alarms of a channel have counted, so that whoever works it next goes on from there.
create table telemetry_watch (
    mission text not null, environment text not null, channel text not null, content text not null, primary key (mission, environment, channel));

-- Nodes on which somebody follows values of an environment live, for a while from the last time they said so.
create table telemetry_interest (
    mission text not null, environment text not null, node text not null, until bigint not null, primary key (mission, environment, node));

-- Which limit a value in alarm broke, in words.
alter table telemetry_alarm add column broken text;
