package com.happypancake.seeder.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium with one page, driven by its DevTools protocol. Without Chromium the test is
 * skipped, or fails if HPC_TEST_CHROMIUM_REQUIRED is set. For one thread.
 */
final class TestBrowser implements AutoCloseable {

  private static final String REQUIRED = "HPC_TEST_CHROMIUM_REQUIRED";
  private static final long ANSWER_SECONDS = 60;

  /** The addresses of all requests of the page. */
  final Queue<String> requests = new ConcurrentLinkedQueue<>();

  /** What the page wrote to its console, and its uncaught errors. */
  final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final Process process;
  private final WebSocket socket;
  private final String session;

  private TestBrowser(Process process, URI devTools) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(devTools, new Receiver())
            .join();
    JsonObject target = send("", "Target.createTarget", "{'url': 'about:blank'}");
    String id = target.get("targetId").getAsString();
    this.session =
        send("", "Target.attachToTarget", "{'targetId': '" + id + "', 'flatten': true}")
            .get("sessionId")
            .getAsString();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      send(domain + ".enable", "{}");
    }
  }

  /** Starts it with a profile in an empty folder. */
  static TestBrowser start(Path profile) throws IOException {
    Optional<Path> program =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Arrays.stream(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assertThat(program.isPresent() || System.getenv(REQUIRED) == null)
        .as("chromium is there; %s is set", REQUIRED)
        .isTrue();
    Assumptions.assumeTrue(program.isPresent(), "no chromium is there");
    ProcessBuilder chromium =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-breakpad",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectErrorStream(true);
    chromium.environment().put("XDG_CONFIG_HOME", profile.toString());
    Process process = chromium.start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String prefix = "DevTools listening on ";
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(prefix)) {
        Thread drain = new Thread(() -> said.lines().forEach(each -> {}), "chromium's output");
        drain.setDaemon(true);
        drain.start();
        return new TestBrowser(process, URI.create(line.substring(prefix.length())));
      }
      all.append(line).append('\n');
    }
    throw new IOException("chromium ended: " + all);
  }

  /** Opens an address, also the one that is shown. */
  void open(String address) {
    send("Page.navigate", "{'url': '" + address + "'}");
  }

  void reload() {
    send("Page.reload", "{}");
  }

  /** Sets the width of the window, and whether the user prefers dark colours. */
  void look(int width, boolean dark) {
    send(
        "Emulation.setDeviceMetricsOverride",
        "{'width': " + width + ", 'height': 800, 'deviceScaleFactor': 1, 'mobile': true}");
    send(
        "Emulation.setEmulatedMedia",
        "{'features': [{'name': 'prefers-color-scheme', 'value': '"
            + (dark ? "dark" : "light")
            + "'}]}");
  }

  /** Returns the value of a JavaScript expression as text; an error's text if it fails. */
  String eval(String expression) {
    JsonObject params = new JsonObject();
    params.addProperty("expression", "String(" + expression + ")");
    JsonObject result = send("Runtime.evaluate", params.toString()).getAsJsonObject("result");
    return result.has("value")
        ? result.get("value").getAsString()
        : result.get("description").getAsString();
  }

  /** Returns the text of the element with an id. */
  String text(String id) {
    return eval("document.getElementById('" + id + "').textContent");
  }

  /** Clicks the middle of the element with an id, as a mouse does. */
  void click(String id) {
    String box = "document.getElementById('" + id + "').getBoundingClientRect()";
    eval("document.getElementById('" + id + "').scrollIntoView({block: 'center'})");
    String place =
        eval(
            "JSON.stringify({x: "
                + box
                + ".x + "
                + box
                + ".width / 2, y: "
                + box
                + ".y + "
                + box
                + ".height / 2})");
    JsonObject event = JsonParser.parseString(place).getAsJsonObject();
    event.addProperty("button", "left");
    event.addProperty("clickCount", 1);
    for (String type : List.of("mousePressed", "mouseReleased")) {
      event.addProperty("type", type);
      send("Input.dispatchMouseEvent", event.toString());
    }
  }

  /** Presses a key, such as {@code Tab}, {@code Enter} or {@code ArrowRight}. */
  void press(String key) {
    int code = Map.of("Tab", 9, "Enter", 13, "Escape", 27, "ArrowRight", 39).get(key);
    String text = key.equals("Enter") ? ", 'text': '\\r'" : "";
    for (String type : List.of("keyDown", "keyUp")) {
      send(
          "Input.dispatchKeyEvent",
          "{'type': '"
              + type
              + "', 'key': '"
              + key
              + "', 'code': '"
              + key
              + "', 'windowsVirtualKeyCode': "
              + code
              + text
              + "}");
    }
  }

  /** Writes a picture of the window. */
  void picture(Path png) throws IOException {
    String data = send("Page.captureScreenshot", "{}").get("data").getAsString();
    Files.write(png, Base64.getDecoder().decode(data));
  }

  private JsonObject send(String method, String params) {
    return send(session, method, params);
  }

  private JsonObject send(String to, String method, String params) {
    JsonObject message = new JsonObject();
    int id = lastId.incrementAndGet();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", JsonParser.parseString(params));
    if (!to.isEmpty()) {
      message.addProperty("sessionId", to);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonObject received = answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    assertThat(received.has("error")).as("%s: %s", method, received).isFalse();
    return received.getAsJsonObject("result");
  }

  private void receive(JsonObject message) {
    if (message.has("id")) {
      answers.remove(message.get("id").getAsInt()).complete(message);
      return;
    }
    JsonElement params = message.get("params");
    switch (message.get("method").getAsString()) {
      case "Network.requestWillBeSent" ->
          requests.add(
              params.getAsJsonObject().getAsJsonObject("request").get("url").getAsString());
      case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown" ->
          complaints.add(params.toString());
      default -> {}
    }
  }

  /** Puts the pieces of messages together. */
  private final class Receiver implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        receive(message);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  @Override
  public void close() {
    send("", "Browser.close", "{}");
    process.onExit().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }
}
