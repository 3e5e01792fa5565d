package com.happypancake.cli.metrics;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A StatsD that writes down what it receives. */
public final class UdpReceiver implements AutoCloseable {

  private final DatagramSocket socket;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::receive, "udp-receiver");

  /** Listens on a port of this machine that is free. */
  public UdpReceiver() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    thread.setDaemon(true);
    thread.start();
  }

  private void receive() {
    byte[] buffer = new byte[65_535];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return;
      }
      lines.addAll(
          new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  /** Returns where it listens. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Returns the lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    socket.close();
  }
}
