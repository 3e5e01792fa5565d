package com.happypancake.extractor.state;

import com.google.protobuf.Timestamp;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.extractor.state.ExtractionStatus.TableStatus.Progress;
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
 * @param paused whether a person has paused it
 * @param origin where the rows come from; empty if not known yet
 * @param tables in the manifest's order; none before the tables are known
 */
public record ExtractionStatus(
    Phase phase, boolean paused, Optional<Origin> origin, List<TableStatus> tables) {

  public enum Phase {
    /** A process writes to the folder, and the tables are not known yet. */
    BEGINNING,
    /** A process writes to the folder. */
    RUNNING,
    /** No process writes to the folder: the run was interrupted, was killed, or has failed. */
    STOPPED,
    /** The dump is complete. */
    FINISHED
  }

  public ExtractionStatus {
    tables = List.copyOf(tables);
  }

  /**
   * Reads the progress from a folder. During a run, the result may be slightly outdated.
   *
   * @throws RefusedFolderException if the folder holds no extraction, unfinished or finished
   * @throws IOException if the disk fails
   */
  public static ExtractionStatus of(Path dump) throws IOException {
    // At its end, a run first writes its manifest and then removes its state.
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
      return folder.isBeginning()
          ? Optional.of(
              new ExtractionStatus(Phase.BEGINNING, folder.isPaused(), Optional.empty(), List.of()))
          : Optional.empty();
    }
    ExtractionState state = found.get();
    List<TableStatus> tables = new ArrayList<>();
    for (int i = 0; i < state.getTablesCount(); i++) {
      Optional<TableState> known = folder.table(i, state.getTables(i), damaged -> {});
      tables.add(
          table(
              state.getTables(i),
              known,
              known.isEmpty() ? List.of() : folder.chunks(i, known.get(), damaged -> {})));
    }
    return Optional.of(
        new ExtractionStatus(
            runs ? Phase.RUNNING : Phase.STOPPED,
            folder.isPaused(),
            Optional.of(
                Origin.of(
                    state.getSource(),
                    state.getConsistency(),
                    Optional.of(state.getSourceTime()).filter(time -> state.hasSourceTime()))),
            tables));
  }

  private static TableStatus table(
      String name, Optional<TableState> known, Collection<FinishedChunk> chunks) {
    List<Part> parts = chunks.stream().flatMap(chunk -> chunk.getPartsList().stream()).toList();
    TableState table = known.orElse(TableState.getDefaultInstance());
    Optional<Chunks> done =
        Optional.of(
            new Chunks(
                chunks.size(),
                known.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(table.getBoundariesCount() + 1)));
    OptionalLong estimatedRows =
        table.hasEstimatedRows() ? OptionalLong.of(table.getEstimatedRows()) : OptionalLong.empty();
    Progress progress =
        known.isEmpty()
            ? Progress.WAITING
            : table.getFinished() ? Progress.FINISHED : Progress.UNDER_WAY;
    return new TableStatus(name, progress, done, Size.of(parts, estimatedRows));
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
                    Optional.empty(),
                    Size.of(parts, OptionalLong.empty()))));
    return new ExtractionStatus(
        Phase.FINISHED,
        false,
        Optional.of(
            Origin.of(
                manifest.getSource(),
                manifest.getConsistency(),
                Optional.of(manifest.getSourceTime()).filter(time -> manifest.hasSourceTime()))),
        tables);
  }

  /**
   * The origin of the rows.
   *
   * @param begun the source's time when the extraction began; empty if unknown
   */
  public record Origin(Source source, Consistency consistency, Optional<Instant> begun) {

    private static Origin of(Source source, Consistency consistency, Optional<Timestamp> begun) {
      return new Origin(
          source,
          consistency,
          begun.map(time -> Instant.ofEpochSecond(time.getSeconds(), time.getNanos())));
    }
  }

  /**
   * The progress of a table.
   *
   * @param table its qualified name
   * @param chunks empty for a finished dump, which does not record them
   */
  public record TableStatus(String table, Progress progress, Optional<Chunks> chunks, Size size) {

    public enum Progress {
      /** None of its rows are read. */
      WAITING,
      /** Its chunks are known, and not all are finished. */
      UNDER_WAY,
      /** All rows are read and counted. */
      FINISHED
    }
  }

  /**
   * The chunks of a table.
   *
   * @param done how many are finished
   * @param inAll how many exist; empty until the table is divided
   */
  public record Chunks(int done, OptionalInt inAll) {}

  /**
   * The amount that was read of a table.
   *
   * @param rows of the finished chunks
   * @param bytes of these chunks' files
   * @param estimatedRows the source's estimate; empty if it has none, or was not asked yet
   */
  public record Size(long rows, long bytes, OptionalLong estimatedRows) {

    private static Size of(List<Part> parts, OptionalLong estimatedRows) {
      return new Size(
          parts.stream().mapToLong(Part::getRecords).sum(),
          parts.stream().mapToLong(Part::getBytes).sum(),
          estimatedRows);
    }
  }
}
