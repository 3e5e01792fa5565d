package com.happypancake.transformer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A transform in a process of its own, which prints a line for each event. */
final class TransformProcess {

  private TransformProcess() {}

  /** Runs a transform. The arguments are those of {@link #run}. */
  public static void main(String[] arguments) throws Exception {
    Transformation transformation =
        Transformation.builder(
                Path.of(arguments[0]), Path.of(arguments[1]), DumpFixture.CLOCK, 1L << 30)
            .scratch(Path.of(arguments[2]))
            .memoryBytes(Long.parseLong(arguments[3]))
            .threads(Integer.parseInt(arguments[4]))
            .eventsPerPart(7000)
            .maxRejects(1_000_000)
            .resume(true)
            .build();
    new Transformer(transformation, event -> System.out.println("event")).run();
  }

  /**
   * Runs a transform, and kills it by SIGKILL after some events, unless it ends before.
   *
   * @return whether it ended well
   */
  static boolean run(
      Path in, Path out, Path scratch, long memoryBytes, int threads, int killAfterEvents)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    TransformProcess.class.getName(),
                    in.toString(),
                    out.toString(),
                    scratch.toString(),
                    Long.toString(memoryBytes),
                    Integer.toString(threads)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int left = killAfterEvents;
      while (left > 0 && lines.readLine() != null) {
        left--;
      }
      if (left == 0) {
        process.destroyForcibly();
      }
    }
    return process.waitFor() == 0;
  }
}
