package com.happypancake.benchmarks;

import com.happypancake.seeder.broker.BrokerAddress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Passes AMQP 0-9-1 on between clients and a broker, and counts what clients publish in each second
 * since the first message. So all clients are measured by the same clock. Thread-safe.
 */
final class PublishRelay implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PROTOCOL_HEADER_BYTES = 8;
  private static final int FRAME_HEADER_BYTES = 7;
  private static final int METHOD_FRAME = 1;
  private static final int BASIC_PUBLISH = (60 << 16) | 40;

  /** Where a publish has the length of its exchange's name: behind two identifiers and a ticket. */
  private static final int EXCHANGE_LENGTH = FRAME_HEADER_BYTES + 6;

  private static final long NANOS = 1_000_000_000;

  private final BrokerAddress broker;
  private final LongSupplier nanoTime;
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new ArrayList<>();
  private final List<Integer> seconds = new ArrayList<>();
  private long startNanos;

  PublishRelay(BrokerAddress broker, LongSupplier nanoTime) throws IOException {
    this.broker = broker;
    this.nanoTime = nanoTime;
    start(this::accept);
  }

  /** Returns the port at which clients connect. */
  int port() {
    return server.getLocalPort();
  }

  /**
   * Returns how many messages were published in each whole second since the first message, and
   * begins anew. The last second is left out, because it may not be whole.
   */
  synchronized List<Integer> takeSeconds() {
    List<Integer> whole = List.copyOf(seconds.subList(0, Math.max(0, seconds.size() - 1)));
    seconds.clear();
    return whole;
  }

  private synchronized void count(long nowNanos) {
    if (seconds.isEmpty()) {
      startNanos = nowNanos;
    }
    int second = (int) ((nowNanos - startNanos) / NANOS);
    while (seconds.size() <= second) {
      seconds.add(0);
    }
    seconds.set(second, seconds.get(second) + 1);
  }

  private static void start(Comparison.Action action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (IOException e) {
                // A socket was closed, which ends the task.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket target = new Socket(broker.host(), broker.port());
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      synchronized (sockets) {
        sockets.add(client);
        sockets.add(target);
      }
      start(() -> up(client, target));
      start(() -> down(target, client));
    }
  }

  private void up(Socket client, Socket target) throws IOException {
    try (client;
        target) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER_BYTES));
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(target.getOutputStream(), BUFFER_BYTES));
      out.write(in.readNBytes(PROTOCOL_HEADER_BYTES));
      out.flush();
      byte[] frame = new byte[BUFFER_BYTES];
      while (true) {
        in.readFully(frame, 0, FRAME_HEADER_BYTES);
        int rest = number(frame, 3) + 1;
        if (frame.length < FRAME_HEADER_BYTES + rest) {
          throw new IOException("a frame of " + rest + " bytes; expected at most " + BUFFER_BYTES);
        }
        in.readFully(frame, FRAME_HEADER_BYTES, rest);
        // The default exchange has no name; through it the seeder renews its ledger.
        if (frame[0] == METHOD_FRAME
            && number(frame, FRAME_HEADER_BYTES) == BASIC_PUBLISH
            && frame[EXCHANGE_LENGTH] > 0) {
          count(nanoTime.getAsLong());
        }
        out.write(frame, 0, FRAME_HEADER_BYTES + rest);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }
  }

  private static int number(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes).getInt(offset);
  }

  private static void down(Socket target, Socket client) throws IOException {
    try (target;
        client) {
      target.getInputStream().transferTo(client.getOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (sockets) {
      for (Socket each : sockets) {
        each.close();
      }
    }
  }
}
