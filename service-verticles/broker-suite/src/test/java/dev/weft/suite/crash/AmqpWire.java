package dev.weft.suite.crash;

import dev.weft.suite.crash.Passage.Disposition;
import dev.weft.suite.crash.Passage.Transfer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.amqp.transport.Source;
import org.apache.qpid.proton.amqp.transport.Target;
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
  private final Set<Integer> channelsToBroker = new HashSet<>();
  private final Set<Integer> channelsFromBroker = new HashSet<>();
  private final DecoderImpl decoder = new DecoderImpl();

  /**
   * Between a process and its broker.
   *
   * @param typePrefix with which the names of message types begin, and which is in no other address
   */
  AmqpWire(String typePrefix, Trap trap, NetSocket process, NetSocket server) {
    super(trap, process, server);
    this.typePrefix = typePrefix;
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
  }

  @Override
  int length(boolean toBroker, Buffer start) {
    var first = start.getInt(0);
    return first == AMQP ? HEADER : first;
  }

  @Override
  void passing(boolean toBroker, Buffer frame) {
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
    var channels = toBroker ? channelsToBroker : channelsFromBroker;
    var ofMessages = channels.contains(channel);
    return switch (frame.getByte(body + 2)) {
      case ATTACH -> {
        channels.remove(channel);
        if (isOfMessages(toBroker, frame.getBytes(body, frame.length()))) {
          channels.add(channel);
        }
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
    var address =
        toBroker == (attach.getRole() == Role.SENDER)
            ? Optional.ofNullable(attach.getTarget()).map(Target::getAddress)
            : Optional.ofNullable(attach.getSource()).map(Source::getAddress);
    return address.filter(name -> name.contains(typePrefix)).isPresent();
  }
}
