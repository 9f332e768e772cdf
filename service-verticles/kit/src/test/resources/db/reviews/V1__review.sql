CREATE TABLE product (
    id   bigint PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE review (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES product,
    product    text   NOT NULL,
    stars      int    NOT NULL,
    text       text
);

CREATE INDEX review_product ON review (product_id, id);
