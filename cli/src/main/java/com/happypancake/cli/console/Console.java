package com.happypancake.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams, the terminal, and prompts for the user.
 *
 * @param out standard output, for results
 * @param err standard error, for progress and messages
 * @param terminal the terminal's properties
 * @param secretPrompt asks for a secret with a given prompt; returns empty if nobody can answer
 * @param prompt asks for a line with a given prompt; returns empty if nobody can answer
 */
public record Console(
    Output out,
    PrintStream err,
    Terminal terminal,
    Function<String, Optional<char[]>> secretPrompt,
    Function<String, Optional<String>> prompt) {

  /**
   * The properties of a terminal.
   *
   * @param showsOut whether standard output is a terminal
   * @param showsErr whether standard error is a terminal that obeys control sequences
   * @param columns the characters in a line
   * @param rows the lines on the screen
   */
  public record Terminal(boolean showsOut, boolean showsErr, int columns, int rows) {}

  private static final int DEFAULT_COLUMNS = 100;
  private static final int DEFAULT_ROWS = 24;

  /**
   * Returns the streams of the process.
   *
   * @param environment the environment variables
   * @param properties the system properties in which the launcher describes the terminal, because
   *     {@link System#console()} differs between JDKs: {@code hpc.terminal.stdin}, {@code .stdout},
   *     {@code .stderr}, {@code .columns} and {@code .rows}
   */
  public static Console ofProcess(Map<String, String> environment, Properties properties) {
    boolean inIsTerminal = Boolean.parseBoolean(properties.getProperty("hpc.terminal.stdin"));
    return new Console(
        new Output(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, locale(properties)),
        new Terminal(
            Boolean.parseBoolean(properties.getProperty("hpc.terminal.stdout")),
            !isDumb(environment.getOrDefault("TERM", ""))
                && Boolean.parseBoolean(properties.getProperty("hpc.terminal.stderr")),
            size(properties.getProperty("hpc.terminal.columns", ""), DEFAULT_COLUMNS),
            size(properties.getProperty("hpc.terminal.rows", ""), DEFAULT_ROWS)),
        words ->
            inIsTerminal ? ask(console -> console.readPassword("%s: ", words)) : Optional.empty(),
        words -> inIsTerminal ? ask(console -> console.readLine("%s: ", words)) : Optional.empty());
  }

  /**
   * Returns whether a terminal obeys no control sequences.
   *
   * @param term the variable TERM; empty if it is not set
   */
  public static boolean isDumb(String term) {
    return term.isEmpty() || term.equals("dumb");
  }

  /** Returns whether standard output is a terminal. */
  public boolean outIsTerminal() {
    return terminal.showsOut();
  }

  /** Returns the number of characters in a line of the terminal. */
  public int columns() {
    return terminal.columns();
  }

  /** Returns the terminal's charset, which may differ from {@code file.encoding}. */
  private static Charset locale(Properties properties) {
    String name = properties.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  private static int size(String text, int otherwise) {
    return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
  }

  @SuppressWarnings("SystemConsoleNull") // Java 17 returns null without a terminal.
  private static <T> Optional<T> ask(Function<java.io.Console, @Nullable T> question) {
    return Optional.ofNullable(System.console()).map(question);
  }
}
