package dev.weft.testkit;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.kit.Answer;
import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.Transaction;
import java.math.BigDecimal;
import java.time.Duration;

/** A service with something of everything. */
public final class ParcelService implements Service {

  static final Duration PATIENCE = Duration.ofMinutes(15);

  @MessageType(name = "parcels.Sent")
  record Sent(@MessageKey long number, BigDecimal weight) {}

  @MessageType(name = "parcels.Arrived")
  record Arrived(@MessageKey long number, BigDecimal weight) {}

  @MessageType(name = "parcels.Lost")
  record Lost(@MessageKey long number) {}

  @MessageType(name = "parcels.LateCheck")
  record LateCheck(@MessageKey long number) {}

  record NewParcel(long number) {}

  @Override
  public String name() {
    return "parcels";
  }

  @Override
  public void define(ServiceDefinition parcels) {
    parcels
        .migrations("db/parcels")
        .firstLoad(
            (_, _) -> {
              throw new IllegalStateException("no test wants all of it");
            })
        .get("/parcels/{number}", ParcelService::parcel)
        .post("/parcels", ParcelService::expect)
        .on(Sent.class, ParcelService::sent)
        .on(LateCheck.class, ParcelService::late)
        .emits(Arrived.class, Lost.class, LateCheck.class);
  }

  private static Answer parcel(Request request, Transaction tx) {
    return tx.one("select weight from parcel where number = $1", request.longParameter("number"))
        .map(row -> Answer.ok(new Arrived(request.longParameter("number"), row.getBigDecimal(0))))
        .orElseThrow(() -> Refusal.notFound("no such parcel"));
  }

  private static Answer expect(Request request, Transaction tx) {
    var parcel = request.body(NewParcel.class);
    tx.emitAfter(PATIENCE, new LateCheck(parcel.number()));
    return Answer.accepted(parcel);
  }

  private static void sent(Sent sent, Transaction tx) {
    if (tx.one("select from strike").isPresent()) {
      throw new IllegalStateException("there is a strike");
    }
    tx.update("insert into parcel (number, weight) values ($1, $2)", sent.number(), sent.weight());
    tx.emit(new Arrived(sent.number(), sent.weight()));
  }

  private static void late(LateCheck check, Transaction tx) {
    if (tx.one("select from parcel where number = $1", check.number()).isEmpty()) {
      tx.emit(new Lost(check.number()));
    }
  }
}
