package com.happypancake.extractor.state;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.RunSettings;
import com.happypancake.dumps.TableSeries;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.block.Digests;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.MadeSnapshot;
import com.happypancake.schemas.extraction.MadeSnapshots;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The state of an unfinished extraction, as files in its dump's folder. Each file is written
 * completely and then renamed, so that a kill leaves either the old file or the new one. Each
 * carries its own sum, so that an altered file is not taken for the run's. Several threads may
 * write files of different tables.
 */
public final class StateFolder {

  private static final int VERSION = 2;
  private static final String EXTRACTION = "extraction.json";
  private static final String SNAPSHOTS = "snapshots.json";

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

  /** Returns whether a run writes to the folder and has not begun its extraction yet. */
  boolean isBeginning() throws IOException {
    return Files.isDirectory(state) && UnfinishedFolder.isBeingWritten(dump);
  }

  private void refuseUnlessUnfinished() throws IOException {
    boolean unfinished = isThere() || isBeginning();
    if (Files.exists(dump.resolve(DumpLayout.MANIFEST)) || !unfinished) {
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
   * @throws RefusedFolderException if another version of hpc wrote it, or it is damaged
   * @throws IOException if the disk fails
   */
  public Optional<ExtractionState> read() throws IOException {
    ExtractionState.Builder read = ExtractionState.newBuilder();
    return switch (read(EXTRACTION, read)) {
      case MISSING -> Optional.empty();
      case SOUND -> {
        RunSettings.refuseOtherVersion(state.resolve(EXTRACTION), read.getVersion(), VERSION);
        yield Optional.of(read.build());
      }
      case DAMAGED -> {
        if (read.getVersion() != 0) {
          RunSettings.refuseOtherVersion(state.resolve(EXTRACTION), read.getVersion(), VERSION);
        }
        throw new RefusedFolderException(
            Reason.OTHER_RUN,
            state.resolve(EXTRACTION) + ": is damaged; begin the dump anew without --resume");
      }
    };
  }

  /** Writes the extraction's settings and what it found in the source. */
  public void write(ExtractionState extraction) throws IOException {
    PrivateFiles.createDirectories(state);
    write(EXTRACTION, extraction.toBuilder().setVersion(VERSION));
  }

  /**
   * Reads which database snapshots the runs into this folder have made.
   *
   * @param notes receives a sentence if the file is damaged; then no snapshot is known
   */
  List<MadeSnapshot> snapshots(Consumer<String> notes) throws IOException {
    MadeSnapshots.Builder made = MadeSnapshots.newBuilder();
    if (read(SNAPSHOTS, made) == Found.DAMAGED) {
      notes.accept(
          state.resolve(SNAPSHOTS)
              + ": is damaged, so the database snapshots of earlier runs into this folder are"
              + " unknown");
      return List.of();
    }
    return made.getSnapshotsList();
  }

  void write(List<MadeSnapshot> snapshots) throws IOException {
    PrivateFiles.createDirectories(state);
    write(SNAPSHOTS, MadeSnapshots.newBuilder().addAllSnapshots(snapshots));
  }

  /**
   * Removes the files that the run does not resume, so that no later run mistakes them for its own.
   * Keeps the names of database snapshots, which a run that begins anew drops.
   *
   * @param resumes whether to keep the extraction's settings, and its pause
   * @param names of the files of tables and chunks to keep
   */
  void keepOnly(boolean resumes, Set<String> names) throws IOException {
    for (String name : names()) {
      boolean stays =
          switch (name) {
            case SNAPSHOTS -> true;
            case EXTRACTION, Throttle.PAUSE_FILE -> resumes;
            default -> names.contains(name);
          };
      if (!stays) {
        Files.delete(state.resolve(name));
      }
    }
  }

  /**
   * Reads the state of a table.
   *
   * @param qualifiedName its name with its schema
   * @param damaged receives the file if it is damaged
   * @return empty if the table was not divided into chunks, or the file is damaged
   * @throws RefusedFolderException if it belongs to another table
   */
  public Optional<TableState> table(int number, String qualifiedName, Consumer<Path> damaged)
      throws IOException {
    TableState.Builder known = TableState.newBuilder();
    if (!tryRead(name(number), known, damaged)) {
      return Optional.empty();
    }
    if (!known.getTable().equals(qualifiedName)) {
      throw foreign(name(number));
    }
    return Optional.of(known.build());
  }

  public void write(int table, TableState tableState) throws IOException {
    write(name(table), tableState.toBuilder());
  }

  /**
   * Reads the finished chunks of a table, without those whose file is damaged.
   *
   * @param damaged receives each damaged file
   * @throws RefusedFolderException if one does not belong to the table
   */
  public List<FinishedChunk> chunks(int table, TableState known, Consumer<Path> damaged)
      throws IOException {
    List<FinishedChunk> chunks = new ArrayList<>();
    for (String name : names()) {
      if (name.startsWith(prefix(table) + "-chunk-") && name.endsWith(".json")) {
        FinishedChunk.Builder found = FinishedChunk.newBuilder();
        if (!tryRead(name, found, damaged)) {
          // Damaged, or removed by a run that has just ended.
          continue;
        }
        FinishedChunk chunk = found.build();
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
    write(name(table, chunk.getNumber()), chunk.toBuilder());
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

  private void write(String name, Message.Builder message) throws IOException {
    message.setField(sumField(message), sum(message));
    PrivateFiles.write(
        state.resolve(name), JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8));
  }

  private static FieldDescriptor sumField(Message.Builder message) {
    return message.getDescriptorForType().findFieldByName("sum");
  }

  private static String sum(Message.Builder message) {
    return Digests.sha256(message.clone().clearField(sumField(message)).build().toByteArray());
  }

  /** Reads a file into a message. Returns false if it is missing or damaged. */
  private boolean tryRead(String name, Message.Builder builder, Consumer<Path> damaged)
      throws IOException {
    Found found = read(name, builder);
    if (found == Found.DAMAGED) {
      damaged.accept(state.resolve(name));
    }
    return found == Found.SOUND;
  }

  private enum Found {
    MISSING,
    DAMAGED,
    SOUND
  }

  /** Reads a file into a message, whose content is undefined if the file is damaged. */
  private Found read(String name, Message.Builder message) throws IOException {
    try {
      JsonFormat.parser().merge(Files.readString(state.resolve(name)), message);
    } catch (NoSuchFileException e) {
      return Found.MISSING;
    } catch (InvalidProtocolBufferException | CharacterCodingException e) {
      return Found.DAMAGED;
    }
    return message.getField(sumField(message)).equals(sum(message)) ? Found.SOUND : Found.DAMAGED;
  }
}
