/** The payments service: every customer's account, its credit limit, and what orders took of it. */
@NullMarked
package dev.weft.payments;

import org.jspecify.annotations.NullMarked;
