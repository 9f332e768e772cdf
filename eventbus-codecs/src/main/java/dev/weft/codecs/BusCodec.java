package dev.weft.codecs;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Carries one message type over the Vert.x event bus: version, length, JSON. */
final class BusCodec<M extends Record> implements MessageCodec<M, M> {

  private final MessageDefinition<M> definition;
  private final RecordWire json;

  BusCodec(MessageDefinition<M> definition, RecordWire json) {
    this.definition = definition;
    this.json = json;
  }

  @Override
  public void encodeToWire(Buffer wire, M message) {
    var data = json.encode(message);
    wire.appendInt(definition.version()).appendInt(data.length()).appendBuffer(data);
  }

  @Override
  public M decodeFromWire(int start, Buffer wire) {
    var version = wire.getInt(start);
    var from = start + 2 * Integer.BYTES;
    var data = wire.slice(from, from + wire.getInt(start + Integer.BYTES));
    try {
      return definition.read(version, json, data);
    } catch (NotDecoded e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Messages are immutable records, so a local receiver gets the very same one. */
  @Override
  public M transform(M message) {
    return message;
  }

  @Override
  public String name() {
    return "weft:" + definition.name();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
