package com.happypancake.extractor.state;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.rows.TableSeries;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.TableState;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state of an unfinished extraction, as files in its dump's folder. Each file is written
 * completely and then renamed, so that a kill leaves either the old file or the new one. Several
 * threads may write files of different tables.
 */
public final class StateFolder {

  private static final int VERSION = 1;
  private static final String EXTRACTION = "extraction.json";

  private final Path dump;
  private final Path state;

  private StateFolder(Path dump) {
    this.dump = dump;
    this.state = DumpLayout.state(dump);
  }

  /** Returns the state of the dump in a folder, which may not exist. */
  public static StateFolder of(Path dump) {
    return new StateFolder(dump);
  }

  /** Returns whether the folder holds an unfinished extraction. */
  public boolean isThere() {
    return Files.exists(state.resolve(EXTRACTION));
  }

  /**
   * Pauses the extraction, from any process. The pause also applies to a run that resumes it.
   *
   * @return false if it was already paused
   * @throws RefusedFolderException if the folder holds no unfinished extraction
   * @throws IOException if the disk fails
   */
  public boolean pause() throws IOException {
    refuseUnlessUnfinished();
    try {
      PrivateFiles.create(state.resolve(Throttle.PAUSE_FILE)).close();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (NoSuchFileException e) {
      throw nothingUnfinished();
    }
  }

  /**
   * Ends a pause.
   *
   * @return false if the extraction was not paused
   * @throws RefusedFolderException if the folder holds no unfinished extraction
   * @throws IOException if the disk fails
   */
  public boolean unpause() throws IOException {
    refuseUnlessUnfinished();
    return Files.deleteIfExists(state.resolve(Throttle.PAUSE_FILE));
  }

  public boolean isPaused() {
    return Files.exists(state.resolve(Throttle.PAUSE_FILE));
  }

  private void refuseUnlessUnfinished() throws RefusedFolderException {
    if (Files.exists(dump.resolve(DumpLayout.MANIFEST)) || !isThere()) {
      throw nothingUnfinished();
    }
  }

  private RefusedFolderException nothingUnfinished() {
    return new RefusedFolderException(
        Reason.NO_DUMP,
        dump + ": no extraction is unfinished there; see whether the folder is the one of --out");
  }

  /**
   * Reads the extraction's settings and what it found in the source.
   *
   * @return empty if the folder holds no unfinished extraction
   * @throws RefusedFolderException if another version of hpc wrote it, or it can't be read
   * @throws IOException if the disk fails
   */
  public Optional<ExtractionState> read() throws IOException {
    Optional<ExtractionState> read =
        read(EXTRACTION, ExtractionState.newBuilder()).map(ExtractionState.class::cast);
    if (read.isPresent() && read.get().getVersion() != VERSION) {
      throw new RefusedFolderException(
          Reason.OTHER_RUN,
          String.format(
              Locale.ROOT,
              "%s: has version %d; expected %d; finish it with the hpc that began it, or begin it"
                  + " anew without --resume",
              state.resolve(EXTRACTION),
              read.get().getVersion(),
              VERSION));
    }
    return read;
  }

  /** Writes the extraction's settings and what it found in the source. */
  public void write(ExtractionState extraction) throws IOException {
    PrivateFiles.createDirectories(state);
    write(EXTRACTION, extraction.toBuilder().setVersion(VERSION).build());
  }

  /**
   * Removes the files that the run does not resume, so that no later run mistakes them for its own.
   *
   * @param names of the files of tables and chunks to keep
   */
  public void keepOnly(Set<String> names) throws IOException {
    for (String name : names()) {
      boolean stays =
          name.equals(EXTRACTION) || name.equals(Throttle.PAUSE_FILE) || names.contains(name);
      if (!stays) {
        Files.delete(state.resolve(name));
      }
    }
  }

  /**
   * Reads the state of a table.
   *
   * @param qualifiedName its name with its schema
   * @throws RefusedFolderException if it can't be read, or belongs to another table
   */
  public Optional<TableState> table(int number, String qualifiedName) throws IOException {
    Optional<TableState> known =
        read(name(number), TableState.newBuilder()).map(TableState.class::cast);
    if (known.isPresent() && !known.get().getTable().equals(qualifiedName)) {
      throw foreign(name(number));
    }
    return known;
  }

  public void write(int table, TableState tableState) throws IOException {
    write(name(table), tableState);
  }

  /**
   * Reads the finished chunks of a table.
   *
   * @throws RefusedFolderException if one can't be read, or does not belong to the table
   */
  public List<FinishedChunk> chunks(int table, TableState known) throws IOException {
    List<FinishedChunk> chunks = new ArrayList<>();
    for (String name : names()) {
      if (name.startsWith(prefix(table) + "-chunk-") && name.endsWith(".json")) {
        Optional<Message> found = read(name, FinishedChunk.newBuilder());
        if (found.isEmpty()) {
          // At its end, a run removes its state, possibly while another process reads it.
          continue;
        }
        FinishedChunk chunk = (FinishedChunk) found.get();
        boolean own =
            name.equals(name(table, chunk.getNumber()))
                && chunk.getNumber() <= known.getBoundariesCount()
                && chunk.getPartsCount() > 0
                && (chunk.getPartsCount() == 1 || known.getBoundariesCount() == 0);
        for (int i = 0; i < chunk.getPartsCount(); i++) {
          String path = TableSeries.path(known.getTable(), chunk.getNumber() + i);
          own &= chunk.getParts(i).getPath().equals(path);
          own &= chunk.getParts(i).getTable().equals(known.getTable());
        }
        if (!own) {
          throw foreign(name);
        }
        chunks.add(chunk);
      }
    }
    return chunks;
  }

  private RefusedFolderException foreign(String name) {
    return new RefusedFolderException(
        Reason.OTHER_RUN,
        state.resolve(name) + ": is not of this dump; begin it anew without --resume");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  public void write(int table, FinishedChunk chunk) throws IOException {
    write(name(table, chunk.getNumber()), chunk);
  }

  static String name(int table, int chunk) {
    return String.format(Locale.ROOT, "%s-chunk-%05d.json", prefix(table), chunk);
  }

  private static String prefix(int table) {
    return String.format(Locale.ROOT, "table-%05d", table);
  }

  static String name(int table) {
    return prefix(table) + ".json";
  }

  private void write(String name, Message message) throws IOException {
    PrivateFiles.write(
        state.resolve(name), JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Message> read(String name, Message.Builder builder) throws IOException {
    Path file = state.resolve(name);
    try {
      JsonFormat.parser().merge(Files.readString(file), builder);
      return Optional.of(builder.build());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (InvalidProtocolBufferException | CharacterCodingException e) {
      throw new RefusedFolderException(
          Reason.OTHER_RUN,
          file
              + ": can't be read as "
              + builder.getDescriptorForType().getName()
              + "; begin the dump anew without --resume");
    }
  }
}
