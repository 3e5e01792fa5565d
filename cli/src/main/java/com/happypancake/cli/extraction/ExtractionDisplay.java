package com.happypancake.cli.extraction;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.manifest.Consistency;
import java.util.function.Consumer;

/** Shows how an extraction goes. Safe for use by several threads. */
public interface ExtractionDisplay extends Consumer<ExtractionEvent>, AutoCloseable {

  /** Shows what is due; called several times a second, whether anything happened or not. */
  void tick();

  /** Shows a note. */
  void note(String text);

  /** Notes what the dump lacks if it is not as of one instant. */
  default void noteInstants(Consistency consistency) {
    if (consistency == Consistency.CONSISTENCY_READ_COMMITTED) {
      note("two tables may show different instants (read committed)");
    }
  }

  @Override
  void close();
}
