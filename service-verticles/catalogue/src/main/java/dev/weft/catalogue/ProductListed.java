package dev.weft.catalogue;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.foodmart.ProductRow;
import java.math.BigDecimal;

/** There is a new product; its price is the first one, version 1. */
@MessageType(name = "foodmart.catalogue.ProductListed")
record ProductListed(@MessageKey long productId, String name, BigDecimal price, long priceVersion) {

  static ProductListed of(ProductRow product) {
    return new ProductListed(product.id(), product.name(), product.price(), 1);
  }
}
