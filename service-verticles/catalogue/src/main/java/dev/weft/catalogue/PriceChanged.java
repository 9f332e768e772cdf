package dev.weft.catalogue;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/** A product has a new price; the version counts up with each. */
@MessageType(name = "foodmart.catalogue.PriceChanged")
record PriceChanged(@MessageKey long productId, BigDecimal price, long priceVersion) {}
