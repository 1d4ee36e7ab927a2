-- The newest products of a type.
create index hub_product_of_type on hub_product (mission, environment, type, number);
