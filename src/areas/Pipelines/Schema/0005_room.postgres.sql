-- A step's row is written several times within one run, often within one unit: with room beside it the indexes need not be told.
alter table pipelines_step set (fillfactor = 30);
alter table pipelines_attempt set (fillfactor = 50);
