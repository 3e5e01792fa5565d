package com.happypancake.seeder.run;

import com.happypancake.seeder.broker.BrokerAddress;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A proxy between a client and a broker that can cut connections, stop reading, slow down, fall
 * silent, or block the client. Thread-safe.
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
  private final Direction toBroker = new Direction();
  private final Direction fromBroker = new Direction();
  private final Object downstream = new Object();
  private DataOutputStream toClient = new DataOutputStream(OutputStream.nullOutputStream());
  private long cutAfterBytes = Long.MAX_VALUE;
  private boolean silent;
  private boolean refuses;
  private int accepted;

  /** Starts a proxy of a broker's first host. */
  public BrokerProxy(BrokerAddress target) throws IOException {
    this.target = target;
    // Else the system reads on for megabytes while a direction is stalled.
    server.setReceiveBufferSize(BUFFER_BYTES * 8);
    start("accept", this::accept);
  }

  /** The bytes from one side to the other, of all connections. Thread-safe. */
  public static final class Direction {

    private boolean stalled;
    private long bytesPerSecond = Long.MAX_VALUE;
    private long freeNanos = System.nanoTime();

    /** Stops reading. What was read goes on. */
    public synchronized void stall() {
      stalled = true;
    }

    /** Reads again. */
    public synchronized void resume() {
      stalled = false;
      notifyAll();
    }

    /** Lets so many bytes through in a second, of all connections together. */
    public synchronized void slow(long bytes) {
      bytesPerSecond = bytes;
      notifyAll();
    }

    /** Waits until these bytes may pass. */
    private synchronized void await(int bytes) throws InterruptedIOException {
      try {
        long now = System.nanoTime();
        freeNanos = Math.max(now, freeNanos) + bytes * 1_000_000_000L / bytesPerSecond;
        while (stalled || freeNanos > now) {
          long waitMillis = stalled ? 0 : Math.max(1, (freeNanos - now) / 1_000_000);
          wait(waitMillis);
          now = System.nanoTime();
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  /** Returns the bytes from clients to the broker. */
  public Direction toBroker() {
    return toBroker;
  }

  /** Returns the bytes from the broker to clients. */
  public Direction fromBroker() {
    return fromBroker;
  }

  /** Cuts all connections. New ones are accepted, unless {@link #refuse} was called. */
  public synchronized void cut() throws IOException {
    for (Socket socket : sockets) {
      if (!socket.isClosed()) {
        // The peer sees a reset, as if a host had failed.
        socket.setSoLinger(true, 0);
        socket.close();
      }
    }
    sockets.clear();
  }

  /** Ends each new connection at once, or accepts them again. */
  public synchronized void refuse(boolean value) {
    refuses = value;
  }

  /** Returns how many connections were accepted so far. */
  public synchronized int accepted() {
    return accepted;
  }

  /** Returns the proxy's address. */
  public BrokerAddress address() {
    return new BrokerAddress(
        false, "127.0.0.1", server.getLocalPort(), target.virtualHost(), target.login());
  }

  /** Cuts a connection after a number of bytes from the client to the broker. */
  public synchronized void cutAfter(long bytes) {
    cutAfterBytes = bytes;
  }

  /** Drops all further bytes from the broker to the client. */
  public void fallSilent() {
    synchronized (downstream) {
      silent = true;
    }
  }

  /** Tells the client that the broker accepts nothing more. */
  public void block(String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream arguments = new ByteArrayOutputStream();
    arguments.write(text.length);
    arguments.writeBytes(text);
    method(BLOCKED_METHOD, arguments.toByteArray());
  }

  /** Tells the client that the broker accepts again. */
  public void unblock() {
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
      Optional<Socket> connected = connect(client);
      if (connected.isEmpty()) {
        client.close();
        continue;
      }
      Socket broker = connected.get();
      synchronized (downstream) {
        toClient = new DataOutputStream(client.getOutputStream());
      }
      start("up", () -> up(client, broker));
      start("down", () -> down(broker, client));
    }
  }

  /** Connects a client to the broker; empty if the client or the broker is refused. */
  private synchronized Optional<Socket> connect(Socket client) {
    if (refuses) {
      return Optional.empty();
    }
    try {
      Socket broker = new Socket(target.host(), target.port());
      sockets.add(client);
      sockets.add(broker);
      accepted++;
      return Optional.of(broker);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void up(Socket client, Socket broker) throws IOException {
    try (client;
        broker) {
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      long passed = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        toBroker.await(read);
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
        fromBroker.await(header.length + rest.length);
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
