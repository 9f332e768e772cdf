package dev.weft.suite.crash;

import dev.weft.suite.crash.Passage.Disposition;
import dev.weft.suite.crash.Passage.Transfer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an AMQP 1.0 broker. Knows messages from management by the address of the link,
 * which has a session, and so a channel, of its own.
 */
final class AmqpWire extends Wire {

  private static final int AMQP = 'A' << 24 | 'M' << 16 | 'Q' << 8 | 'P';
  private static final int HEADER = 8;
  private static final int SMALL_ULONG = 0x53;
  private static final int ATTACH = 0x12;
  private static final int TRANSFER = 0x14;
  private static final int DISPOSITION = 0x15;

  private final String typePrefix;
  private final Frames sent = new Frames(AmqpWire::length, frame -> passed(true, frame));
  private final Frames answered = new Frames(AmqpWire::length, frame -> passed(false, frame));
  private final Map<Integer, Boolean> sentOfMessages = new HashMap<>();
  private final Map<Integer, Boolean> answeredOfMessages = new HashMap<>();
  private final DecoderImpl decoder = new DecoderImpl();

  /**
   * Between a process and its broker.
   *
   * @param typePrefix with which the names of message types begin, and of nothing else
   */
  AmqpWire(String typePrefix, Trap trap, NetSocket process, NetSocket server) {
    super(trap, process, server);
    this.typePrefix = typePrefix;
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
  }

  @Override
  void fromProcess(Buffer data) {
    sent.add(data);
  }

  @Override
  void fromServer(Buffer data) {
    answered.add(data);
  }

  private static int length(Buffer start) {
    var first = start.getInt(0);
    return first == AMQP ? HEADER : first;
  }

  private void passed(boolean toBroker, Buffer frame) {
    var passage = passage(toBroker, frame);
    if (passage == null) {
      pass(toBroker, frame);
    } else {
      pass(toBroker, frame, passage);
    }
  }

  private @Nullable Passage passage(boolean toBroker, Buffer frame) {
    var body = frame.getInt(0) == AMQP ? frame.length() : frame.getByte(4) * 4;
    if (frame.length() < body + 3
        || frame.getByte(5) != 0
        || frame.getByte(body + 1) != SMALL_ULONG) {
      return null;
    }
    var channel = frame.getUnsignedShort(6);
    var links = toBroker ? sentOfMessages : answeredOfMessages;
    var ofMessages = links.getOrDefault(channel, false);
    return switch (frame.getByte(body + 2)) {
      case ATTACH -> {
        links.put(channel, isOfMessages(toBroker, frame.getBytes(body, frame.length())));
        yield null;
      }
      case TRANSFER -> ofMessages ? new Transfer(toBroker) : null;
      case DISPOSITION -> ofMessages ? new Disposition(toBroker) : null;
      default -> null;
    };
  }

  /** By the end of the link that is at the broker. */
  private boolean isOfMessages(boolean toBroker, byte[] performative) {
    decoder.setByteBuffer(ByteBuffer.wrap(performative));
    var attach = (Attach) decoder.readObject();
    var target = attach.getTarget();
    var source = attach.getSource();
    var fromProcess = toBroker == (attach.getRole() == Role.SENDER);
    var address =
        fromProcess
            ? target == null ? null : target.getAddress()
            : source == null ? null : source.getAddress();
    return address != null && address.startsWith(typePrefix);
  }
}
