package com.happypancake.cli.metrics;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Sends lines of StatsD by UDP, each in a separate packet. A line is sent before the call returns,
 * so none is left at the end. Lines that cannot be sent are dropped with one note, because metrics
 * must not end a run. Thread-safe.
 */
final class StatsdSink implements Consumer<String>, AutoCloseable {

  private final HostPort target;
  private final InetAddress address;
  private final DatagramSocket socket;
  private final Consumer<String> notes;
  private boolean failed;

  private StatsdSink(
      HostPort target, InetAddress address, DatagramSocket socket, Consumer<String> notes) {
    this.target = target;
    this.address = address;
    this.socket = socket;
    this.notes = notes;
  }

  /**
   * Opens a sink.
   *
   * @param notes receives one note if lines cannot be sent
   * @throws CommandException if the host is unknown
   * @throws IOException if no socket can be opened
   */
  static StatsdSink open(HostPort target, Consumer<String> notes)
      throws CommandException, IOException {
    try {
      InetAddress address = InetAddress.getByName(target.host());
      return new StatsdSink(target, address, new DatagramSocket(), notes);
    } catch (UnknownHostException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--metrics-statsd: no address is known of the host '" + target.host() + "'",
          e);
    }
  }

  @Override
  public synchronized void accept(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, address, target.port()));
    } catch (IOException | IllegalArgumentException e) {
      if (!failed) {
        failed = true;
        notes.accept("metrics can't be sent to " + target + ": " + e.getMessage());
      }
    }
  }

  @Override
  public synchronized void close() {
    socket.close();
  }
}
