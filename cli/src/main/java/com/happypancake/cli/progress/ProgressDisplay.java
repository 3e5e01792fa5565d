package com.happypancake.cli.progress;

/** Shows the progress of a job. Implementations are thread-safe. */
public interface ProgressDisplay extends AutoCloseable {

  /** Updates the display if an update is due. It is called several times a second. */
  void tick();

  /** Shows a sentence that stays, without a full stop. */
  void note(String text);

  @Override
  void close();
}
