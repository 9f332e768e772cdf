package dev.weft.bench.jmh;

import dev.weft.gateway.answer.Assembler;
import dev.weft.gateway.answer.JoinIndex;
import dev.weft.gateway.answer.Parts;
import dev.weft.gateway.call.Call;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.call.Caller;
import dev.weft.gateway.call.Cancellation;
import dev.weft.gateway.call.Deadline;
import dev.weft.gateway.call.HeaderList;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.KeyShapes;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.route.KnownServices;
import dev.weft.gateway.route.RouteFiles;
import dev.weft.gateway.run.PlanRun;
import dev.weft.gateway.run.RequestValues;
import dev.weft.node.config.Mistakes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

/**
 * The plan runner and the assembler without sockets: calls that are answered at once with parts
 * that are there already.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanBenchmark {
  private static final int DEPTH = 100;
  private static final int PART_BYTES = 1024;

  /** How many calls a plan has, all side by side or each after the one before. */
  @Param({"3", "10", "30"})
  int calls;

  @Param({"parallel", "chain", "pick"})
  String shape = "parallel";

  private @Nullable Fixture fixture;

  /** What does not change from run to run. */
  @SuppressWarnings("ArrayRecordComponent") // what the runner takes
  private record Fixture(Plan plan, Call[] calls, RequestValues values, Parts parts) {}

  @Setup
  public void setUp() throws IOException {
    var directory = Files.createTempDirectory("weft-jmh");
    Files.writeString(directory.resolve("routes.yaml"), route());
    var mistakes = new Mistakes();
    var known = new KnownServices(Set.of("s"), false, mistakes);
    var plan = (Plan) RouteFiles.load(directory, known, mistakes).getFirst();
    mistakes.throwIfAny();
    byte[] body = Bodies.ofSize(PART_BYTES);
    var tape = ((JsonTape.Taped) JsonTape.of(body, DEPTH, new KeyShapes())).tape();
    var part = new Part(Splice.of(body), tape);
    var answered = new CallResult.Answered(200, MultiMap.caseInsensitiveMultiMap(), part);
    var made = new Call[plan.calls().size()];
    Arrays.fill(made, (Call) request -> Future.succeededFuture(answered));
    var values =
        new RequestValues(
            List.of("7"),
            null,
            MultiMap.caseInsensitiveMultiMap(),
            Caller.ANONYMOUS,
            null,
            Part.NULL);
    fixture = new Fixture(plan, made, values, new SamePart(part));
  }

  private String route() {
    var text = new StringBuilder("GET /things/{id}:\n  calls:\n");
    for (int i = 0; i < calls; i++) {
      String reference = shape.equals("chain") && i > 0 ? "{c" + (i - 1) + ".rows[0].id}" : "{id}";
      String pick = shape.equals("pick") ? ", pick: [service, rows]" : "";
      text.append("    c%d: { service: s, get: \"/things/%s\"%s }\n".formatted(i, reference, pick));
    }
    return text.toString();
  }

  @Benchmark
  public Object run() {
    var it = fixture();
    var request =
        new PlanRun.Request(
            it.values(),
            call -> HeaderList.NONE,
            Deadline.in(Duration.ofSeconds(5)),
            new Cancellation(),
            null);
    return PlanRun.start(it.plan(), it.calls(), request);
  }

  /** Putting together and copying to where a socket can send from. */
  @Benchmark
  public int assemble() {
    var it = fixture();
    var bytes = Assembler.assemble(it.plan().answer(), it.plan().calls(), it.parts()).toPooled();
    int length = bytes.readableBytes();
    bytes.release();
    return length;
  }

  private Fixture fixture() {
    if (fixture == null) {
      throw new IllegalStateException("JMH sets it up first");
    }
    return fixture;
  }

  /** Every call was answered with the same. */
  private record SamePart(Part part) implements Parts {
    @Override
    public Part part(int call) {
      return part;
    }

    @Override
    public @Nullable String text(Reference reference) {
      return null;
    }

    @Override
    public JoinIndex.@Nullable Found joined(int call, String key) {
      return null;
    }
  }
}
