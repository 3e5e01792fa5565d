package com.happypancake.cli.extraction;

import com.happypancake.cli.progress.ProgressDisplay;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.manifest.Consistency;
import java.util.function.Consumer;

/** Shows the progress of an extraction. Implementations are thread-safe. */
public interface ExtractionDisplay extends Consumer<ExtractionEvent>, ProgressDisplay {

  /** Shows a note if the rows may be of different instants. */
  default void noteInstants(Consistency consistency) {
    if (consistency == Consistency.CONSISTENCY_READ_COMMITTED) {
      note("two tables may show different instants (read committed)");
    }
  }
}
