/**
 * Books: for every type and subscription, published = consumed + waiting + dead. Each service
 * counts its own and tells the others what it has published; whoever subscribes judges whether they
 * balance.
 */
@NullMarked
package dev.weft.kit.messaging.books;

import org.jspecify.annotations.NullMarked;
