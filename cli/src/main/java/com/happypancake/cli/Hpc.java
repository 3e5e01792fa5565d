package com.happypancake.cli;

import com.happypancake.cli.command.Cancellation;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.Configuration;
import com.happypancake.cli.command.FailureMapper;
import com.happypancake.cli.command.FailureMapper.RunFailure;
import com.happypancake.cli.console.Console;
import java.time.Clock;
import java.time.Duration;

/** The main class of {@code hpc}. No other class ends the process. */
final class Hpc {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
}
