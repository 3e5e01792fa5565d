package com.happypancake.transformer.choice;

import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.choice.RejectBudget.Excess;
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

  TooManyRejectsException(
      RejectBudget budget,
      List<Excess> excesses,
      List<RejectCount> counts,
      Optional<Path> rejectsFolder) {
    super(message(budget, excesses, counts, rejectsFolder));
    this.counts = List.copyOf(counts);
  }

  private static String message(
      RejectBudget budget,
      List<Excess> excesses,
      List<RejectCount> counts,
      Optional<Path> rejectsFolder) {
    return String.format(
        Locale.ROOT,
        "%s: %s; %smend the rows, or run again with --max-rejects %s",
        excesses.stream().map(Excess::text).collect(Collectors.joining("; ")),
        counts.stream()
            .map(count -> count.getTable() + " " + count.getReason() + " " + count.getFacts())
            .collect(Collectors.joining(", ")),
        rejectsFolder
            .map(at -> "look at them with 'hpc dumps head " + where(excesses, at) + "', then ")
            .orElse(""),
        budget.raised(excesses).text());
  }

  /** Returns the folder, and a condition where only the rejects of one reason are too many. */
  private static String where(List<Excess> excesses, Path rejectsFolder) {
    return excesses.size() > 1
        ? rejectsFolder.toString()
        : excesses
            .get(0)
            .reason()
            .map(one -> rejectsFolder + " --where reason=" + one.text())
            .orElse(rejectsFolder.toString());
  }

  /** Returns the number of rejected facts by table and reason. */
  public List<RejectCount> counts() {
    return counts;
  }
}
