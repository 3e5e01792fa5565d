package com.happypancake.seeder.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.control.RequestGate.Refusal;
import com.happypancake.seeder.pace.RatePlan;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP API of a run, and its dashboard.
 *
 * <p>All requests but those for the dashboard's files need the token. Answers are JSON; errors are
 * {@code {"error": "what and what to do"}}. The threads are the server's own, and a connection that
 * does not read or write for long is closed, so no client holds up the run. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {

  private static final int THREADS = 16;
  private static final int MAX_BODY_BYTES = 4096;
  private static final long REQUEST_SECONDS = 10;
  private static final String JSON = "application/json";

  private final SeedControl control;
  private final RequestGate gate;
  private final HttpServer server;
  private final Map<String, Map<String, Route>> routes = new HashMap<>();
  private final SnapshotHistory history = new SnapshotHistory();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(THREADS, ControlServer::thread);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(ControlServer::thread);

  /** What answers a path and method. */
  private record Route(boolean needsToken, Action action) {}

  private interface Action {
    /** Throws IllegalArgumentException if the body is not what is expected. */
    Answer answer(String body);
  }

  private record Answer(int status, String type, String body) {

    static Answer error(int status, String what) {
      JsonObject json = new JsonObject();
      json.addProperty("error", what);
      return new Answer(status, JSON, json + "\n");
    }
  }

  private ControlServer(SeedControl control, RequestGate gate, HttpServer server)
      throws IOException {
    this.control = control;
    this.gate = gate;
    this.server = server;
    DashboardPage.files()
        .forEach(
            (path, file) ->
                route("GET", path, false, body -> new Answer(200, file.type(), file.content())));
    route("GET", "/state", true, body -> json(SnapshotJson.of(control.snapshot())));
    route("GET", "/history", true, body -> json(history.toJson()));
    route("PUT", "/rate", true, body -> done(() -> control.rate(plan(body))));
    route("POST", "/pause", true, body -> done(control::pause));
    route("POST", "/resume", true, body -> done(control::resume));
    route("POST", "/stop", true, body -> done(control::stop));
  }

  private void route(String method, String path, boolean needsToken, Action action) {
    routes.computeIfAbsent(path, key -> new HashMap<>()).put(method, new Route(needsToken, action));
  }

  /**
   * Starts the server. It serves until it is closed, also after the run.
   *
   * @param address where to listen; port 0 lets the system choose
   * @param name a host name by which browsers may call it, besides {@code localhost} and addresses
   * @throws IOException if it cannot listen there
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with the timer.
  public static ControlServer start(
      InetSocketAddress address, Optional<String> name, ControlToken token, SeedControl control)
      throws IOException {
    HttpServer http = HttpServer.create(address, 0);
    ControlServer server = new ControlServer(control, new RequestGate(token, name), http);
    server.timer.scheduleAtFixedRate(server::remember, 0, 1, TimeUnit.SECONDS);
    http.setExecutor(server::work);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hpc-control");
    thread.setDaemon(true);
    return thread;
  }

  private void remember() {
    history.add(control.snapshot());
  }

  /** Handles a request; its thread is interrupted after a while, which closes the connection. */
  private void work(Runnable exchange) {
    FutureTask<?> task = new FutureTask<>(exchange, null);
    workers.execute(
        () -> {
          Future<?> alarm =
              timer.schedule(() -> task.cancel(true), REQUEST_SECONDS, TimeUnit.SECONDS);
          task.run();
          alarm.cancel(false);
        });
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      Headers headers = exchange.getResponseHeaders();
      protect(headers);
      if (answer.status() == 204) {
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      headers.set("Content-Type", answer.type() + "; charset=utf-8");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void protect(Headers headers) {
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.set("X-Frame-Options", "DENY");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Map<String, Route> methods = routes.getOrDefault(exchange.getRequestURI().getPath(), Map.of());
    Optional<Route> route = Optional.ofNullable(methods.get(exchange.getRequestMethod()));
    Optional<Refusal> refusal =
        gate.refusal(
            exchange.getRequestHeaders(), route.map(Route::needsToken).orElse(methods.isEmpty()));
    if (refusal.isPresent()) {
      if (refusal.get().status() == 401) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      }
      return Answer.error(refusal.get().status(), refusal.get().why());
    }
    if (methods.isEmpty()) {
      return Answer.error(404, "no such path; see docs/control.md");
    }
    if (route.isEmpty()) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", methods.keySet()));
      return Answer.error(405, "use the method " + String.join(" or ", methods.keySet()));
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return Answer.error(413, "a body has at most " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return route.get().action().answer(new String(body, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Answer.error(400, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return Answer.error(500, String.valueOf(e.getMessage()));
    }
  }

  private static Answer json(JsonElement json) {
    return new Answer(200, JSON, json + "\n");
  }

  private static Answer done(Runnable order) {
    order.run();
    return new Answer(204, JSON, "");
  }

  private static RatePlan plan(String body) {
    if (!(parse(body) instanceof JsonObject json
        && json.get("plan") instanceof JsonPrimitive plan)) {
      throw new IllegalArgumentException(
          "expected {\"plan\": \"2000\"}; a plan is as for hpc seed --rate");
    }
    return RatePlan.parse(plan.getAsString());
  }

  private static JsonElement parse(String body) {
    try {
      return JsonParser.parseString(body);
    } catch (JsonParseException e) {
      return JsonNull.INSTANCE;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
    timer.shutdownNow();
  }
}
