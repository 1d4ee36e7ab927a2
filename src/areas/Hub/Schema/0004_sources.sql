-- sources
select 1;
