create table security_principals (
    id text primary key, kind text not null, name text not null unique, issuer text, subject text,
    password text, password_version bigint not null, password_until bigint,
    is_disabled bigint not null, created_at bigint not null, last_seen_at bigint, unique (issuer, subject));

-- A star stands for any mission or environment: null could not be part of the key.
create table security_grants (
    principal text not null references security_principals (id), role text not null, mission text not null,
    environment text not null, primary key (principal, role, mission, environment));
create index security_grants_role on security_grants (role, mission, environment);

-- Only the SHA-256 of a token is here. A rotated refresh token stays until it expires, so that its reuse is noticed.
-- The password version is the one the log-in was made with: a token that is written while the password changes is
-- then no good, without anybody having to wait for anybody.
create table security_tokens (
    hash text primary key, id text not null unique, kind text not null,
    principal text not null references security_principals (id), family text not null, parent text, name text, limits text,
    password_version bigint not null, created_at bigint not null, expires_at bigint not null, rotated_at bigint, last_used_at bigint);
create index security_tokens_principal on security_tokens (principal, kind, id);
create index security_tokens_family on security_tokens (family);
create index security_tokens_parent on security_tokens (parent) where parent is not null;
create index security_tokens_expiry on security_tokens (expires_at);
