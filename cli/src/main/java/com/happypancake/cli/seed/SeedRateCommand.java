package com.happypancake.cli.seed;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.seeder.pace.RatePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hpc seed rate}: replaces the plan of a running seed. */
@Command(
    name = "rate",
    header = "Change the rate of a running seed.",
    description = "Holds to the end of this run. A later run begins with the rate of its options.",
    footer = {
      "  hpc seed rate 500 events/fi.seedlog",
      "  hpc seed rate '500..5000/10m, 5000/2h, 20000' events/fi.seedlog"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedRateCommand extends SeedLogCommand {

  @Parameters(
      index = "0",
      paramLabel = "PLAN",
      completionCandidates = Candidates.Rates.class,
      description = "Events a second, max, or stages, as for hpc seed --plan.")
  private String text;

  @Override
  protected void run() throws Exception {
    RatePlan plan = Arguments.check("PLAN", () -> RatePlan.parse(text));
    checkRuns(orders().rate(plan), "give the rate to hpc seed when it starts");
    print("%s: publishes by the plan %s now", log(), plan);
  }
}
