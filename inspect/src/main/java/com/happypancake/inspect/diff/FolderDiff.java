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
   * A comparison.
   *
   * @param table a table or a part; empty for all
   * @throws InvalidQueryException if the folders hold different things, or neither has the table
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
   * @throws IOException if a file cannot be read, or as the listener
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
   * How many records of a table differ.
   *
   * @param removed that the first side alone has
   * @param added that the second side alone has
   * @param changed whose key both have
   * @param equal that both have
   */
  public record DiffCounts(long removed, long added, long changed, long equal) {

    /** No records. */
    public static final DiffCounts NONE = new DiffCounts(0, 0, 0, 0);

    /** Returns the sums of both. */
    public DiffCounts plus(DiffCounts other) {
      return new DiffCounts(
          removed + other.removed,
          added + other.added,
          changed + other.changed,
          equal + other.equal);
    }

    /** Tells whether nothing differs. */
    public boolean isEqual() {
      return removed == 0 && added == 0 && changed == 0;
    }
  }

  /** Takes the differences of a comparison, and may show its progress. */
  @FunctionalInterface
  public interface DiffListener {

    /**
     * Takes a difference.
     *
     * @throws IOException for a reason of its own, which ends the comparison
     */
    void difference(RecordDifference difference) throws IOException;

    /**
     * Returns the listener of a walk through one side. Each walk reads all parts of the side.
     *
     * @param number of the walk; the first is 1
     */
    default ReadListener walk(int number, DiffSide side) {
      return (path, done, total) -> {};
    }
  }

  /**
   * A difference between two sides of a table.
   *
   * @param kind of the difference
   * @param record that one side alone has; of changed ones, that of the first side
   * @param fields that differ in changed records; not empty for these, else empty
   */
  public record RecordDifference(Kind kind, DiffRecord record, List<FieldChange> fields) {

    /** Copies the fields. */
    public RecordDifference {
      fields = List.copyOf(fields);
    }

    /** How two sides differ. */
    public enum Kind {
      /** The first side alone has the record. */
      REMOVED,
      /** The second side alone has the record. */
      ADDED,
      /** Both sides have a record with the key, and they are not equal. */
      CHANGED
    }

    /**
     * A field whose values differ.
     *
     * @param name of the field; in parentheses, what differs if it is no field of the schemas
     * @param before the value as readable JSON; empty if there is none
     * @param after the other side's value, likewise
     */
    public record FieldChange(String name, Optional<String> before, Optional<String> after) {}
  }
}
