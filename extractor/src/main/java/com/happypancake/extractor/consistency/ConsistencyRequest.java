package com.happypancake.extractor.consistency;

import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import java.util.Optional;

/**
 * What an extraction asks of the consistency of its rows.
 *
 * @param asked the mode that is asked for by name; empty for the best that the source permits
 * @param insistsOnChangeTracking whether a delta has to find deleted rows by Change Tracking
 * @param earlier the state of the unfinished run that is resumed; empty for a new run
 */
public record ConsistencyRequest(
    Optional<Consistency> asked,
    boolean insistsOnChangeTracking,
    Optional<ExtractionState> earlier) {

  /** Returns what an extraction asks for. */
  public static ConsistencyRequest of(Extraction extraction, Optional<ExtractionState> earlier) {
    return new ConsistencyRequest(
        extraction.reading().consistency(),
        extraction.delta().filter(Delta::insistsOnChangeTracking).isPresent(),
        earlier);
  }

  boolean asksFor(Consistency mode) {
    return asked.equals(Optional.of(mode));
  }
}
