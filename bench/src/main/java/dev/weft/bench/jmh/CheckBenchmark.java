package dev.weft.bench.jmh;

import dev.weft.gateway.json.JsonScanner;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.KeyShapes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to check a part, and to note where its tokens lie. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CheckBenchmark {
  private static final int DEPTH = 100;

  @Param({"1024", "16384", "262144"})
  int size;

  private final KeyShapes shapes = new KeyShapes();
  private final JsonScanner scanner = new JsonScanner(DEPTH, shapes);
  private byte[] body = {};

  @Setup
  public void setUp() {
    body = Bodies.ofSize(size);
  }

  @Benchmark
  public @Nullable Object check() {
    scanner.reset();
    scanner.feed(body, 0, body.length);
    return scanner.finish();
  }

  @Benchmark
  public Object index() {
    return JsonTape.of(body, DEPTH, shapes);
  }
}
