create table conformance_row (id text primary key, worker text, number bigint not null);
create index conformance_row_number on conformance_row (number);
