package dev.weft.suite.crash;

import dev.weft.suite.crash.Passage.Answered;
import dev.weft.suite.crash.Passage.Sent;
import dev.weft.suite.crash.Passage.Statement;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection to PostgreSQL, protocol 3. What belongs to one statement passes together: from the
 * process all up to Sync or in Query, from the server all up to ReadyForQuery.
 */
final class PostgresWire extends Wire {

  private static final int TYPE = 1;

  private final Map<String, String> prepared = new HashMap<>();
  private final Deque<Statement> unanswered = new ArrayDeque<>();
  private List<String> transaction = List.of();
  private boolean begun;
  private boolean ready;
  private Buffer request = Buffer.buffer();
  private String sql = "";
  private Buffer answer = Buffer.buffer();
  private int rows;
  private boolean failed;

  PostgresWire(Trap trap, NetSocket process, NetSocket server) {
    super(trap, process, server);
  }

  /** The first message from the process has no type. */
  @Override
  int length(boolean toServer, Buffer start) {
    return toServer && !begun ? start.getInt(0) : TYPE + start.getInt(TYPE);
  }

  @Override
  void passing(boolean toServer, Buffer message) {
    if (toServer) {
      sent(message);
    } else {
      answered(message);
    }
  }

  private void sent(Buffer message) {
    if (!begun) {
      begun = true;
      pass(true, message);
      return;
    }
    switch (message.getByte(0)) {
      case 'P' -> {
        var name = text(message, 5);
        prepared.put(name, text(message, 5 + bytes(name) + 1));
        request.appendBuffer(message);
      }
      case 'B' -> {
        var portal = text(message, 5);
        sql = prepared.getOrDefault(text(message, 5 + bytes(portal) + 1), "");
        request.appendBuffer(message);
      }
      case 'Q' -> {
        sql = text(message, 5);
        request.appendBuffer(message);
        send();
      }
      case 'S' -> {
        request.appendBuffer(message);
        send();
      }
      case 'p', 'X' -> pass(true, message);
      default -> request.appendBuffer(message);
    }
  }

  private void send() {
    var statement = statement();
    if (pass(true, request, new Sent(this, statement, unanswered.size()))) {
      unanswered.add(statement);
    }
    request = Buffer.buffer();
    sql = "";
  }

  private Statement statement() {
    if (sql.startsWith("BEGIN")) {
      transaction = new ArrayList<>();
      transaction.add(sql);
      return new Statement(sql, transaction);
    }
    if (transaction.isEmpty()) {
      return new Statement(sql, List.of(sql));
    }
    transaction.add(sql);
    var statement = new Statement(sql, transaction);
    if (sql.equals("COMMIT") || sql.equals("ROLLBACK")) {
      transaction = List.of();
    }
    return statement;
  }

  private void answered(Buffer message) {
    var type = message.getByte(0);
    if (!ready) {
      ready = type == 'Z';
      pass(false, message);
      return;
    }
    answer.appendBuffer(message);
    switch (type) {
      case 'D' -> rows++;
      case 'E' -> failed = true;
      case 'Z' -> answer();
      default -> {}
    }
  }

  private void answer() {
    var statement = unanswered.poll();
    if (statement == null || failed) {
      pass(false, answer);
    } else {
      pass(false, answer, new Answered(this, statement, rows, unanswered.size()));
    }
    answer = Buffer.buffer();
    rows = 0;
    failed = false;
  }

  /** Up to the next zero. */
  private static String text(Buffer message, int from) {
    var end = from;
    while (message.getByte(end) != 0) {
      end++;
    }
    return message.getString(from, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
