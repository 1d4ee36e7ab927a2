-- catalogue
select 1;
