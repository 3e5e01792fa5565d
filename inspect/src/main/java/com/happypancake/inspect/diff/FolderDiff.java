package com.happypancake.inspect.diff;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.inspect.diff.DiffSide.DiffRecord;
import com.happypancake.inspect.query.InvalidQueryException;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares two folders table by table. Immutable. */
public final class FolderDiff {

  private static final long BUDGET_BYTES = 64L << 20;

  private final Dump before;
  private final Dump after;
  private final Map<String, List<Part>> tablesBefore;
  private final Map<String, List<Part>> tablesAfter;

  /**
   * Checks that the folders can be compared.
   *
   * @param table a table or a part; empty for all
   * @throws InvalidQueryException if the folders differ in their kind of content, or neither has
   *     the table
   */
  public FolderDiff(Dump before, Dump after, Optional<String> table) {
    this.before = before;
    this.after = after;
    this.tablesBefore = tables(before, table);
    this.tablesAfter = tables(after, table);
    if (before.manifest().getContent() != after.manifest().getContent()) {
      throw new InvalidQueryException(
          "%s and %s hold different things: %s and %s",
          before.folder(), after.folder(), content(before), content(after));
    }
    if (table.isPresent() && tables().isEmpty()) {
      throw new InvalidQueryException(
          "neither %s nor %s holds a table or part '%s'",
          before.folder(), after.folder(), table.get());
    }
  }

  private static String content(Dump dump) {
    return dump.manifest()
        .getContent()
        .name()
        .replaceFirst("^CONTENT_", "")
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<Part>> tables(Dump dump, Optional<String> table) {
    Map<String, List<Part>> tables = new TreeMap<>();
    for (Part part : dump.parts()) {
      if (table.isEmpty() || PartNames.isNamed(part, table.get())) {
        tables.computeIfAbsent(PartNames.markedSeries(part), name -> new ArrayList<>()).add(part);
      }
    }
    return tables;
  }

  /** Returns the names of the tables that at least one folder has. */
  public SortedSet<String> tables() {
    SortedSet<String> names = new TreeSet<>(tablesBefore.keySet());
    names.addAll(tablesAfter.keySet());
    return names;
  }

  /**
   * Compares a table.
   *
   * @param table one of {@link #tables}
   * @throws MismatchedDumpException if the records can't be compared by key
   * @throws DamagedDumpException if a part is not what its manifest says
   * @throws IOException if a file cannot be read or the listener throws it
   * @throws InterruptedException if the thread was interrupted
   */
  public DiffCounts compare(String table, DiffListener listener)
      throws IOException, InterruptedException {
    Optional<DiffSide> left = side(before, tablesBefore, table);
    Optional<DiffSide> right = side(after, tablesAfter, table);
    try {
      return new TableDiff(BUDGET_BYTES, listener)
          .compare(
              left.or(() -> right.map(other -> other.with(List.of()))).orElseThrow(),
              right.or(() -> left.map(other -> other.with(List.of()))).orElseThrow());
    } catch (MismatchedDumpException e) {
      throw new MismatchedDumpException(table + ": " + e.getMessage());
    }
  }

  private static Optional<DiffSide> side(Dump dump, Map<String, List<Part>> tables, String name)
      throws IOException {
    List<Part> parts = tables.getOrDefault(name, List.of());
    return parts.isEmpty() ? Optional.empty() : Optional.of(DiffSide.of(dump, parts));
  }

  /**
   * The numbers of equal and different records.
   *
   * @param removed records that only the first side has
   * @param added records that only the second side has
   * @param changed records that differ under the same key
   * @param equal records that both sides have
   */
  public record DiffCounts(long removed, long added, long changed, long equal) {

    public static final DiffCounts NONE = new DiffCounts(0, 0, 0, 0);

    /** Returns the sum of both counts. */
    public DiffCounts plus(DiffCounts other) {
      return new DiffCounts(
          removed + other.removed,
          added + other.added,
          changed + other.changed,
          equal + other.equal);
    }

    /** Returns whether nothing differs. */
    public boolean isEqual() {
      return removed == 0 && added == 0 && changed == 0;
    }
  }

  /** Receives the differences of a comparison and optionally its progress. */
  @FunctionalInterface
  public interface DiffListener {

    /**
     * Receives a difference.
     *
     * @throws IOException to end the comparison
     */
    void difference(RecordDifference difference) throws IOException;

    /**
     * Returns the progress listener of one pass. Each pass reads all parts of the side.
     *
     * @param number of the pass, from 1
     */
    default ReadListener walk(int number, DiffSide side) {
      return (path, done, total) -> {};
    }
  }

  /**
   * A difference between two sides of a table.
   *
   * @param kind the kind of difference
   * @param record the removed or added record; for a change, the first side's record
   * @param fields the fields that differ; empty unless the record is changed
   */
  public record RecordDifference(Kind kind, DiffRecord record, List<FieldChange> fields) {

    /** Copies the fields. */
    public RecordDifference {
      fields = List.copyOf(fields);
    }

    /** How two sides differ. */
    public enum Kind {
      /** Only the first side has the record. */
      REMOVED,
      /** Only the second side has the record. */
      ADDED,
      /** Both sides have a record with this key, and the records differ. */
      CHANGED
    }

    /**
     * A field whose values differ.
     *
     * @param name the field's name, or a text in parentheses if the schemas lack the field
     * @param before the first side's value as readable JSON; empty if it has none
     * @param after the second side's value as readable JSON; empty if it has none
     */
    public record FieldChange(String name, Optional<String> before, Optional<String> after) {}
  }
}
