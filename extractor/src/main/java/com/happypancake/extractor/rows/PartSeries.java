package com.happypancake.extractor.rows;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.WireRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a chunk's rows: into one part of the chunk's number, or, of a table that is read in one
 * piece, into parts of a given size. There is at least one, which may be empty.
 */
public final class PartSeries implements Closeable {

  private static final String DEFAULT_SCHEMA = "dbo";

  /** Other files and folders of a dump, and the folder of a table's deleted keys. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "^(rejects|manifest\\.json|run\\.json|schema\\.desc)$|\\.deleted$",
          Pattern.CASE_INSENSITIVE);

  private final DumpWriter dump;
  private final LegacyTable table;
  private final long rowsPerPart;
  private final Optional<RowFilter> filter;
  private final List<Part> finished = new ArrayList<>();
  private PartWriter part;
  private int number;
  private long repairedTexts;

  /**
   * A series with an empty part.
   *
   * @param filter leaves rows out; empty to write all
   */
  PartSeries(
      DumpWriter dump, LegacyTable table, Chunk chunk, Optional<RowFilter> filter, long rowsPerPart)
      throws IOException {
    this.dump = dump;
    this.filter = filter;
    this.table = table;
    this.rowsPerPart = chunk.alone() ? rowsPerPart : Long.MAX_VALUE;
    this.number = chunk.number();
    this.part = begin();
  }

  /** Tables of the same name in different schemas have parts in different folders. */
  public static String series(LegacyTable table) {
    return series(table.qualifiedName());
  }

  /** Returns the series of a table by its name with its schema. */
  public static String series(String qualifiedName) {
    String prefix = DEFAULT_SCHEMA + ".";
    return fileName(
        qualifiedName.startsWith(prefix)
            ? qualifiedName.substring(prefix.length())
            : qualifiedName);
  }

  /**
   * Returns what a name is as that of a folder in the dump: characters that would lead out of it,
   * and one of what is the name of something else there, become % and two digits.
   */
  private static String fileName(String name) {
    int taken = TAKEN.matcher(name).find() ? Math.max(0, name.lastIndexOf('.')) : -1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean leadsOut = (i == 0 && c == '.') || "/\\".indexOf(c) >= 0;
      if (leadsOut || c == '%' || i == taken || Character.isISOControl(c)) {
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** Returns the series of the keys of a table's rows that are gone. */
  public static String deleted(LegacyTable table) {
    return series(table) + ".deleted";
  }

  /**
   * Returns why a table's parts can't have folders of their own, beside those of other tables;
   * empty where they can.
   */
  public static Optional<String> obstacle(LegacyTable table, List<LegacyTable> others) {
    return others.stream()
        .filter(other -> !other.equals(table))
        .filter(
            other -> series(table).equals(series(other)) || deleted(table).equals(series(other)))
        .findFirst()
        .map(
            other ->
                "its parts, or those of its deleted keys, would lie in the folder of "
                    + other.qualifiedName()
                    + ", "
                    + series(other)
                    + "; extract one of the two into a dump of its own, by --tables");
  }

  /** Returns the path of a part of a series, as the dump names it. */
  public static String path(String series, int number) {
    return String.format(Locale.ROOT, "%s/part-%05d.pb.gz", series, number);
  }

  private PartWriter begin() throws IOException {
    return dump.part(series(table), number++, table.descriptor().getFullName());
  }

  /**
   * Appends a row, which is not kept.
   *
   * @param repaired how many of its texts had an unpaired surrogate replaced
   */
  void write(WireRow row, long repaired) throws IOException {
    if (filter.isPresent() && filter.get().skips(row.array(), 0, row.length())) {
      return;
    }
    if (part.records() == rowsPerPart) {
      finishPart();
      part = begin();
    }
    part.write(row.array(), 0, row.length());
    repairedTexts += repaired;
  }

  /**
   * Ends the last part.
   *
   * @return all parts, in their order
   */
  List<Part> finish() throws IOException {
    finishPart();
    return List.copyOf(finished);
  }

  private void finishPart() throws IOException {
    Part.Builder entry = part.entry();
    entry.setTable(table.qualifiedName()).setRepairedTexts(repairedTexts);
    finished.add(part.finish());
    repairedTexts = 0;
  }

  /** Removes the parts that were finished: the chunk is read anew. */
  void discard() throws IOException {
    for (Part each : finished) {
      dump.discard(each);
    }
    finished.clear();
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
