package com.happypancake.cli.seed;

import com.happypancake.seeder.control.SeedOrders.Answer;
import picocli.CommandLine.Command;

/** {@code hpc seed continue}: ends the pause of a seed. */
@Command(
    name = "continue",
    header = "Let a paused seed go on.",
    description = "What hpc seed pause or the dashboard holds up goes on within a second.",
    footer = {"  hpc seed continue events/fi.seedlog"})
public final class SeedContinueCommand extends SeedLogCommand {

  @Override
  protected void run() throws Exception {
    boolean was = folder().isPaused();
    Answer answer = orders().resume();
    check(answer);
    print(
        "%s: %s%s",
        log(),
        was ? "goes on" : "was not paused",
        answer == Answer.NOTHING_RUNS
            ? "; no seeder runs there now: the same hpc seed goes on"
            : "");
  }
}
