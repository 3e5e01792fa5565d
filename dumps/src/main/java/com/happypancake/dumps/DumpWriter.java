package com.happypancake.dumps;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.manifest.Run;
import com.happypancake.schemas.value.RecordKey;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Writes a dump: a folder of parts, the schemas that read them, and a manifest.
 *
 * <p>The manifest is written last, so a folder without one is unfinished. The folder's next writer
 * starts over or resumes ({@link #resume}). The folder is locked against other writers until this
 * one is closed. Thread-safe, but each part is for one thread.
 *
 * <pre>{@code
 * try (DumpWriter dump = DumpWriter.create(folder, schemas, Clock.systemUTC())) {
 *   try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
 *     part.write(city);
 *     part.finish();
 *   }
 *   dump.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS));
 * }
 * }</pre>
 */
public final class DumpWriter implements Closeable {

  private final Path folder;
  private final FileLock lock;
  private final Clock clock;
  private final Instant started;
  private final String schemaSha256;
  private final Collection<FileDescriptor> schemas;
  private final WriteOptions options;
  private final Workers workers;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private boolean finished;

  private DumpWriter(
      Path folder,
      FileLock lock,
      Clock clock,
      byte[] schemaSet,
      WriteOptions options,
      Workers workers) {
    this.folder = folder;
    this.lock = lock;
    this.clock = clock;
    this.started = clock.instant();
    this.schemaSha256 = Digests.sha256(schemaSet);
    this.schemas = DescriptorSets.parse(schemaSet);
    this.options = options;
    this.workers = workers;
  }

  /**
   * Begins a dump with {@link WriteOptions#preferred}.
   *
   * @param folder a folder that does not exist, is empty, or holds an unfinished dump
   * @param schemas the files that define the records' messages; their imports are added
   * @param clock gives the run's times, which go only into run.json
   * @throws RefusedFolderException if the folder holds anything else, or another writer has locked
   *     it
   */
  public static DumpWriter create(Path folder, Collection<FileDescriptor> schemas, Clock clock)
      throws IOException {
    return create(folder, schemas, clock, WriteOptions.preferred());
  }

  /** Begins a dump as {@link #create(Path, Collection, Clock)}, but with the given options. */
  public static DumpWriter create(
      Path folder, Collection<FileDescriptor> schemas, Clock clock, WriteOptions options)
      throws IOException {
    return create(folder, schemas, clock, options, Workers.shared());
  }

  /**
   * Begins a dump as {@link #create(Path, Collection, Clock)}, but with the given options, and with
   * the given threads to deflate.
   */
  public static DumpWriter create(
      Path folder,
      Collection<FileDescriptor> schemas,
      Clock clock,
      WriteOptions options,
      Workers workers)
      throws IOException {
    return open(
        UnfinishedFolder.claim(folder, DumpLayout::isWritten, path -> false),
        folder,
        schemas,
        clock,
        options,
        workers);
  }

  /**
   * Resumes a dump that another writer left unfinished, or begins one as {@link #create(Path,
   * Collection, Clock, WriteOptions)}. Keeps the files in {@link #state}.
   *
   * @param keeps returns for a part's path, relative to the folder, whether to keep the part; if
   *     so, the caller calls {@link #add} for it
   */
  public static DumpWriter resume(
      Path folder,
      Collection<FileDescriptor> schemas,
      Clock clock,
      WriteOptions options,
      Predicate<String> keeps)
      throws IOException {
    return resume(folder, schemas, clock, options, Workers.shared(), keeps);
  }

  /**
   * Resumes a dump as {@link #resume(Path, Collection, Clock, WriteOptions, Predicate)}, but with
   * the given threads to deflate.
   *
   * @param keeps also returns whether to keep a file in {@link #scratch}
   */
  public static DumpWriter resume(
      Path folder,
      Collection<FileDescriptor> schemas,
      Clock clock,
      WriteOptions options,
      Workers workers,
      Predicate<String> keeps)
      throws IOException {
    FileLock lock =
        UnfinishedFolder.claim(
            folder,
            DumpLayout::isWritten,
            path ->
                path.startsWith(DumpLayout.STATE)
                    || keeps.test(DumpLayout.withoutIndex(path.toString().replace('\\', '/'))));
    return open(lock, folder, schemas, clock, options, workers);
  }

  private static DumpWriter open(
      FileLock lock,
      Path folder,
      Collection<FileDescriptor> schemas,
      Clock clock,
      WriteOptions options,
      Workers workers)
      throws IOException {
    try {
      byte[] set = DescriptorSets.of(schemas).toByteArray();
      PrivateFiles.write(folder.resolve(DumpLayout.SCHEMA), set);
      return new DumpWriter(folder, lock, clock, set, options, workers);
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, lock.acquiredBy());
      throw e;
    }
  }

  /**
   * Begins the next part of a series: {@code <series>/part-00000.pb.gz} and so on.
   *
   * @param series the name of the parts' folder, for example a table's name
   * @param message the full name of the records' message, for example {@code hpc.legacy.Message}
   * @throws IllegalArgumentException if the series is not a plain file name
   * @throws com.happypancake.schemas.catalogue.SchemaException if the schemas have no such message
   */
  public synchronized PartWriter part(String series, String message) throws IOException {
    return part(series, counts.merge(series, 1, Integer::sum) - 1, message);
  }

  /**
   * Begins a part as {@link #part(String, String)}, with a given number from 0. The finished part
   * replaces one with the same number.
   */
  public synchronized PartWriter part(String series, int number, String message)
      throws IOException {
    return partAt(DumpLayout.partPath(series, number), message);
  }

  /** Begins a part as {@link #part(String, String)}, with the path of another dump's part. */
  public PartWriter partAt(String path, String message) throws IOException {
    return partAt(path, message, RecordKey.of(DescriptorSets.message(schemas, message)));
  }

  /**
   * Begins a part as {@link #partAt(String, String)}.
   *
   * @param key reads the records' keys for the index and the key range; empty if they have none
   */
  public synchronized PartWriter partAt(String path, String message, Optional<RecordKey> key)
      throws IOException {
    checkRoom();
    PrivateFiles.createDirectories(folder.resolve(DumpLayout.series(path)));
    Part.Builder entry =
        Part.newBuilder().setPath(path).setMessage(message).setRows(Rows.ROWS_WHOLE);
    return new PartWriter(folder, entry, key, options, workers, this::enter);
  }

  private synchronized void enter(Part part) {
    parts.put(part.getPath(), part);
  }

  /** Returns a folder for temporary files. It is deleted when the dump is finished. */
  public Path scratch() throws IOException {
    Path scratch = folder.resolve(DumpLayout.SCRATCH);
    PrivateFiles.createDirectories(scratch);
    return scratch;
  }

  /**
   * Returns a folder for resuming the run. Restarting the dump deletes it, and so does closing this
   * writer after the dump is finished.
   */
  public Path state() throws IOException {
    Path state = DumpLayout.state(folder);
    PrivateFiles.createDirectories(state);
    return state;
  }

  /**
   * Adds a part whose file is already in the folder.
   *
   * @throws IOException if the dump already has the maximum number of parts
   */
  public synchronized void add(Part finished) throws IOException {
    checkRoom();
    parts.put(finished.getPath(), finished);
  }

  /** Deletes a part that was finished or added. */
  public synchronized void discard(Part finished) throws IOException {
    parts.remove(finished.getPath());
    Files.deleteIfExists(folder.resolve(DumpLayout.indexPath(finished.getPath())));
    Files.deleteIfExists(folder.resolve(finished.getPath()));
  }

  /**
   * Copies a part of another dump unchanged, with its index, and adds it.
   *
   * @param from a dump with the same schemas
   * @param part a part of that dump; its path may name another file there with the same bytes
   * @param path the part's path in this dump
   * @param isIndexRight whether to copy the index; if false, it is rebuilt from the part
   * @throws DamagedDumpException if the file does not match the part
   */
  public void copy(Dump from, Part part, String path, boolean isIndexRight) throws IOException {
    DumpFiles.checkSize(from.folder(), part);
    String sha256 = PrivateFiles.copy(from.folder().resolve(part.getPath()), folder.resolve(path));
    DumpFiles.checkSha256(part, sha256);
    Part entry = part.toBuilder().setPath(path).build();
    if (isIndexRight) {
      PrivateFiles.copy(
          from.folder().resolve(DumpLayout.indexPath(part.getPath())),
          folder.resolve(DumpLayout.indexPath(path)));
    } else {
      Dump.writeIndex(folder, entry, DescriptorSets.message(schemas, entry.getMessage()), workers);
    }
    add(entry);
  }

  private void checkRoom() throws IOException {
    if (parts.size() == ManifestJson.MAX_PARTS) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "a dump has at most " + ManifestJson.MAX_PARTS + " parts; let each hold more records");
    }
  }

  /** Returns the finished and added parts in the order in which they were finished or added. */
  public synchronized List<Part> parts() {
    return List.copyOf(parts.values());
  }

  /**
   * Finishes the dump by writing run.json and the manifest, with the parts in the order of {@link
   * #parts}.
   *
   * @param manifest the description of the content; this method sets version, digests and parts
   * @return the written manifest
   * @throws IOException if writing fails; the dump then stays unfinished
   */
  public Manifest finish(Manifest.Builder manifest) throws IOException {
    return finish(manifest, parts());
  }

  /**
   * Finishes the dump as {@link #finish(Manifest.Builder)}, but with the parts in the given order.
   *
   * @param ordered all parts
   * @throws IllegalArgumentException if these are not the finished and added parts
   */
  public synchronized Manifest finish(Manifest.Builder manifest, List<Part> ordered)
      throws IOException {
    if (ordered.size() != parts.size() || !parts.values().containsAll(ordered)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: a manifest of %d parts for %d that were written",
              folder,
              ordered.size(),
              parts.size()));
    }
    Manifest whole =
        ManifestJson.seal(
            manifest
                .setFormatVersion(ManifestJson.FORMAT_VERSION)
                .setSchemaSha256(schemaSha256)
                .clearParts()
                .addAllParts(ordered)
                .setContentDigest(ManifestJson.contentDigest(ordered))
                .build());
    // Clear before the manifest is written, so that a killed run leaves an unfinished folder.
    UnfinishedFolder.clearScratch(folder);
    writeJson(DumpLayout.RUN, run());
    writeJson(DumpLayout.MANIFEST, whole);
    finished = true;
    return whole;
  }

  private void writeJson(String name, MessageOrBuilder message) throws IOException {
    PrivateFiles.write(folder.resolve(name), ManifestJson.of(message));
  }

  private Run run() {
    return versions(options)
        .setHost(host())
        .setStarted(timestamp(started))
        .setFinished(timestamp(clock.instant()))
        .setVerifiedWrites(options.verifyWrites())
        .build();
  }

  /** Returns a run with the versions of hpc, the codec, the JVM and the operating system. */
  public static Run.Builder versions(WriteOptions options) {
    return Run.newBuilder()
        .setVersion(RunSettings.version())
        .setCodec(options.codec().description())
        .setJava(System.getProperty("java.runtime.version", ""))
        .setSystem(System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /**
   * Gives the folder back to other writers. If the dump is finished, first removes the marker and
   * the state of the run.
   */
  @Override
  public synchronized void close() throws IOException {
    try (Channel channel = lock.acquiredBy()) {
      if (finished && channel.isOpen()) {
        UnfinishedFolder.release(folder);
      }
    }
  }
}
