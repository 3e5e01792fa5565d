package com.happypancake.extractor.state;

import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The finished work of a run. It is written to disk first and then kept in memory. Tables are
 * numbered in the manifest's order. Safe for use by several threads.
 */
public final class RunState {

  private final StateFolder folder;
  private final Map<Integer, TableState> tables = new TreeMap<>();
  private final Map<Integer, TreeMap<Integer, FinishedChunk>> chunks = new TreeMap<>();

  /**
   * The finished work of the run that is resumed, or none.
   *
   * @param folder to which more is written
   */
  public RunState(StateFolder folder, ResumeState earlier) {
    this.folder = folder;
    for (int table = 0; table < earlier.tables().size(); table++) {
      int number = table;
      earlier.tables().get(table).ifPresent(known -> tables.put(number, known));
      chunks.put(table, new TreeMap<>(earlier.chunks().get(table)));
    }
  }

  /** Returns the state of a table; empty until it is cut. */
  public synchronized Optional<TableState> table(int table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** Returns the states of all tables that are read, by their numbers. */
  public synchronized Map<Integer, TableState> finishedTables() {
    Map<Integer, TableState> found = new TreeMap<>(tables);
    found.values().removeIf(known -> !known.getFinished());
    return found;
  }

  /** Returns the chunks of a table that are read, by their numbers. */
  public synchronized Map<Integer, FinishedChunk> chunks(int table) {
    return new TreeMap<>(chunks.getOrDefault(table, new TreeMap<>()));
  }

  /** Returns how many rows were read of a table. */
  public long rows(int table) {
    return chunks(table).values().stream().mapToLong(FinishedChunk::getSourceRows).sum();
  }

  /** Returns the parts of a table's rows, in their order. */
  public List<Part> parts(int table) {
    List<Part> parts = new ArrayList<>();
    chunks(table).values().forEach(chunk -> parts.addAll(chunk.getPartsList()));
    return parts;
  }

  /** Returns the parts of a table's deleted keys. */
  public List<Part> deleted(int table) {
    return table(table).map(TableState::getDeletedList).orElse(List.of());
  }

  /** Returns how many rows the source counted in the same snapshot. */
  public OptionalLong sourceRows(int table) {
    Optional<TableState> known = table(table).filter(TableState::hasSourceRows);
    return known.isPresent() ? OptionalLong.of(known.get().getSourceRows()) : OptionalLong.empty();
  }

  /** Keeps the state of a table. */
  public void put(int table, TableState known) throws IOException {
    folder.write(table, known);
    synchronized (this) {
      tables.put(table, known);
    }
  }

  /** Keeps that a chunk is read. */
  public void put(int table, FinishedChunk chunk) throws IOException {
    folder.write(table, chunk);
    synchronized (this) {
      chunks.computeIfAbsent(table, key -> new TreeMap<>()).put(chunk.getNumber(), chunk);
    }
  }
}
