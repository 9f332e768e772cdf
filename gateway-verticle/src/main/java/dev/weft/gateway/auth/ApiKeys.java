package dev.weft.gateway.auth;

import dev.weft.gateway.call.Caller;
import dev.weft.gateway.json.JsonTape;
import dev.weft.node.config.ConfigReader;
import dev.weft.node.config.Mistake;
import dev.weft.node.config.Mistakes;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clients that were given keys. The file has only hashes; a key is looked up by its own hash,
 * so that how long that takes tells nothing of the keys. Safe for all threads.
 */
public final class ApiKeys {
  private static final int LONGEST = 512;
  private static final int DEEPEST = 5;

  private volatile Map<String, Caller> byHash = Map.of();
  private volatile int mistakes;

  /** {@code keys:} a list of clients; an empty one is a file that is about to be written. */
  record KeysFile(List<Client> keys) {
    KeysFile {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("needs keys");
      }
    }
  }

  /**
   * One client.
   *
   * @param sha256 of its key, 64 hexadecimal digits
   */
  record Client(String client, String sha256, List<String> scopes) {
    Client {
      if (client.isBlank() || !sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "needs client, and sha256 with 64 hexadecimal digits in lower case");
      }
    }
  }

  /** Reads the file; with mistakes in it, all stays as it was. */
  public List<Mistake> load(Path file) {
    var found = new Mistakes();
    ConfigReader.read(file, KeysFile.class, Map.of(), found).ifPresent(this::take);
    mistakes = found.size();
    return found.list();
  }

  /** How many were found when the file was last looked at. */
  public int mistakes() {
    return mistakes;
  }

  private void take(KeysFile file) {
    var callers = new HashMap<String, Caller>();
    file.keys().forEach(client -> callers.put(client.sha256(), caller(client)));
    byHash = Map.copyOf(callers);
  }

  private static Caller caller(Client client) {
    var claims =
        new JsonObject()
            .put("sub", client.client())
            .put("scope", String.join(" ", client.scopes()));
    byte[] bytes = claims.encode().getBytes(StandardCharsets.UTF_8);
    return switch (JsonTape.of(bytes, DEEPEST)) {
      case JsonTape.Taped(var tape) ->
          Callers.of("key", client.client(), client.scopes(), Map.of(), tape);
      case JsonTape.Faulty(var fault) -> throw new IllegalStateException(fault.description());
    };
  }

  /** The client that has a key, null when there is none. */
  public @Nullable Caller find(String key) {
    return key.isEmpty() || key.length() > LONGEST ? null : byHash.get(Sha256.hex(key));
  }
}
