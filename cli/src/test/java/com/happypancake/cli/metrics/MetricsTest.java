package com.happypancake.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.transformation.TransformFigures;
import com.happypancake.cli.transformation.TransformMeters;
import com.happypancake.transformer.TransformEvent;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Planned;
import com.happypancake.transformer.TransformEvent.Progress;
import com.happypancake.transformer.TransformEvent.Work;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {

  private final List<String> notes = new ArrayList<>();

  private Metrics open(Optional<HostPort> statsd, Optional<HostPort> prometheus) throws Exception {
    return Metrics.open(statsd, prometheus, Map.of("country", "FI"), notes::add);
  }

  private static HttpResponse<String> request(String method, int port, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void statsdReceivesCountsAtOnceAndTheLastValuesAtTheEnd() throws Exception {
    try (UdpReceiver statsd = new UdpReceiver()) {
      AtomicInteger value = new AtomicInteger(1);
      try (Metrics metrics =
          open(
              Optional.of(HostPort.parse("x", statsd.address(), Optional.empty())),
              Optional.empty())) {
        Gauge.builder("hpc.some.gauge", value, AtomicInteger::get).register(metrics.registry());
        Counter.builder("hpc.some.rows")
            .tags(Tags.of(Metrics.tag("table", "side.Odd|#,:@ Näme]s")))
            .register(metrics.registry())
            .increment(4_096);
        await()
            .untilAsserted(
                () ->
                    assertThat(statsd.lines())
                        .contains(
                            "hpc.some.rows:4096|c|#statistic:count,country:FI,"
                                + "table:side.Odd_____ Näme]s"));
        value.set(77);
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(statsd.lines())
                      .contains("hpc.some.gauge:77|g|#statistic:value,country:FI")
                      .anyMatch(line -> line.startsWith("jvm.memory.used:")));
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void prometheusReadsTheMetersUntilTheEnd() throws Exception {
    int port;
    try (Metrics metrics = open(Optional.empty(), Optional.of(new HostPort("127.0.0.1", 0)))) {
      port = metrics.prometheusPort().orElseThrow();
      metrics.registry().counter("hpc.some.rows", "table", "dbo.Members").increment(3);
      HttpResponse<String> answer = request("GET", port, "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body())
          .contains("hpc_some_rows_total{country=\"FI\",table=\"dbo.Members\"} 3.0\n")
          .contains("jvm_memory_used_bytes{");
      assertThat(request("GET", port, "/metricsx").statusCode()).isEqualTo(404);
      assertThat(request("GET", port, "/").statusCode()).isEqualTo(404);
      assertThat(request("POST", port, "/metrics").statusCode()).isEqualTo(405);
    }
    assertThatThrownBy(() -> request("GET", port, "/metrics")).isInstanceOf(ConnectException.class);
  }

  @Test
  void prometheusReadsWhatATransformDidInThisRun() throws Exception {
    try (Metrics metrics = open(Optional.empty(), Optional.of(new HostPort("127.0.0.1", 0)))) {
      TransformFigures figures = new TransformFigures(System::nanoTime);
      Consumer<TransformEvent> events =
          figures.andThen(new TransformMeters(metrics.registry(), figures));
      events.accept(
          new Planned(
              Map.of(Phase.LOOKUP, Work.NONE, Phase.MAPPING, new Work(200, 0, 9_000)), true));
      Work earlier = new Work(50, 70, 2_000);
      events.accept(new Progress(Phase.MAPPING, "a", new Work(80, 110, 3_000), earlier, 200));
      events.accept(new Progress(Phase.MAPPING, "a", new Work(200, 300, 9_000), earlier, 200));
      events.accept(new Progress(Phase.WRITING, "b", new Work(0, 300, 8_000), Work.NONE, 300));
      String text = request("GET", metrics.prometheusPort().orElseThrow(), "/metrics").body();
      assertThat(text)
          .contains("hpc_transform_rows_total{country=\"FI\",phase=\"mapping\"} 150.0\n")
          .contains("hpc_transform_events_total{country=\"FI\",phase=\"mapping\"} 230.0\n")
          .contains("hpc_transform_events_total{country=\"FI\",phase=\"writing\"} 300.0\n")
          .contains("hpc_transform_bytes_total{country=\"FI\",phase=\"writing\"} 8000.0\n")
          .contains("hpc_transform_fraction{country=\"FI\"} 1.0\n")
          .contains("hpc_transform_remaining_seconds{country=\"FI\"} 0.0\n");
    }
  }

  @Test
  void aPortThatIsTakenIsRefusedByName() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort place = new HostPort("127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(() -> open(Optional.empty(), Optional.of(place)))
          .isInstanceOfSatisfying(
              CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.LOCAL))
          .hasMessageContaining("--metrics-prometheus: can't listen on " + place)
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void whatCannotBeSentIsSaidOnceAndEndsNothing() throws Exception {
    try (Metrics metrics = open(Optional.of(new HostPort("127.0.0.1", 0)), Optional.empty())) {
      metrics.registry().counter("hpc.some.rows").increment();
      metrics.registry().counter("hpc.some.rows").increment();
    }
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("metrics can't be sent to 127.0.0.1:0: ");
  }
}
