package com.happypancake.extractor.state;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent.PlannedTable;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The state of an unfinished run: what it found in the source, and the finished chunks whose parts
 * are in the folder.
 *
 * @param begun what it found in the source; empty if there is no unfinished run
 * @param tables what is known of each table, in the manifest's order
 * @param chunks the finished chunks of each table, by their numbers
 */
public record ResumeState(
    Optional<ExtractionState> begun,
    List<Optional<TableState>> tables,
    List<Map<Integer, FinishedChunk>> chunks) {

  /** Copies the lists. */
  public ResumeState {
    tables = List.copyOf(tables);
    chunks = List.copyOf(chunks);
  }

  /**
   * Reads the state that an extraction resumes; an empty one unless it is asked to resume.
   *
   * @param address of the database
   * @param plans of the tables, in the manifest's order
   * @throws RefusedFolderException if the state is damaged, or is of other settings or tables
   * @throws IOException if the disk refuses
   */
  public static ResumeState read(
      StateFolder folder, Extraction extraction, DatabaseAddress address, List<TablePlan> plans)
      throws IOException {
    Optional<ExtractionState> begun =
        extraction.reading().resume() ? folder.read() : Optional.empty();
    List<Optional<TableState>> tables = new ArrayList<>();
    List<Map<Integer, FinishedChunk>> chunks = new ArrayList<>();
    if (begun.isPresent()) {
      ResumeSettings.refuseOther(
          begun.get().getConfigurationList(),
          ResumeSettings.of(extraction, address),
          extraction.out());
      for (int table = 0; table < plans.size(); table++) {
        Map<Integer, FinishedChunk> whole = new TreeMap<>();
        tables.add(table(folder, table, plans.get(table).table(), extraction.out(), whole));
        chunks.add(whole);
      }
    }
    return new ResumeState(begun, tables, chunks);
  }

  private static Optional<TableState> table(
      StateFolder folder,
      int number,
      LegacyTable table,
      Path dump,
      Map<Integer, FinishedChunk> whole)
      throws IOException {
    Optional<TableState> known = folder.table(number, table.qualifiedName());
    if (known.isEmpty()) {
      return known;
    }
    for (FinishedChunk chunk : folder.chunks(number, known.get())) {
      if (areThere(chunk.getPartsList(), dump)) {
        whole.put(chunk.getNumber(), chunk);
      }
    }
    boolean complete =
        whole.size() == known.get().getBoundariesCount() + 1
            && areThere(known.get().getDeletedList(), dump);
    return complete
        ? known
        : Optional.of(known.get().toBuilder().setFinished(false).clearDeleted().build());
  }

  /**
   * Tells whether all parts have their length and their index; a chunk without them is read anew.
   */
  private static boolean areThere(List<Part> parts, Path dump) throws IOException {
    for (Part part : parts) {
      Path file = dump.resolve(part.getPath());
      if (!Files.isRegularFile(file)
          || Files.size(file) != part.getBytes()
          || !Files.isRegularFile(dump.resolve(DumpLayout.indexPath(part.getPath())))) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the unfinished run has cut a table by its key. */
  public boolean isCut(int table) {
    return table < tables.size()
        && tables.get(table).filter(known -> known.getBoundariesCount() > 0).isPresent();
  }

  /**
   * Refuses tables that the unfinished run has cut by another key than their present one.
   *
   * @throws RefusedFolderException if there are any; the message names the first
   */
  public void refuseOtherKeys(List<TablePlan> plans, Path dump) throws RefusedFolderException {
    for (int table = 0; table < tables.size(); table++) {
      TablePlan plan = plans.get(table);
      if (isCut(table) && !tables.get(table).orElseThrow().getKeyList().equals(plan.keyNames())) {
        throw new RefusedFolderException(
            Reason.OTHER_RUN,
            String.format(
                Locale.ROOT,
                "%s: %s was cut by the key %s, and now has the key %s; begin the dump anew without"
                    + " --resume",
                dump,
                plan.table().qualifiedName(),
                tables.get(table).orElseThrow().getKeyList(),
                plan.keyNames()));
      }
    }
  }

  /** Returns the names of the state's files that were read. */
  public Set<String> stateFiles() {
    Set<String> names = new HashSet<>();
    for (int table = 0; table < tables.size(); table++) {
      if (tables.get(table).isPresent()) {
        names.add(StateFolder.name(table));
      }
      for (int chunk : chunks.get(table).keySet()) {
        names.add(StateFolder.name(table, chunk));
      }
    }
    return names;
  }

  /** Returns the parts of all finished chunks. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    chunks.forEach(table -> table.values().forEach(chunk -> parts.addAll(chunk.getPartsList())));
    tables.forEach(table -> table.ifPresent(known -> parts.addAll(known.getDeletedList())));
    return parts;
  }

  /** Returns the paths of these parts. */
  public Set<String> paths() {
    Set<String> paths = new HashSet<>();
    parts().forEach(part -> paths.add(part.getPath()));
    return paths;
  }

  /**
   * Returns what is known of each table before the first row, in the order in which the tables are
   * read.
   *
   * @param stages the tables in that order
   * @param plans in the manifest's order
   */
  public List<PlannedTable> planned(
      List<List<LegacyTable>> stages,
      List<TablePlan> plans,
      Map<LegacyTable, OptionalLong> estimates) {
    List<LegacyTable> numbered = plans.stream().map(TablePlan::table).toList();
    List<PlannedTable> planned = new ArrayList<>();
    for (List<LegacyTable> stage : stages) {
      for (LegacyTable table : stage) {
        int number = numbered.indexOf(table);
        List<Part> parts = new ArrayList<>();
        if (number < chunks.size()) {
          chunks.get(number).values().forEach(chunk -> parts.addAll(chunk.getPartsList()));
        }
        planned.add(
            new PlannedTable(
                table,
                estimates.getOrDefault(table, OptionalLong.empty()),
                parts.stream().mapToLong(Part::getRecords).sum(),
                parts.stream().mapToLong(Part::getContentBytes).sum(),
                number < tables.size()
                    && tables.get(number).filter(TableState::getFinished).isPresent()));
      }
    }
    return planned;
  }
}
