-- Files that come in pieces. A row outlives what became of its upload for a while, so that a sender whose connection
-- was cut in the last moment can still be told.
create table hub_upload (
    id text primary key, mission text not null, environment text not null, name text not null,
    size_bytes bigint not null, offset_bytes bigint not null, parts bigint not null,
    sha256 text, md5 text, metadata text not null, sent_by text not null, begun_at bigint not null, expires_at bigint not null,
    state text not null, why text, product text, held text, received text, fault_kind text, fault_code text, fault_message text);
create index hub_upload_of on hub_upload (mission, environment, sent_by, id);
create index hub_upload_expires on hub_upload (expires_at);

-- What is there of each, as blobs that are needed until the upload is decided or over.
create table hub_upload_part (
    upload text not null, offset_bytes bigint not null, size_bytes bigint not null, digest text not null,
    primary key (upload, offset_bytes));
create index hub_upload_part_digest on hub_upload_part (digest);
