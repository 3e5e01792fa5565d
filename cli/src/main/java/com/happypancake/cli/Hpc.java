package com.happypancake.cli;

import com.happypancake.cli.console.Console;
import com.happypancake.cli.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The entry of {@code hpc}, and the only place that ends the process. */
final class Hpc {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Hpc() {}

  /** Runs a command line and exits with its code. */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess(System.getProperties());
    Cancellation cancellation = new Cancellation(Thread.currentThread(), console.err(), PATIENCE);
    Runtime.getRuntime().addShutdownHook(new Thread(cancellation::cancel, "hpc-cancel"));
    Map<String, String> environment = System.getenv();
    Session session =
        new Session(
            console,
            environment,
            Settings.find(environment, System.getProperty("user.home", "")),
            cancellation,
            Clock.systemUTC(),
            System::nanoTime);
    int code = CommandLines.run(session, arguments);
    cancellation.end();
    System.exit(code);
  }
}
