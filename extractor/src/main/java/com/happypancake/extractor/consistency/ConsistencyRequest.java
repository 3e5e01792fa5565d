package com.happypancake.extractor.consistency;

import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import java.util.Optional;

/**
 * The consistency that an extraction asks for.
 *
 * @param asked the mode that is asked for by name; empty for the best that the source permits
 * @param insistsOnChangeTracking whether a delta must find deleted rows by Change Tracking
 * @param earlier the state of the unfinished run to resume; empty for a new run
 */
public record ConsistencyRequest(
    Optional<Consistency> asked,
    boolean insistsOnChangeTracking,
    Optional<ExtractionState> earlier) {

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
