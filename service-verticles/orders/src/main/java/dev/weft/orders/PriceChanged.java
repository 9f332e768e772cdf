package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/** What orders needs of a new price. */
@MessageType(name = "foodmart.catalogue.PriceChanged")
record PriceChanged(@MessageKey long productId, BigDecimal price, long priceVersion) {}
