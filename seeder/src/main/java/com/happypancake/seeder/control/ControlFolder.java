package com.happypancake.seeder.control;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.seeder.log.SeedLogFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The files of a log's folder by which a run and other processes talk: {@code control.json}, {@code
 * state.json} and {@code lock}. Each is written whole and then renamed, so a reader never sees half
 * of one. Several processes may use a folder at a time; a process uses one instance, with any
 * thread.
 */
public final class ControlFolder {

  private static final String LOG = "seeds.log";
  private static final String REQUEST = "control.json";
  private static final String REQUEST_LOCK = "control.lock";
  private static final String STATE = "state.json";
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Path log;

  private ControlFolder(Path log) {
    this.log = log;
  }

  /** Returns the control of a log, which the caller has made or locked. */
  static ControlFolder ofRun(Path log) {
    return new ControlFolder(log);
  }

  /**
   * Returns the control of a log, for another process than its seeder's.
   *
   * @throws RefusedFolderException if the folder holds no seed log
   */
  public static ControlFolder of(Path log) throws RefusedFolderException {
    if (!Files.exists(log.resolve(LOG))) {
      throw new RefusedFolderException(
          Reason.NO_DUMP,
          log + ": no seed log is there; see whether the folder is the one of hpc seed --log");
    }
    return new ControlFolder(log);
  }

  /**
   * Returns whether a seeder runs on the log. The seeder itself must not call this: on some
   * systems, closing the file here would release its lock.
   */
  public boolean isRunning() throws IOException {
    return SeedLogFolder.isInUse(log);
  }

  /** Returns whether a person paused the log. */
  public boolean isPaused() throws IOException {
    return request().paused();
  }

  /**
   * Returns the state that the last run wrote, which may have ended; empty if none wrote one.
   *
   * @throws RefusedFolderException if the file is damaged
   */
  public Optional<SeedState> state() throws IOException {
    return read(STATE, SeedState::read);
  }

  void write(SeedState state) throws IOException {
    write(STATE, state.toJson());
  }

  /**
   * Returns the last request.
   *
   * @throws RefusedFolderException if the file is damaged
   */
  ControlRequest request() throws IOException {
    return read(REQUEST, ControlRequest::read).orElse(ControlRequest.NONE);
  }

  /** Makes a request of the last one. Waits for other processes that do the same. */
  ControlRequest change(UnaryOperator<ControlRequest> change) throws IOException {
    Path file = log.resolve(REQUEST_LOCK);
    try {
      PrivateFiles.create(file).close();
    } catch (FileAlreadyExistsException e) {
      // An earlier request made it.
    }
    // A lock holds between processes alone.
    synchronized (ControlFolder.class) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.lock();
        ControlRequest changed = change.apply(request());
        write(REQUEST, changed.toJson());
        return changed;
      }
    }
  }

  private void write(String name, JsonObject json) throws IOException {
    byte[] content = (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
    PrivateFiles.write(log.resolve(name), content);
  }

  private <T> Optional<T> read(String name, Function<JsonObject, T> reader) throws IOException {
    Path file = log.resolve(name);
    try {
      String text = Files.readString(file);
      return Optional.of(reader.apply(JsonParser.parseString(text).getAsJsonObject()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // Gson and the readers of fields throw many kinds.
      throw new RefusedFolderException(
          Reason.OTHER_RUN,
          file + ": is damaged, or another version of hpc wrote it; remove it and try again");
    }
  }
}
