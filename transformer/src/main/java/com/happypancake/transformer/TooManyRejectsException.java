package com.happypancake.transformer;

import com.happypancake.schemas.manifest.RejectCount;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Thrown if more facts were rejected than allowed. The rejects' folder is finished. The events'
 * folder is unfinished, so the same command can run again.
 */
public final class TooManyRejectsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<RejectCount> counts;

  TooManyRejectsException(List<RejectCount> counts, long maxRejects, Optional<Path> rejectsFolder) {
    super(message(counts, maxRejects, rejectsFolder));
    this.counts = List.copyOf(counts);
  }

  private static String message(List<RejectCount> counts, long maxRejects, Optional<Path> rejectsFolder) {
    long rejects = counts.stream().mapToLong(RejectCount::getFacts).sum();
    return String.format(
        Locale.ROOT,
        "%d facts were rejected, more than the %d allowed: %s; %srun again with --max-rejects %d",
        rejects,
        maxRejects,
        counts.stream()
            .map(count -> count.getTable() + " " + count.getReason() + " " + count.getFacts())
            .collect(Collectors.joining(", ")),
        rejectsFolder
            .map(folder -> "look at them with 'hpc dumps head " + folder + "', then ")
            .orElse(""),
        rejects);
  }

  /** Returns the number of rejected facts by table and reason. */
  public List<RejectCount> counts() {
    return counts;
  }
}
