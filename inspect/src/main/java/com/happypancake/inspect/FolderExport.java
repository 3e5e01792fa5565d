package com.happypancake.inspect;

import com.google.protobuf.Message;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.inspect.QueryLines.RecordFormat;
import com.happypancake.inspect.QueryLines.RecordLines;
import com.happypancake.inspect.delimited.Compression;
import com.happypancake.inspect.query.EventTypes;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Part;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Exports the records of a query to a new folder, one file for each table or event type. Only the
 * owner can read the files. Either all files get their final names at the end, or none does.
 */
public final class FolderExport implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final RecordLines NO_LINES = new RecordLines(Optional.empty(), record -> "");

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern OWN =
      Pattern.compile("[^/]+\\.(jsonl|csv|pb)(\\.(gz|bz2|xz|lz4|zst))?(\\.tmp)?");

  private final Path folder;
  private final Compression compression;
  private final boolean made;
  private final FileLock lock;
  private final TreeMap<String, ExportFile> files = new TreeMap<>();
  private boolean published;

  /**
   * An exported file.
   *
   * @param path the file's path
   * @param records the number of records in it
   */
  public record ExportedFile(Path path, long records) {}

  /**
   * Creates the folder, or takes over the folder of a killed export.
   *
   * @throws RefusedFolderException if the folder holds anything else, or is in use
   * @throws IOException if the folder cannot be written
   */
  FolderExport(Path folder, Compression compression) throws IOException {
    this.folder = folder;
    this.compression = compression;
    this.made = !Files.exists(folder);
    this.lock =
        UnfinishedFolder.claim(
            folder, path -> OWN.matcher(path.toString()).matches(), path -> false);
  }

  /**
   * Exports records. A failed export removes everything it wrote.
   *
   * @param lines the query and its format
   * @param target a missing or empty folder, or the folder of a killed export
   * @param compression the compression of each file
   * @param listener receives the progress
   * @return the files, sorted by name
   * @throws RefusedFolderException if the folder holds anything else, or is in use
   * @throws SchemaException if an event type is not a valid file name
   * @throws IOException if a part cannot be read or is damaged, or a file cannot be written
   * @throws InterruptedException if the thread was interrupted
   */
  public static List<ExportedFile> write(
      QueryLines lines, Path target, Compression compression, ReadListener listener)
      throws IOException, InterruptedException {
    try (FolderExport export = new FolderExport(target, compression);
        QueryCursor cursor = new QueryCursor(lines.query(), listener)) {
      export.write(lines, cursor);
      export.publish();
      return export.files.values().stream()
          .map(file -> new ExportedFile(file.target, file.records))
          .toList();
    }
  }

  private void write(QueryLines lines, QueryCursor cursor)
      throws IOException, InterruptedException {
    for (Part part : lines.query().parts()) {
      if (!EventTypes.isEnvelope(lines.query().message(part))) {
        file(lines, PartNames.series(part), part, Set.of());
      }
    }
    while (cursor.advance()) {
      boolean isEvent = EventTypes.isEnvelope(cursor.message().getDescriptorForType());
      String name = isEvent ? fileName(lines, cursor) : PartNames.series(cursor.part());
      Set<String> types = isEvent ? Set.of(name) : Set.of();
      ExportFile file = file(lines, name, cursor.part(), types);
      if (lines.format() == RecordFormat.DELIMITED) {
        file.write(cursor.reader());
      } else {
        file.write(cursor.message());
      }
    }
  }

  private static String fileName(QueryLines lines, QueryCursor cursor) throws IOException {
    String type = cursor.type();
    if (!FILE_NAME.matcher(type).matches()) {
      throw new SchemaException(
          lines.query().dump().folder()
              + ": a type of events can't be the name of a file: '"
              + type
              + "'");
    }
    return type;
  }

  private ExportFile file(QueryLines lines, String name, Part part, Set<String> types)
      throws IOException {
    String fileName = name + lines.format().suffix() + compression.suffix();
    ExportFile known = files.get(fileName);
    if (known != null) {
      return known;
    }
    return lines.format() == RecordFormat.DELIMITED
        ? add(fileName, NO_LINES)
        : add(fileName, lines.of(lines.query().message(part), types));
  }

  /** Adds a file and writes its heading. */
  ExportFile add(String name, RecordLines lines) throws IOException {
    ExportFile file = new ExportFile(folder.resolve(name), lines, compression);
    files.put(name, file);
    if (lines.heading().isPresent()) {
      file.line(lines.heading().get());
    }
    return file;
  }

  /** Renames all files to their final names. */
  void publish() throws IOException {
    for (ExportFile file : files.values()) {
      file.stream.close();
      file.channel.force(true);
      file.channel.close();
    }
    for (ExportFile file : files.values()) {
      Files.move(file.temporary, file.target, StandardCopyOption.ATOMIC_MOVE);
    }
    UnfinishedFolder.release(folder);
    published = true;
  }

  /** Removes all files unless they were published. */
  @Override
  public void close() throws IOException {
    List<Closeable> all = new ArrayList<>();
    for (ExportFile file : files.values()) {
      all.add(file.channel);
      all.add(() -> Files.deleteIfExists(file.temporary));
      if (!published) {
        all.add(() -> Files.deleteIfExists(file.target));
      }
    }
    if (!published) {
      all.add(() -> UnfinishedFolder.release(folder));
      if (made) {
        all.add(() -> Files.deleteIfExists(folder));
      }
    }
    all.add(lock.acquiredBy());
    Closeables.closeAll(all);
  }

  /** Leaves the file open, so that it can be synchronised after its last byte. */
  private static final class UnclosedStream extends BufferedOutputStream {

    UnclosedStream(OutputStream out) {
      super(out, BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /**
   * A file of lines or of length-prefixed records. It has a temporary name until the folder is
   * published.
   */
  static final class ExportFile {

    private final Path target;
    private final Path temporary;
    private final RecordLines lines;
    private final FileChannel channel;
    private final OutputStream stream;
    private long records;

    private ExportFile(Path target, RecordLines lines, Compression compression) throws IOException {
      this.target = target;
      this.lines = lines;
      this.temporary = target.resolveSibling(target.getFileName() + ".tmp");
      this.channel = PrivateFiles.create(temporary);
      this.stream =
          new BufferedOutputStream(
              compression.writer(new UnclosedStream(Channels.newOutputStream(channel))),
              BUFFER_BYTES);
    }

    /** Writes the current record of a reader, after its length. */
    void write(PartReader reader) throws IOException {
      int rest = reader.length();
      while (rest > 0x7F) {
        stream.write((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      stream.write(rest);
      stream.write(reader.bytes(), reader.offset(), reader.length());
      records++;
    }

    void write(Message record) throws IOException {
      line(lines.line().apply(record));
      records++;
    }

    private void line(String text) throws IOException {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
    }
  }
}
