package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/** What orders needs of a new product. */
@MessageType(name = "foodmart.catalogue.ProductListed")
record ProductListed(@MessageKey long productId, BigDecimal price, long priceVersion) {}
