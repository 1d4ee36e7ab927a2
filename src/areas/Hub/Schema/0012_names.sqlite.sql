-- Every three letters that follow one another in a name, so that products are found by a part of it.
create virtual table hub_name using fts5 (name, content='', detail=none, tokenize='trigram case_sensitive 1');
insert into hub_name (rowid, name) select number, name from hub_product order by number;
create trigger hub_name_told after insert on hub_product begin
    insert into hub_name (rowid, name) values (new.number, new.name);
end;
create trigger hub_name_forgotten after delete on hub_product begin
    insert into hub_name (hub_name, rowid, name) values ('delete', old.number, old.name);
end;
