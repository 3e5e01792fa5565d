package com.happypancake.extractor.state;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.RunSettings;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent.PlannedTable;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The state of a run: what it found in the source, and its finished work. Additions are written to
 * disk first and then kept in memory. Tables are numbered in the manifest's order. Thread-safe.
 */
public final class RunState {

  private final StateFolder folder;
  private final boolean resumes;
  private final Optional<ExtractionState> begun;
  private final Map<Integer, TableState> tables = new TreeMap<>();
  private final Map<Integer, TreeMap<Integer, FinishedChunk>> chunks = new TreeMap<>();

  private RunState(StateFolder folder, boolean resumes, Optional<ExtractionState> begun) {
    this.folder = folder;
    this.resumes = resumes;
    this.begun = begun;
  }

  /**
   * Reads the state that an extraction resumes; an empty one if it does not resume.
   *
   * @param settings of the extraction
   * @param plans of the tables, in the manifest's order
   * @param notes receives a sentence about each damaged file
   * @throws RefusedFolderException if the state is damaged as a whole, or has other settings or
   *     tables
   * @throws IOException if the disk fails
   * @throws InterruptedException if the thread was interrupted while it read the parts
   */
  public static RunState read(
      StateFolder folder,
      Extraction extraction,
      List<Setting> settings,
      List<TablePlan> plans,
      Consumer<String> notes)
      throws IOException, InterruptedException {
    boolean resumes = extraction.reading().resume();
    Optional<ExtractionState> begun = resumes ? folder.read() : Optional.empty();
    RunState state = new RunState(folder, resumes, begun);
    if (begun.isPresent()) {
      RunSettings.refuseOther(begun.get().getConfigurationList(), settings, extraction.out());
      for (int table = 0; table < plans.size(); table++) {
        state.read(table, plans.get(table).table(), notes);
      }
      state.leaveDamaged(extraction.out(), notes);
    }
    return state;
  }

  private void read(int number, LegacyTable table, Consumer<String> notes) throws IOException {
    Optional<TableState> known =
        folder.table(
            number,
            table.qualifiedName(),
            file ->
                notes.accept(
                    file
                        + ": is damaged; "
                        + table.qualifiedName()
                        + " is read again from its start"));
    if (known.isPresent()) {
      TreeMap<Integer, FinishedChunk> finished = new TreeMap<>();
      folder
          .chunks(
              number,
              known.get(),
              file -> notes.accept(file + ": is damaged; its chunk is read again"))
          .forEach(chunk -> finished.put(chunk.getNumber(), chunk));
      tables.put(number, known.get());
      chunks.put(number, finished);
    }
  }

  /**
   * Leaves out chunks and deleted keys whose parts do not have their bytes or their index, and
   * reopens their tables. All processors read the parts' files.
   */
  private void leaveDamaged(Path dump, Consumer<String> notes)
      throws IOException, InterruptedException {
    List<Part> parts = parts();
    Set<Part> intact = new HashSet<>();
    try (OrderedTasks<Boolean> tasks = new OrderedTasks<>(Workers.shared().executor())) {
      parts.forEach(part -> tasks.add(() -> Dump.isIntact(dump, part)));
      for (Part part : parts) {
        if (tasks.take()) {
          intact.add(part);
        } else {
          notes.accept(
              dump.resolve(part.getPath())
                  + ": it or its index is missing or damaged; its rows are read again");
        }
        if (Thread.interrupted()) {
          throw new InterruptedException(dump + ": interrupted while checking its parts");
        }
      }
    }
    tables.replaceAll(
        (number, table) -> {
          TreeMap<Integer, FinishedChunk> finished =
              chunks.computeIfAbsent(number, absent -> new TreeMap<>());
          finished.values().removeIf(chunk -> !intact.containsAll(chunk.getPartsList()));
          return finished.size() == table.getBoundariesCount() + 1
                  && intact.containsAll(table.getDeletedList())
              ? table
              : table.toBuilder().setFinished(false).clearDeleted().build();
        });
  }

  /** Returns what the resumed run found in the source; empty if no run is resumed. */
  public Optional<ExtractionState> begun() {
    return begun;
  }

  /** Returns whether a table has several chunks, which its key divides. */
  public boolean isCut(int table) {
    return table(table).filter(known -> known.getBoundariesCount() > 0).isPresent();
  }

  /**
   * Refuses tables whose key is no longer the one that the unfinished run divided them by.
   *
   * @throws RefusedFolderException if there are any; the message names the first
   */
  public void refuseOtherKeys(List<TablePlan> plans, Path dump) throws RefusedFolderException {
    for (int table = 0; table < plans.size(); table++) {
      TablePlan plan = plans.get(table);
      Optional<TableState> known = table(table);
      if (isCut(table) && !known.orElseThrow().getKeyList().equals(plan.keyNames())) {
        throw new RefusedFolderException(
            Reason.OTHER_RUN,
            String.format(
                Locale.ROOT,
                "%s: %s was cut by the key %s, and now has the key %s; begin the dump anew without"
                    + " --resume",
                dump,
                plan.table().qualifiedName(),
                known.orElseThrow().getKeyList(),
                plan.keyNames()));
      }
    }
  }

  /**
   * Removes other runs' files from the state, so that no later run mistakes them for its own.
   *
   * @throws IOException if the disk fails
   */
  public synchronized void removeOthers() throws IOException {
    Set<String> own = new HashSet<>();
    tables.keySet().forEach(table -> own.add(StateFolder.name(table)));
    chunks.forEach(
        (table, done) -> done.keySet().forEach(chunk -> own.add(StateFolder.name(table, chunk))));
    folder.keepOnly(resumes, own);
  }

  /** Returns the parts of all tables' rows and deleted keys. */
  public synchronized List<Part> parts() {
    return tables.keySet().stream()
        .flatMap(table -> Stream.concat(parts(table).stream(), deleted(table).stream()))
        .toList();
  }

  /**
   * Returns what is known of each table before the first row, in reading order.
   *
   * @param stages the tables in that order
   * @param plans in the manifest's order
   * @param forecast returns the estimated rows to read from a table
   */
  public List<PlannedTable> planned(
      List<List<LegacyTable>> stages,
      List<TablePlan> plans,
      Function<TablePlan, OptionalLong> forecast) {
    List<LegacyTable> numbered = plans.stream().map(TablePlan::table).toList();
    List<PlannedTable> planned = new ArrayList<>();
    for (List<LegacyTable> stage : stages) {
      for (LegacyTable table : stage) {
        int number = numbered.indexOf(table);
        List<Part> parts = parts(number);
        planned.add(
            new PlannedTable(
                table,
                forecast.apply(plans.get(number)),
                parts.stream().mapToLong(Part::getRecords).sum(),
                parts.stream().mapToLong(Part::getContentBytes).sum(),
                table(number).filter(TableState::getFinished).isPresent()));
      }
    }
    return planned;
  }

  /** Returns the state of a table; empty until it is divided into chunks. */
  public synchronized Optional<TableState> table(int table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** Returns the states of all finished tables, by number. */
  public synchronized Map<Integer, TableState> finishedTables() {
    Map<Integer, TableState> found = new TreeMap<>(tables);
    found.values().removeIf(known -> !known.getFinished());
    return found;
  }

  /** Returns the finished chunks of a table, by number. */
  public synchronized Map<Integer, FinishedChunk> chunks(int table) {
    return new TreeMap<>(chunks.getOrDefault(table, new TreeMap<>()));
  }

  /** Returns the number of rows in a table's finished chunks. */
  public long rows(int table) {
    return chunks(table).values().stream().mapToLong(FinishedChunk::getSourceRows).sum();
  }

  /** Returns the parts of a table's rows, in order. */
  public List<Part> parts(int table) {
    List<Part> parts = new ArrayList<>();
    chunks(table).values().forEach(chunk -> parts.addAll(chunk.getPartsList()));
    return parts;
  }

  public List<Part> deleted(int table) {
    return table(table).map(TableState::getDeletedList).orElse(List.of());
  }

  /** Returns how many rows the source counted in the same snapshot; empty if it did not. */
  public OptionalLong sourceRows(int table) {
    Optional<TableState> known = table(table).filter(TableState::hasSourceRows);
    return known.isPresent() ? OptionalLong.of(known.get().getSourceRows()) : OptionalLong.empty();
  }

  public void put(int table, TableState known) throws IOException {
    folder.write(table, known);
    synchronized (this) {
      tables.put(table, known);
    }
  }

  public void put(int table, FinishedChunk chunk) throws IOException {
    folder.write(table, chunk);
    synchronized (this) {
      chunks.computeIfAbsent(table, key -> new TreeMap<>()).put(chunk.getNumber(), chunk);
    }
  }
}
