package com.happypancake.seeder.broker;

import com.happypancake.seeder.tls.TlsContexts;
import com.happypancake.seeder.tls.TlsFiles;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Ends the TLS of clients and passes their bytes on to a broker without TLS. */
final class TlsProxy implements Closeable {

  private final SSLServerSocket server;
  private final BrokerAddress target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /**
   * Starts a proxy.
   *
   * @param files its own certificate, and the authorities of the clients' certificates
   * @param asksForClients whether clients need a certificate
   */
  TlsProxy(BrokerAddress target, TlsFiles files, boolean asksForClients) throws IOException {
    this.target = target;
    SSLContext context = TlsContexts.of(files);
    this.server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(asksForClients);
    start(this::accept);
  }

  /** Returns the proxy's address. */
  BrokerAddress address(String host, TlsFiles files) {
    return new BrokerAddress(
            true, host, server.getLocalPort(), target.virtualHost(), target.login())
        .withTlsFiles(files);
  }

  /** Runs a task that ends with its socket. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The socket was closed, or the handshake failed, which the client tells.
              }
            },
            "tls-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      SSLSocket client = (SSLSocket) server.accept();
      sockets.add(client);
      start(() -> serve(client));
    }
  }

  private void serve(SSLSocket client) throws IOException {
    try (client) {
      client.startHandshake();
      Socket broker = new Socket(target.host(), target.port());
      sockets.add(broker);
      start(() -> pass(broker, client));
      pass(client, broker);
    }
  }

  private static void pass(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
