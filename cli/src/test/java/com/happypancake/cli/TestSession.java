package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.command.Cancellation;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.Configuration;
import com.happypancake.cli.console.Console;
import com.happypancake.cli.console.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs command lines in this process and keeps what they print. For one thread. */
public final class TestSession {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private Optional<String> answer = Optional.empty();
  private OutputStream printed = out;

  /** Sets a variable of the environment. */
  public TestSession with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Lets standard output take nothing, as a full disk does. */
  public TestSession onAFullDisk() {
    return printingTo(new FullDisk());
  }

  /** Sets what the user answers to every question; without it there is no terminal. */
  public TestSession answering(String text) {
    answer = Optional.of(text);
    return this;
  }

  /** Sets the standard output; {@link #out} does not know what is printed there. */
  public TestSession printingTo(OutputStream stream) {
    printed = stream;
    return this;
  }

  /** Returns the context that commands run in. */
  public CommandContext context() {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            new Output(printed),
            stream,
            new Console.Terminal(false, false, 100, 24),
            words -> answer.map(String::toCharArray),
            words -> answer);
    return new CommandContext(
        console,
        new Configuration(environment, "/no/such/home"),
        new Cancellation(Thread.currentThread(), stream, Duration.ofSeconds(1)),
        Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC),
        System::nanoTime);
  }

  private static final class FullDisk extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  /** Runs a command line and returns its exit code. */
  public int run(String... arguments) {
    return CommandLines.run(context(), arguments);
  }

  /**
   * Runs a command line in a session of its own, and holds its exit code against the expected one.
   *
   * @param command the first words of the command line
   * @param more those after them
   */
  public static TestSession ended(int code, List<String> command, String... more) {
    TestSession session = new TestSession();
    String[] words = Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
    assertThat(session.run(words)).as(session.err()).isEqualTo(code);
    return session;
  }

  /** Returns what was printed to standard output. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns what was printed to standard error. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
