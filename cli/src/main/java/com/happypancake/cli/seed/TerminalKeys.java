package com.happypancake.cli.seed;

import com.happypancake.cli.command.CommandContext;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Passes on the keys that a person presses, without Enter and without showing them.
 *
 * <p>It reads the terminal only while this process is in its foreground, because the kernel stops a
 * background process that reads. The terminal gets its settings back when this is closed, and when
 * the process ends in any way but {@code kill -9}; then {@code stty sane} helps. Ctrl-C and Ctrl-Z
 * work as ever. Thread-safe.
 */
final class TerminalKeys implements AutoCloseable {

  private static final long POLL_MILLIS = 100;
  private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STTY_SECONDS = 2;
  private static final File TERMINAL = new File("/dev/tty");

  /** Fields of /proc/self/stat after the name of the program, which is in parentheses. */
  private static final Path STAT = Path.of("/proc/self/stat");

  private static final int GROUP = 2;
  private static final int FOREGROUND_GROUP = 5;

  private final InputStream terminal;
  private final String settings;
  private final IntConsumer keys;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(TerminalKeys::thread);
  private final Thread hook = new Thread(this::restore, "hpc-keys-restore");
  private OptionalLong polledNanos = OptionalLong.empty();
  private boolean restored;

  private TerminalKeys(
      InputStream terminal, String settings, IntConsumer keys, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.settings = settings;
    this.keys = keys;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins to pass on keys.
   *
   * @param quiet whether the user wants to see nothing
   * @param keys receives each key's byte, on a thread of this class
   * @return empty if nobody watches a terminal, it can't be set, or {@code /proc} is missing
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with the thread.
  static Optional<TerminalKeys> open(CommandContext context, boolean quiet, IntConsumer keys) {
    boolean watched =
        context.console().terminal().showsErr() && Boolean.getBoolean("hpc.terminal.stdin");
    if (quiet || !watched || !isForeground()) {
      return Optional.empty();
    }
    Optional<String> settings = stty("-g").filter(each -> !each.isEmpty());
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    try {
      TerminalKeys opened =
          new TerminalKeys(new FileInputStream(TERMINAL), settings.get(), keys, context.nanoTime());
      Runtime.getRuntime().addShutdownHook(opened.hook);
      opened.thread.scheduleWithFixedDelay(opened::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
      return Optional.of(opened);
    } catch (IOException | IllegalStateException e) {
      // There is no terminal, or the process is ending.
      return Optional.empty();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hpc-keys");
    thread.setDaemon(true);
    return thread;
  }

  private void poll() {
    if (!isForeground()) {
      polledNanos = OptionalLong.empty();
      return;
    }
    try {
      setAfterAbsence();
      while (terminal.available() > 0) {
        int key = terminal.read();
        if (key < 0) {
          return;
        }
        keys.accept(key);
      }
    } catch (IOException e) {
      // The terminal is gone. A run goes on without it.
      thread.shutdown();
    }
  }

  /** A shell that had the terminal meanwhile, as after Ctrl-Z, may have set it for itself. */
  private synchronized void setAfterAbsence() {
    long now = nanoTime.getAsLong();
    if (!restored && (polledNanos.isEmpty() || now - polledNanos.getAsLong() > GAP_NANOS)) {
      stty("-icanon", "-echo");
    }
    polledNanos = OptionalLong.of(nanoTime.getAsLong());
  }

  private synchronized void restore() {
    if (!restored && isForeground()) {
      stty(settings);
    }
    restored = true;
  }

  /** Returns whether this process may read the terminal and set it. */
  private static boolean isForeground() {
    try {
      String stat = Files.readString(STAT);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs stty on the terminal; returns what it prints, or empty if it fails. */
  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(Stream.of(arguments).toList());
    command.add(0, "stty");
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(TERMINAL)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      String printed =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return stty.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      terminal.close();
    } catch (IOException | IllegalStateException e) {
      // The process is ending, and the hook runs.
    }
  }
}
