/** What a service stands on in PostgreSQL: transactions, migrations, idempotency, first load. */
@NullMarked
package dev.weft.kit.db;

import org.jspecify.annotations.NullMarked;
