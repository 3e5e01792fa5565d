package com.happypancake.extractor.state;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.extractor.state.TableStatus.Progress;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The progress of an extraction, read from its folder.
 *
 * @param phase whether it runs
 * @param paused whether a person has paused it
 * @param source which database is read
 * @param consistency of the rows so far
 * @param begun the source's time when the extraction began; empty if the source told none
 * @param tables in the manifest's order; none before the tables are known
 */
public record ExtractionStatus(
    Phase phase,
    boolean paused,
    Source source,
    Consistency consistency,
    Optional<Instant> begun,
    List<TableStatus> tables) {

  /** Whether an extraction is running. */
  public enum Phase {
    /** A process writes to the folder, and the tables are not known yet. */
    BEGINNING,
    /** A process writes to the folder. */
    RUNNING,
    /** No process writes to the folder: the run was interrupted, killed, or has failed. */
    STOPPED,
    /** The dump is whole. */
    FINISHED
  }

  /** Copies the tables. */
  public ExtractionStatus {
    tables = List.copyOf(tables);
  }

  /**
   * Reads the progress from a folder. If the folder is being written, the result may be a moment
   * old.
   *
   * @throws RefusedFolderException if the folder holds neither an unfinished extraction nor a
   *     finished dump
   * @throws IOException if the disk refuses
   */
  public static ExtractionStatus of(Path dump) throws IOException {
    // A run that ends writes its manifest first, and then removes its state.
    Optional<ExtractionStatus> unfinished =
        isFinished(dump) ? Optional.empty() : ofUnfinished(dump);
    if (unfinished.isPresent() && !isFinished(dump)) {
      return unfinished.get();
    }
    if (isFinished(dump)) {
      return ofFinished(dump);
    }
    throw new RefusedFolderException(
        Reason.NO_DUMP,
        dump
            + ": no extraction is unfinished there, nor a dump finished; see whether the folder is"
            + " the one of --out");
  }

  private static boolean isFinished(Path dump) {
    return Files.exists(dump.resolve(DumpLayout.MANIFEST));
  }

  private static Optional<ExtractionStatus> ofUnfinished(Path dump) throws IOException {
    boolean runs = UnfinishedFolder.isBeingWritten(dump);
    StateFolder folder = StateFolder.of(dump);
    Optional<ExtractionState> found = folder.read();
    if (found.isEmpty()) {
      return runs
          ? Optional.of(
              new ExtractionStatus(
                  Phase.BEGINNING,
                  false,
                  Source.getDefaultInstance(),
                  Consistency.CONSISTENCY_UNSPECIFIED,
                  Optional.empty(),
                  List.of()))
          : Optional.empty();
    }
    ExtractionState state = found.get();
    List<TableStatus> tables = new ArrayList<>();
    for (int i = 0; i < state.getTablesCount(); i++) {
      Optional<TableState> known = folder.table(i, state.getTables(i));
      tables.add(
          table(
              state.getTables(i),
              known,
              known.isEmpty() ? List.of() : folder.chunks(i, known.get())));
    }
    return Optional.of(
        new ExtractionStatus(
            runs ? Phase.RUNNING : Phase.STOPPED,
            PausedExtraction.isPaused(dump),
            state.getSource(),
            state.getConsistency(),
            state.hasSourceTime()
                ? Optional.of(
                    Instant.ofEpochSecond(
                        state.getSourceTime().getSeconds(), state.getSourceTime().getNanos()))
                : Optional.empty(),
            tables));
  }

  private static TableStatus table(
      String name, Optional<TableState> known, Collection<FinishedChunk> chunks) {
    List<Part> parts = chunks.stream().flatMap(chunk -> chunk.getPartsList().stream()).toList();
    TableState table = known.orElse(TableState.getDefaultInstance());
    return new TableStatus(
        name,
        known.isEmpty()
            ? Progress.WAITING
            : table.getFinished() ? Progress.FINISHED : Progress.UNDER_WAY,
        OptionalInt.of(chunks.size()),
        known.isEmpty() ? OptionalInt.empty() : OptionalInt.of(table.getBoundariesCount() + 1),
        parts.stream().mapToLong(Part::getRecords).sum(),
        parts.stream().mapToLong(Part::getBytes).sum(),
        table.hasEstimatedRows()
            ? OptionalLong.of(table.getEstimatedRows())
            : OptionalLong.empty());
  }

  private static ExtractionStatus ofFinished(Path dump) throws IOException {
    Manifest manifest = Dump.open(dump).manifest();
    if (manifest.getContent() != Content.CONTENT_ROWS) {
      throw new RefusedFolderException(
          Reason.OTHER_CONTENT, dump + ": holds no rows of tables, and was not extracted");
    }
    Map<String, List<Part>> byTable = new LinkedHashMap<>();
    for (Part part : manifest.getPartsList()) {
      if (part.getRows() != Rows.ROWS_DELETED_KEYS) {
        byTable.computeIfAbsent(part.getTable(), key -> new ArrayList<>()).add(part);
      }
    }
    List<TableStatus> tables = new ArrayList<>();
    byTable.forEach(
        (name, parts) ->
            tables.add(
                new TableStatus(
                    name,
                    Progress.FINISHED,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    parts.stream().mapToLong(Part::getRecords).sum(),
                    parts.stream().mapToLong(Part::getBytes).sum(),
                    OptionalLong.empty())));
    return new ExtractionStatus(
        Phase.FINISHED,
        false,
        manifest.getSource(),
        manifest.getConsistency(),
        manifest.hasSourceTime()
            ? Optional.of(
                Instant.ofEpochSecond(
                    manifest.getSourceTime().getSeconds(), manifest.getSourceTime().getNanos()))
            : Optional.empty(),
        tables);
  }
}
