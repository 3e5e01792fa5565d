package com.happypancake.seeder.run;

import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.Seeding.Pace;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.pace.RatePlan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A seed in a process of its own, which a test kills. It exits with 0 if all is confirmed. */
final class KilledSeeder {

  private KilledSeeder() {}

  /**
   * Starts the process.
   *
   * @param folder holds the folders {@code events} and {@code log}, and the file {@code child.log}
   * @param before the words before the command, for example of a shell that limits it
   */
  static Process start(
      Path folder,
      BrokerAddress broker,
      String prefix,
      int eventsPerSecond,
      int window,
      List<String> before)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(':', File.pathSeparatorChar),
            KilledSeeder.class.getName(),
            folder.toString(),
            broker.host(),
            Integer.toString(broker.port()),
            prefix,
            Integer.toString(eventsPerSecond),
            Integer.toString(window)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("child.log").toFile()))
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    BrokerAddress broker =
        new BrokerAddress(
            false, arguments[1], Integer.parseInt(arguments[2]), "/", BrokerAddress.Login.guest());
    Seeding seeding =
        Seeding.of(folder.resolve("events"), broker, arguments[3], folder.resolve("log"))
            .withPace(Pace.of(RatePlan.of(Integer.parseInt(arguments[4]))));
    EngineSettings engine = seeding.engine();
    SeedResult result =
        new Seeder(Clock.systemUTC(), System::nanoTime)
            .seed(
                seeding.withEngine(
                    new EngineSettings(
                        Integer.parseInt(arguments[5]),
                        engine.stopsAtRefusal(),
                        engine.confirmTimeout(),
                        engine.giveUpAfter(),
                        engine.ghostTimeout(),
                        engine.drainTimeout())),
                KilledSeeder::print);
    System.out.println(result.reason() + ": " + result.what());
    System.exit(result.isComplete() ? 0 : 1);
  }

  private static void print(SeedEvent event) {
    if (event instanceof SeedEvent.Begun begun) {
      begun.notes().forEach(System.out::println);
    } else if (event instanceof SeedEvent.Happened happened) {
      System.out.println(happened.incident().getWhat());
    }
  }
}
