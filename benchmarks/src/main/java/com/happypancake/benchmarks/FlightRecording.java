package com.happypancake.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Shows where an action spends its time, from the samples of Java's flight recorder. */
final class FlightRecording {

  private static final List<String> SAMPLES =
      List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final int METHODS = 15;

  /** This class only waits for the end of a process. */
  private static final String WAITING = "ProcessHandleImpl.";

  private FlightRecording() {}

  /**
   * Records an action in a file and prints the methods that were on top of a stack.
   *
   * @param file the file for the recording
   */
  static void record(Comparison.Action action, Path file, PrintStream out, String heading)
      throws IOException, InterruptedException {
    try (Recording recording = new Recording()) {
      SAMPLES.forEach(event -> recording.enable(event).withPeriod(PERIOD).withStackTrace());
      recording.start();
      action.run();
      recording.stop();
      recording.dump(file);
    }
    print(RecordingFile.readAllEvents(file), out, heading);
  }

  private static void print(List<RecordedEvent> events, PrintStream out, String heading) {
    Map<String, Integer> counts = new HashMap<>();
    int all = 0;
    for (RecordedEvent event : events) {
      if (SAMPLES.contains(event.getEventType().getName())
          && event.getStackTrace() != null
          && !top(event).startsWith(WAITING)) {
        counts.merge(top(event), 1, Integer::sum);
        all++;
      }
    }
    MarkdownTable table = new MarkdownTable("method, on thread", "% of " + all + " samples");
    int samples = all;
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(METHODS)
        .forEach(
            each ->
                table.row(
                    each.getKey(),
                    MarkdownTable.format("%.1f", 100.0 * each.getValue() / samples)));
    table.print(out, heading);
  }

  private static String top(RecordedEvent event) {
    RecordedFrame frame = event.getStackTrace().getFrames().get(0);
    String type = frame.getMethod().getType().getName();
    return String.format(
        Locale.ROOT,
        "%s.%s, %s",
        type.substring(type.lastIndexOf('.') + 1),
        frame.getMethod().getName(),
        event.getThread("sampledThread").getJavaName());
  }
}
