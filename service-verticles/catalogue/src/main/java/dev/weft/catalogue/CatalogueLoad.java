package dev.weft.catalogue;

import dev.weft.foodmart.FoodMart;
import dev.weft.kit.FirstLoad;
import dev.weft.kit.LoadProgress;
import dev.weft.kit.Transaction;

/** Takes all products with their classes and all stores, and tells of each product. */
final class CatalogueLoad implements FirstLoad {

  @Override
  public void load(Transaction tx, LoadProgress progress) {
    progress.of(FoodMart.PRODUCTS);
    ClassTable.insert(tx, FoodMart.productClasses().toList());
    StoreTable.insert(tx, FoodMart.stores().toList());
    var products = FoodMart.products().toList();
    ProductTable.insert(tx, products);
    products.forEach(product -> tx.emit(ProductListed.of(product)));
    tx.one("select setval('product_id', (select max(id) from product))");
    progress.add(products.size());
  }
}
