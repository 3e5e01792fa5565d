package com.happypancake.cli;

import com.happypancake.cli.command.Cancellation;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.Configuration;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.FailureMapper;
import com.happypancake.cli.command.FailureMapper.RunFailure;
import com.happypancake.cli.console.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The main class of {@code hpc}. No other class ends the process. */
final class Hpc {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Java replaces bytes that it can't decode by this character. */
  private static final char REPLACED = '\ufffd';

  private Hpc() {}

  public static void main(String[] arguments) {
    Console console = Console.ofProcess(System.getenv(), System.getProperties());
    Cancellation cancellation = new Cancellation(Thread.currentThread(), console.err(), PATIENCE);
    Runtime.getRuntime().addShutdownHook(new Thread(cancellation::cancel, "hpc-cancel"));
    CommandContext context =
        new CommandContext(
            console,
            new Configuration(System.getenv(), System.getProperty("user.home", "")),
            cancellation,
            Clock.systemUTC(),
            System::nanoTime);
    System.exit(run(context, arguments));
  }

  private static int run(CommandContext context, String... arguments) {
    try {
      if (areUnreadable(arguments)) {
        context
            .console()
            .err()
            .println(
                "hpc: the arguments or the working directory have letters that this locale does not"
                    + " have; start hpc by its launcher, or set LC_ALL to the terminal's locale,"
                    + " such as C.UTF-8, if 'locale -a' lists it");
        return ExitCode.USAGE.number();
      }
      return CommandLines.run(context, arguments);
    } catch (OutOfMemoryError e) {
      // The command had too little memory to report the error.
      RunFailure failure = FailureMapper.of(e);
      context.console().err().println("hpc: " + failure.message());
      return failure.code().number();
    } finally {
      context.cancellation().end();
    }
  }

  /**
   * Returns whether the JVM has replaced letters of the arguments, or of the working directory's
   * name. In an ASCII locale it replaces them by question marks, which may also be real ones. So
   * this looks at what the system knows of the process.
   */
  private static boolean areUnreadable(String... arguments) {
    if (String.join("", arguments).indexOf(REPLACED) >= 0) {
      return true;
    }
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!Charset.isSupported(charset)
        || !Charset.forName(charset).equals(StandardCharsets.US_ASCII)) {
      return false;
    }
    try {
      Path process = Path.of("/proc/self");
      String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return line.chars().anyMatch(letter -> letter > 0x7f)
          || Files.readSymbolicLink(process.resolve("cwd")).toString().indexOf(REPLACED) >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
