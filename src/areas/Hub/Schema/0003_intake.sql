-- intake
select 1;
