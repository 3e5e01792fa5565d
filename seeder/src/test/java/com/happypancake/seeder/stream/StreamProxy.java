package com.happypancake.seeder.stream;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A proxy before a broker that can cut its connections, or stop to read and write. */
final class StreamProxy implements Closeable {

  private static final int BUFFER_BYTES = 1 << 14;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String host;
  private final int port;
  private final List<Socket> sockets = new ArrayList<>();
  private boolean frozen;

  StreamProxy(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    start(this::accept);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                // The socket was closed, which ends the task.
              }
            },
            "stream-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Ends all connections; new ones are accepted. */
  synchronized void cut() throws IOException {
    for (Socket each : sockets) {
      each.close();
    }
    sockets.clear();
  }

  /** Neither reads nor writes from now on. */
  synchronized void freeze() {
    frozen = true;
  }

  /** Goes on. */
  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket broker = new Socket(host, port);
      synchronized (this) {
        sockets.add(client);
        sockets.add(broker);
      }
      start(() -> copy(client, broker));
      start(() -> copy(broker, client));
    }
  }

  private void copy(Socket from, Socket to) throws IOException, InterruptedException {
    try (from;
        to) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        awaitThaw();
        to.getOutputStream().write(buffer, 0, read);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    thaw();
    cut();
  }
}
