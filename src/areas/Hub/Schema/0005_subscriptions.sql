-- subscriptions
select 1;
