package com.happypancake.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * The standard streams, and which of them are terminals.
 *
 * @param out for results
 * @param err for progress and messages
 * @param outIsTerminal whether a person sees the results as they come
 * @param errIsTerminal whether a person sees the messages as they come
 * @param columns how many characters a line of the terminal holds
 * @param rows how many lines the terminal shows at once
 * @param prompt asks for a secret, given the words to ask with; empty where nobody can answer
 * @param question asks for anything else, likewise
 */
public record Console(
    Output out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    int rows,
    Function<String, Optional<char[]>> prompt,
    Function<String, Optional<String>> question) {

  private static final int DEFAULT_COLUMNS = 100;
  private static final int DEFAULT_ROWS = 24;

  /**
   * Returns the process' own streams.
   *
   * @param properties where the launcher says what is a terminal: {@code hpc.terminal.stdin},
   *     {@code .stdout}, {@code .stderr}, {@code .columns} and {@code .rows}; {@link
   *     System#console()} differs from one JDK to the next
   */
  public static Console ofProcess(Properties properties) {
    boolean inIsTerminal = Boolean.parseBoolean(properties.getProperty("hpc.terminal.stdin"));
    return new Console(
        new Output(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, locale(properties)),
        Boolean.parseBoolean(properties.getProperty("hpc.terminal.stdout")),
        Boolean.parseBoolean(properties.getProperty("hpc.terminal.stderr")),
        size(properties.getProperty("hpc.terminal.columns", ""), DEFAULT_COLUMNS),
        size(properties.getProperty("hpc.terminal.rows", ""), DEFAULT_ROWS),
        words -> inIsTerminal ? askSecret(words) : Optional.empty(),
        words -> inIsTerminal ? ask(words) : Optional.empty());
  }

  /** Returns the charset of the terminal, which {@code file.encoding} does not tell. */
  private static Charset locale(Properties properties) {
    String name = properties.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  private static int size(String text, int otherwise) {
    return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
  }

  @SuppressWarnings(
      "SystemConsoleNull") // The launcher says what is a terminal; on 17 null happens.
  private static Optional<char[]> askSecret(String words) {
    java.io.Console console = System.console();
    return console == null
        ? Optional.empty()
        : Optional.ofNullable(console.readPassword("%s: ", words));
  }

  @SuppressWarnings("SystemConsoleNull") // As above.
  private static Optional<String> ask(String words) {
    java.io.Console console = System.console();
    return console == null
        ? Optional.empty()
        : Optional.ofNullable(console.readLine("%s: ", words));
  }
}
