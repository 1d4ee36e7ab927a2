-- SQLite changes rows where they are.
select 1;
