create table delivery_mission (name text primary key, description text not null, created_at bigint not null);

create table delivery_release (
    mission text not null, id text not null, created_at bigint not null, created_by text not null,
    files bigint not null, size_bytes bigint not null, primary key (mission, id));
create index delivery_release_newest on delivery_release (mission, created_at, id);

-- What a release holds; two missions with the same files share the rows, as the release's id is made of them.
create table delivery_file (
    release text not null, path text not null, digest text not null, size_bytes bigint not null, primary key (release, path));
create index delivery_file_digest on delivery_file (digest);

-- The pointers. The version counts every move, and each move is a compare-and-swap on it.
create table delivery_environment (
    mission text not null, name text not null, release text, since bigint, moved_by text,
    hold_reason text, version bigint not null, primary key (mission, name));

-- Every release that ever stood somewhere, by the version of the pointer.
create table delivery_standing (
    mission text not null, environment text not null, version bigint not null, release text not null,
    since bigint not null, moved_by text not null, how text not null, primary key (mission, environment, version));
