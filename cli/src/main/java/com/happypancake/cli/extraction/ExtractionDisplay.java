package com.happypancake.cli.extraction;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.manifest.Consistency;
import java.util.function.Consumer;

/** Shows the progress of an extraction. Implementations are thread-safe. */
public interface ExtractionDisplay extends Consumer<ExtractionEvent>, AutoCloseable {

  /** Updates the display if an update is due. It is called several times a second. */
  void tick();

  void note(String text);

  /** Shows a note if the rows may be of different instants. */
  default void noteInstants(Consistency consistency) {
    if (consistency == Consistency.CONSISTENCY_READ_COMMITTED) {
      note("two tables may show different instants (read committed)");
    }
  }

  @Override
  void close();
}
