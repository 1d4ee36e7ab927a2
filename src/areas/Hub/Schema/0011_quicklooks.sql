-- What an arrival that waits is a quicklook of.
alter table hub_arrival add column quicklook_of text;
