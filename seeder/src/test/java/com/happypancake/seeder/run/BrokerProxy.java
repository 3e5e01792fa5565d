package com.happypancake.seeder.run;

import com.happypancake.seeder.broker.BrokerAddress;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A proxy between a client and a broker that can cut the connection, fall silent, or block the
 * client.
 */
public final class BrokerProxy implements Closeable {

  private static final int BUFFER_BYTES = 1 << 12;
  private static final int FRAME_HEADER_BYTES = 7;
  private static final int METHOD_FRAME = 1;
  private static final int FRAME_END = 0xCE;
  private static final int CONNECTION_CLASS = 10;
  private static final int BLOCKED_METHOD = 60;
  private static final int UNBLOCKED_METHOD = 61;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final BrokerAddress target;
  private final List<Socket> sockets = new ArrayList<>();
  private final Object downstream = new Object();
  private DataOutputStream toClient = new DataOutputStream(OutputStream.nullOutputStream());
  private long cutAfterBytes = Long.MAX_VALUE;
  private boolean silent;

  BrokerProxy(BrokerAddress target) throws IOException {
    this.target = target;
    start("accept", this::accept);
  }

  /** Returns the proxy's address. */
  BrokerAddress address() {
    return new BrokerAddress(
        false, "127.0.0.1", server.getLocalPort(), target.virtualHost(), target.login());
  }

  /** Cuts a connection after a number of bytes from the client to the broker. */
  synchronized void cutAfter(long bytes) {
    cutAfterBytes = bytes;
  }

  /** Drops all further bytes from the broker to the client. */
  void fallSilent() {
    synchronized (downstream) {
      silent = true;
    }
  }

  /** Tells the client that the broker accepts nothing more. */
  void block(String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream arguments = new ByteArrayOutputStream();
    arguments.write(text.length);
    arguments.writeBytes(text);
    method(BLOCKED_METHOD, arguments.toByteArray());
  }

  /** Tells the client that the broker accepts again. */
  void unblock() {
    method(UNBLOCKED_METHOD, new byte[0]);
  }

  private void method(int method, byte[] arguments) {
    synchronized (downstream) {
      try {
        toClient.writeByte(METHOD_FRAME);
        toClient.writeShort(0);
        toClient.writeInt(4 + arguments.length);
        toClient.writeShort(CONNECTION_CLASS);
        toClient.writeShort(method);
        toClient.write(arguments);
        toClient.writeByte(FRAME_END);
        toClient.flush();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** Runs a task that ends with its socket. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The socket was closed, which ends the task.
              }
            },
            "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket broker = new Socket(target.host(), target.port());
      synchronized (this) {
        sockets.add(client);
        sockets.add(broker);
      }
      synchronized (downstream) {
        toClient = new DataOutputStream(client.getOutputStream());
      }
      start("up", () -> up(client, broker));
      start("down", () -> down(broker, client));
    }
  }

  private void up(Socket client, Socket broker) throws IOException {
    try (client;
        broker) {
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      long passed = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int allowed = (int) Math.min(read, limit() - passed);
        broker.getOutputStream().write(buffer, 0, allowed);
        passed += allowed;
        if (passed == limit()) {
          client.setSoLinger(true, 0);
          return;
        }
      }
    }
  }

  private synchronized long limit() {
    return cutAfterBytes;
  }

  /** Forwards whole frames, so that other frames can be inserted. */
  private void down(Socket broker, Socket client) throws IOException {
    try (client;
        broker) {
      DataInputStream in = new DataInputStream(broker.getInputStream());
      byte[] header = new byte[FRAME_HEADER_BYTES];
      while (true) {
        in.readFully(header);
        int size =
            (header[3] & 0xFF) << 24
                | (header[4] & 0xFF) << 16
                | (header[5] & 0xFF) << 8
                | (header[6] & 0xFF);
        byte[] rest = new byte[size + 1];
        in.readFully(rest);
        synchronized (downstream) {
          if (!silent) {
            client.getOutputStream().write(header);
            client.getOutputStream().write(rest);
          }
        }
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
