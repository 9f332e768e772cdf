/**
 * The API as a whole: its OpenAPI document, made from the routes and the documents of the services,
 * and the page to read it. All of it happens beside requests, never on their way.
 */
@NullMarked
package dev.weft.gateway.contract;

import org.jspecify.annotations.NullMarked;
