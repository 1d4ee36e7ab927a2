-- routes
select 1;
