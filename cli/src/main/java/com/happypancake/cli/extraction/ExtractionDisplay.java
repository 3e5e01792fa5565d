package com.happypancake.cli.extraction;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.manifest.Consistency;
import java.util.function.Consumer;

/** Shows the progress of an extraction. Safe for use by several threads. */
public interface ExtractionDisplay extends Consumer<ExtractionEvent>, AutoCloseable {

  /** Shows what is due. It is called several times a second. */
  void tick();

  /** Shows a note. */
  void note(String text);

  /** Notes if the rows are not of one instant. */
  default void noteInstants(Consistency consistency) {
    if (consistency == Consistency.CONSISTENCY_READ_COMMITTED) {
      note("two tables may show different instants (read committed)");
    }
  }

  @Override
  void close();
}
