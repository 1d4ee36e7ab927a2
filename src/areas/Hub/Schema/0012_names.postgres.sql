-- Products are found by a part of their name where the extension can be had; else all names are read, which is slower and finds the same.
do $$
begin
    create extension if not exists pg_trgm;
    create index hub_product_name_part on hub_product using gin (name gin_trgm_ops);
exception
    when insufficient_privilege or feature_not_supported or undefined_file or undefined_object then
        raise notice 'hub_product_name_part is left out: %', sqlerrm;
end $$;
