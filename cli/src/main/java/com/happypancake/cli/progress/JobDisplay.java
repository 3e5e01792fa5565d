package com.happypancake.cli.progress;

import com.google.gson.JsonObject;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.ProgressBars;
import com.happypancake.cli.console.ProgressBlock;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows a job's snapshots, as text or as JSON. */
public interface JobDisplay extends ProgressDisplay {

  /**
   * Shows that a step is done: as text only above a bar, as JSON as an event.
   *
   * @param event the event's name
   * @param text the line
   * @param fields the event's fields
   */
  void done(String event, String text, JsonObject fields);

  /**
   * Returns a display on standard error.
   *
   * @param quiet whether to show only notes
   * @param job returns the job's progress; empty before its work begins
   */
  static JobDisplay of(
      OutputFormat format,
      CommandContext context,
      boolean quiet,
      Supplier<Optional<JobSnapshot>> job) {
    return format == OutputFormat.JSON
        ? new JsonJobDisplay(context.log(), context.nanoTime(), quiet, job)
        : new TextJobDisplay(
            new ProgressBlock(context.console(), context.clock(), context.nanoTime(), quiet),
            new ProgressBars(context.console().columns()),
            job);
  }
}
