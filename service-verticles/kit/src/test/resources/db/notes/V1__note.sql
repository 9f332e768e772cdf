CREATE TABLE note (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text  text           NOT NULL,
    price numeric(20, 4) NOT NULL,
    due   date
);
