package com.happypancake.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link MessageServer} in a process of its own, whose share of the processors is known. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final String url;

  private ServerProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one.
   *
   * @param java the words that start a class in a JVM
   * @throws IOException if it does not start
   */
  static ServerProcess start(List<String> java, long rows) throws IOException {
    List<String> words = new ArrayList<>(java);
    words.add(MessageServer.class.getName());
    words.add(String.valueOf(rows));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String url = reader.readLine();
    if (url == null) {
      throw new IOException("the server of the benchmarks does not start");
    }
    return new ServerProcess(process, url);
  }

  /** Returns the database's URL. */
  String url() {
    return url;
  }

  /** Returns the processor time that the server took so far; 0 where the system does not tell. */
  long cpuNanos() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
