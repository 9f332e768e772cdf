package dev.weft.catalogue;

import java.math.BigDecimal;

/** The price a product is to have. */
record NewPrice(BigDecimal price) {

  BigDecimal checked() {
    return Check.price("/price", price);
  }
}
