package dev.weft.testkit;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a scenario leaves in the tables that were empty when the service was started. Tables that
 * its migrations have filled stay as they are.
 */
final class Leavings {

  private static final String TABLES =
      """
      SELECT relname FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
         AND (xpath('/row/c/text()', query_to_xml(
               format('SELECT count(*) AS c FROM (SELECT FROM %I LIMIT 1) AS x', relname),
               false, true, '')))[1]::text = '0'
       ORDER BY relname
      """;

  /** Of the kit, whose relay runs on: places must go on growing, and leases stay. */
  private static final String KIT = "weft_";

  private final Connection connection;
  private final List<String> ofKit;
  private final List<String> ofService;

  Leavings(Connection connection) {
    this.connection = connection;
    var kit =
        Sql.rows(connection, TABLES).stream()
            .collect(Collectors.partitioningBy(table -> table.startsWith(KIT)));
    this.ofKit = kit.getOrDefault(true, List.of());
    this.ofService = kit.getOrDefault(false, List.of());
  }

  void clear() {
    for (var table : ofKit) {
      Sql.execute(connection, "DELETE FROM \"" + table + "\"");
    }
    if (!ofService.isEmpty()) {
      var all = String.join("\", \"", ofService);
      Sql.execute(connection, "TRUNCATE \"" + all + "\" RESTART IDENTITY");
    }
  }
}
