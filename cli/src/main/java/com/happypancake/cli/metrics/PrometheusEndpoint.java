package com.happypancake.cli.metrics;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** An HTTP server that answers only {@code GET /metrics}, in the Prometheus text format. */
final class PrometheusEndpoint implements AutoCloseable {

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PATH = "/metrics";

  private final HttpServer server;
  private final ExecutorService executor;

  private PrometheusEndpoint(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts the server.
   *
   * @param text returns the metrics; called for each request
   * @throws CommandException if it cannot listen on the address
   */
  static PrometheusEndpoint open(HostPort place, Supplier<String> text) throws CommandException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(place.host(), place.port()), 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.LOCAL,
          "--metrics-prometheus: can't listen on "
              + place
              + ": "
              + e.getMessage()
              + "; choose another port",
          e);
    }
    ExecutorService executor = Executors.newSingleThreadExecutor(PrometheusEndpoint::thread);
    server.setExecutor(executor);
    server.createContext(PATH, exchange -> answer(exchange, text));
    server.start();
    return new PrometheusEndpoint(server, executor);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hpc-metrics");
    thread.setDaemon(true);
    return thread;
  }

  private static void answer(HttpExchange exchange, Supplier<String> text) throws IOException {
    try (exchange) {
      // The server passes all paths that begin with the context's path.
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
