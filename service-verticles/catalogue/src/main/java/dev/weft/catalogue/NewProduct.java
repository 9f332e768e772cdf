package dev.weft.catalogue;

import dev.weft.foodmart.ProductRow;
import java.math.BigDecimal;

/** What is told of a new product: all that the data set knows of every product is wanted. */
record NewProduct(
    String name,
    String brand,
    long sku,
    BigDecimal price,
    int classId,
    BigDecimal grossWeight,
    BigDecimal netWeight,
    boolean recyclablePackage,
    boolean lowFat,
    int unitsPerCase,
    int casesPerPallet,
    BigDecimal shelfWidth,
    BigDecimal shelfHeight,
    BigDecimal shelfDepth) {

  void check() {
    Check.text("/name", name);
    Check.text("/brand", brand);
    Check.count("/sku", sku);
    Check.price("/price", price);
    Check.measure("/grossWeight", grossWeight);
    Check.measure("/netWeight", netWeight);
    Check.count("/unitsPerCase", unitsPerCase);
    Check.count("/casesPerPallet", casesPerPallet);
    Check.measure("/shelfWidth", shelfWidth);
    Check.measure("/shelfHeight", shelfHeight);
    Check.measure("/shelfDepth", shelfDepth);
  }

  ProductRow row(long id) {
    return new ProductRow(
        Math.toIntExact(id),
        classId,
        brand,
        name,
        sku,
        Check.price("/price", price),
        grossWeight,
        netWeight,
        recyclablePackage,
        lowFat,
        unitsPerCase,
        casesPerPallet,
        shelfWidth,
        shelfHeight,
        shelfDepth);
  }
}
