package com.happypancake.cli.seed;

import picocli.CommandLine.Command;

/** {@code hpc seed stop}: ends a running seed. */
@Command(
    name = "stop",
    header = "Stop a running seed, so that the same command can go on later.",
    description =
        "Its seeder waits a few seconds for outstanding confirms, and ends. Returns when it has"
            + " ended.",
    footer = {"  hpc seed stop events/fi.seedlog"})
public final class SeedStopCommand extends SeedLogCommand {

  @Override
  protected void run() throws Exception {
    checkRuns(orders().stop(), "there is nothing to stop");
    print("%s: its seeder has ended; the same hpc seed goes on", log());
  }
}
