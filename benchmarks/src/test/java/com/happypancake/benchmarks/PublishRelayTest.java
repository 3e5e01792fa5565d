package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.broker.BrokerAddress;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PublishRelayTest {

  private static final int PUBLISH = (60 << 16) | 40;
  private static final int ACK = (60 << 16) | 80;
  private static final int FRAME_BYTES = 18;

  private final AtomicLong clock = new AtomicLong(5_000_000_000L);

  /** Writes a frame with a method, a ticket, and the length and name of an exchange. */
  private static void frame(DataOutputStream out, int type, int method, String exchange)
      throws IOException {
    out.writeByte(type);
    out.writeShort(1);
    out.writeInt(7 + exchange.length());
    out.writeInt(method);
    out.writeShort(0);
    out.writeByte(exchange.length());
    out.writeBytes(exchange);
    out.writeByte(0xCE);
    out.flush();
  }

  @Test
  void publishedMessagesAreCountedInEachWholeSecondAndPassedOn() throws Exception {
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PublishRelay relay =
            new PublishRelay(
                BrokerAddress.parse("amqp://127.0.0.1:" + broker.getLocalPort()), clock::get);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        Socket target = broker.accept()) {
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      out.write("AMQP0091".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(target.getInputStream().readNBytes(8)).asString().isEqualTo("AMQP0091");
      for (long millis : new long[] {0, 999, 1_000, 3_000, 3_001}) {
        clock.set(5_000_000_000L + millis * 1_000_000);
        frame(out, 1, PUBLISH, "hpc");
        assertThat(target.getInputStream().readNBytes(FRAME_BYTES)).hasSize(FRAME_BYTES);
      }
      frame(out, 1, ACK, "hpc");
      frame(out, 2, PUBLISH, "hpc");
      // The ledger of the seeder, and no event.
      frame(out, 1, PUBLISH, "");
      assertThat(target.getInputStream().readNBytes(3 * FRAME_BYTES - 3))
          .hasSize(3 * FRAME_BYTES - 3);
      target.getOutputStream().write(7);
      assertThat(client.getInputStream().read()).isEqualTo(7);
      assertThat(relay.takeSeconds()).containsExactly(2, 1, 0);
      assertThat(relay.takeSeconds()).isEmpty();
    }
  }
}
