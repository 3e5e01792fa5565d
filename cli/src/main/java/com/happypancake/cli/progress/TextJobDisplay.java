package com.happypancake.cli.progress;

import com.google.gson.JsonObject;
import com.happypancake.cli.console.ProgressBars;
import com.happypancake.cli.console.ProgressBlock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows a job as text: a bar on a terminal, elsewhere a line every few seconds. */
record TextJobDisplay(ProgressBlock block, ProgressBars bars, Supplier<Optional<JobSnapshot>> job)
    implements JobDisplay {

  @Override
  public void tick() {
    if (job.get().isPresent()) {
      block.update(
          () -> job.get().map(now -> bars.draw(List.of(JobText.bar(now)))).orElse(List.of()),
          () -> job.get().map(JobText::line).orElse(""));
    }
  }

  @Override
  public void note(String text) {
    block.say("note: " + text);
  }

  @Override
  public void done(String event, String text, JsonObject fields) {
    block.done(text);
  }

  @Override
  public void close() {
    block.close();
  }
}
