package dev.weft.catalogue;

import dev.weft.kit.Operation;

/** What the endpoints take and answer, as the service's OpenAPI document tells it. */
final class Operations {

  static final Operation PRODUCT =
      Operation.of("One product.").path("id", long.class).answers(Product.class).refuses(404);

  static final Operation PRODUCTS =
      Operation.of("Products by their ids, or a page of them by category and name.")
          .queryList("ids", long.class)
          .query("category", String.class)
          .query("name", String.class)
          .query("limit", 1, CatalogueService.MOST_OF_A_PAGE, CatalogueService.PAGE)
          .query("after", long.class)
          .answers(Page.class)
          .answersListOf(Product.class)
          .refuses(400);

  static final Operation LIST =
      Operation.of("Lists a new product.")
          .takes(NewProduct.class)
          .creates(Product.class)
          .refuses(400, 422);

  static final Operation PRICE =
      Operation.of("Sets the price of a product.")
          .path("id", long.class)
          .takes(NewPrice.class)
          .answers(Product.class)
          .refuses(400, 404, 422);

  static final Operation STORES = Operation.of("All stores.").answersListOf(Store.class);

  static final Operation STORE =
      Operation.of("One store.").path("id", long.class).answers(Store.class).refuses(404);

  private Operations() {}
}
