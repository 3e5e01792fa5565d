package com.happypancake.cli.seed;

import com.happypancake.seeder.control.SeedOrders.Answer;
import picocli.CommandLine.Command;

/** {@code hpc seed pause}: pauses a seed. */
@Command(
    name = "pause",
    header = "Pause a seed.",
    description =
        "Its seeder publishes nothing more and keeps its connection and lock. It stays paused until"
            + " hpc seed continue: a run that is started later waits too.",
    footer = {"  hpc seed pause events/fi.seedlog"})
public final class SeedPauseCommand extends SeedLogCommand {

  @Override
  protected void run() throws Exception {
    boolean was = folder().isPaused();
    Answer answer = orders().pause();
    check(answer);
    print(
        "%s: %s%s; hpc seed continue %s lets it go on",
        log(),
        was ? "was paused already" : "is paused",
        answer == Answer.NOTHING_RUNS
            ? "; no seeder runs there now, and the next run will wait too"
            : "",
        log());
  }
}
