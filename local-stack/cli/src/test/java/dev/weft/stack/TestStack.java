package dev.weft.stack;

import dev.weft.stack.embedded.Directories;
import dev.weft.stack.path.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One local stack for all tests of the whole path, started by the command line tool and stopped
 * when the tests end. Its databases are read with the services' own credentials.
 */
public final class TestStack {
  public static final List<String> SERVICES =
      List.of("customers", "catalogue", "orders", "stock", "payments");

  private static final Pattern DATABASE = Pattern.compile("postgresql://([^\"]+)");

  private final Path home;
  private final RunFile run;
  private final String database;

  /** An answer as it came over the wire, to an address that no client library would send. */
  public record RawAnswer(int status, String contentType, String body) {}

  private static final class Shared {
    private static final TestStack STACK = begin();
  }

  private TestStack(Path home) {
    this.home = home;
    this.run = RunFile.running(new StackHome(home)).orElseThrow();
    var info = new Api(run.management()).get("/info").body();
    var found = DATABASE.matcher(info);
    if (!found.find()) {
      throw new AssertionError("no database in " + info);
    }
    this.database = found.group(1);
  }

  /** The stack, with FoodMart loaded; the first call starts it. */
  public static TestStack shared() {
    return Shared.STACK;
  }

  private static TestStack begin() {
    try {
      var home = Files.createTempDirectory("weft-path");
      var cli = Cli.on(home);
      var up = cli.run("up", "--detach");
      if (up.status() != 0) {
        throw new AssertionError("weft up: " + up.status() + "\n" + up.out() + up.err());
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cli)));
      return new TestStack(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void end(Cli cli) {
    try {
      cli.run("down");
      cli.run("reset", "--yes");
      Directories.delete(cli.home());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The directory it was started on. */
  Path home() {
    return home;
  }

  public Api api() {
    return new Api(run.url());
  }

  /** Rows in a table of a service's database; a condition may follow its name. */
  public long count(String service, String table) {
    return number(service, "select count(*) from " + table).longValueExact();
  }

  /** What a query for one number answers. */
  public BigDecimal number(String service, String query) {
    return query(
        service,
        query,
        rows -> {
          rows.next();
          return rows.getBigDecimal(1);
        });
  }

  /** What a query for a key and a number in every row answers, zeros left out. */
  public Map<String, BigDecimal> numbers(String service, String query) {
    return query(
        service,
        query,
        rows -> {
          var numbers = new TreeMap<String, BigDecimal>();
          while (rows.next()) {
            var number = rows.getBigDecimal(2).stripTrailingZeros();
            if (number.signum() != 0) {
              numbers.put(rows.getString(1), number);
            }
          }
          return numbers;
        });
  }

  /** Reads the rows of a query. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private <T> T query(String service, String query, Reading<T> reading) {
    try (var connection = connect(service);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return reading.of(rows);
    } catch (SQLException e) {
      throw new AssertionError(service + ": " + query, e);
    }
  }

  /** A connection to a service's database, with the service's rights. */
  public Connection connect(String service) throws SQLException {
    try {
      var password =
          Files.readString(home.resolve(".weft/secrets/" + service + ".database.password"));
      var url = "jdbc:postgresql://" + database + "/" + service;
      return DriverManager.getConnection(url, service, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request with exactly this address. */
  public RawAnswer raw(String method, String address) {
    var gateway = URI.create(run.url());
    try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
      String request =
          "%s %s HTTP/1.1\r\nHost: weft\r\nConnection: close\r\n\r\n".formatted(method, address);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      int status = Integer.parseInt(answer.readLine().split(" ", 3)[1]);
      String type = "";
      for (String line = answer.readLine();
          line != null && !line.isEmpty();
          line = answer.readLine()) {
        if (line.regionMatches(true, 0, "content-type:", 0, "content-type:".length())) {
          type = line.substring("content-type:".length()).strip();
        }
      }
      return new RawAnswer(status, type, answer.readAllAsString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
