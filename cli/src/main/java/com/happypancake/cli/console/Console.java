package com.happypancake.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams, which of them are terminals, and how to ask the user.
 *
 * @param out for results
 * @param err for progress and messages
 * @param terminal what is known of the terminal
 * @param secretPrompt asks for a secret, with the given words; empty if nobody can answer
 * @param prompt asks for anything else; empty if nobody can answer
 */
public record Console(
    Output out,
    PrintStream err,
    Terminal terminal,
    Function<String, Optional<char[]>> secretPrompt,
    Function<String, Optional<String>> prompt) {

  /**
   * A terminal.
   *
   * @param showsOut whether the results go to it
   * @param showsErr whether the messages go to it
   * @param columns how many characters a line holds
   * @param rows how many lines it shows at once
   */
  public record Terminal(boolean showsOut, boolean showsErr, int columns, int rows) {}

  private static final int DEFAULT_COLUMNS = 100;
  private static final int DEFAULT_ROWS = 24;

  /**
   * Returns the process' own streams.
   *
   * @param properties in which the launcher says what is a terminal: {@code hpc.terminal.stdin},
   *     {@code .stdout}, {@code .stderr}, {@code .columns} and {@code .rows}; {@link
   *     System#console()} differs between JDKs
   */
  public static Console ofProcess(Properties properties) {
    boolean inIsTerminal = Boolean.parseBoolean(properties.getProperty("hpc.terminal.stdin"));
    return new Console(
        new Output(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, locale(properties)),
        new Terminal(
            Boolean.parseBoolean(properties.getProperty("hpc.terminal.stdout")),
            Boolean.parseBoolean(properties.getProperty("hpc.terminal.stderr")),
            size(properties.getProperty("hpc.terminal.columns", ""), DEFAULT_COLUMNS),
            size(properties.getProperty("hpc.terminal.rows", ""), DEFAULT_ROWS)),
        words ->
            inIsTerminal ? ask(console -> console.readPassword("%s: ", words)) : Optional.empty(),
        words -> inIsTerminal ? ask(console -> console.readLine("%s: ", words)) : Optional.empty());
  }

  /** Tells whether the results go to a terminal. */
  public boolean outIsTerminal() {
    return terminal.showsOut();
  }

  /** Returns how many characters a line of the terminal holds. */
  public int columns() {
    return terminal.columns();
  }

  /** Returns the charset of the terminal. It may differ from {@code file.encoding}. */
  private static Charset locale(Properties properties) {
    String name = properties.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  private static int size(String text, int otherwise) {
    return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
  }

  @SuppressWarnings("SystemConsoleNull") // It is null on Java 17 without a terminal.
  private static <T> Optional<T> ask(Function<java.io.Console, @Nullable T> question) {
    return Optional.ofNullable(System.console()).map(question);
  }
}
