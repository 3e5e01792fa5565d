package com.happypancake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the launcher as users do: real processes, without a setting of whoever runs the tests.
 *
 * @param folder where they run; what the last one printed is kept there
 */
record Launcher(Path folder) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final String HPC = ROOT.resolve("hpc").toString();

  /** Starts any command, which may run the launcher. */
  Process start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HPC_"));
    builder.environment().put("HPC_NO_BUILD", "1");
    // The processes end before what the second compiler makes would pay.
    builder.environment().put("HPC_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("no-configuration").toString());
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** Starts the launcher. */
  Process hpc(List<String> arguments) throws IOException {
    return start(Map.of(), Stream.concat(Stream.of(HPC), arguments.stream()).toList());
  }

  /** Runs the launcher to a good end. */
  void succeed(List<String> arguments) throws IOException, InterruptedException {
    assertThat(hpc(arguments).waitFor()).as("%s: %s", arguments, err()).isZero();
  }

  /** Returns what the last process printed so far. */
  String out() throws IOException {
    return Files.readString(folder.resolve("out"), UTF_8);
  }

  /** Returns what the last process said so far. */
  String err() throws IOException {
    return Files.readString(folder.resolve("err"), UTF_8);
  }
}
