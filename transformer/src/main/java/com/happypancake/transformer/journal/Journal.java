package com.happypancake.transformer.journal;

import com.happypancake.dumps.ChecksummedEntries;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.schemas.transformation.JournalEntry;
import com.happypancake.schemas.transformation.MappedSplit;
import com.happypancake.schemas.transformation.PartFinished;
import com.happypancake.schemas.transformation.RunsMerged;
import com.happypancake.schemas.transformation.RunsSpilled;
import com.happypancake.schemas.transformation.SpilledRun;
import com.happypancake.transformer.sort.RunFile;
import com.happypancake.transformer.sort.RunLog;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The journal of a run: a file of entries, each after its length and its CRC-32C. An entry is on
 * the disk before the method that notes it returns. Thread-safe.
 */
public final class Journal implements RunLog<MappedSplit>, Closeable {

  static final int VERSION = 1;

  private static final String FILE = "transform.journal";

  private final Path out;
  private final FileChannel channel;

  private Journal(Path out, FileChannel channel) {
    this.out = out;
    this.channel = channel;
  }

  /** Returns the journal's file. It may not exist. */
  static Path file(Path out) {
    return DumpLayout.state(out).resolve(FILE);
  }

  /**
   * Begins a journal, and replaces an earlier one in one step.
   *
   * @param out the folder of the events, whose folder for the state exists
   * @param run what the journal begins with
   */
  public static Journal begin(Path out, UnfinishedTransform run) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (JournalEntry entry : run.entries()) {
      content.writeBytes(bytes(entry));
    }
    PrivateFiles.write(file(out), content.toByteArray());
    FileChannel channel =
        FileChannel.open(file(out), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    return new Journal(out, channel);
  }

  private static byte[] bytes(JournalEntry entry) {
    return ChecksummedEntries.frame(entry.toByteArray());
  }

  /**
   * Reads the intact entries at the beginning of a file.
   *
   * @param entries receives them
   * @return the offset of the first damaged entry; the file's size if there is none
   */
  static long read(Path file, List<JournalEntry> entries) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return ChecksummedEntries.read(
          in, Files.size(file), content -> entries.add(JournalEntry.parseFrom(content)));
    }
  }

  @Override
  public void spilled(List<RunFile> runs, List<MappedSplit> results) throws IOException {
    RunsSpilled.Builder spilled = RunsSpilled.newBuilder().addAllSplits(results);
    runs.forEach(run -> spilled.addRuns(message(out, run)));
    append(JournalEntry.newBuilder().setSpilled(spilled));
  }

  @Override
  public void merged(RunFile whole, List<RunFile> runs) throws IOException {
    RunsMerged.Builder merged = RunsMerged.newBuilder().setWhole(message(out, whole));
    runs.forEach(run -> merged.addPaths(text(out, run.path())));
    append(JournalEntry.newBuilder().setMerged(merged));
  }

  /** Notes a finished part. */
  public void finished(PartFinished part) throws IOException {
    append(JournalEntry.newBuilder().setPart(part));
  }

  static SpilledRun message(Path out, RunFile run) {
    return SpilledRun.newBuilder()
        .setPath(text(out, run.path()))
        .setRecords(run.records())
        .setBytes(run.bytes())
        .setMaxBlockBytes(run.maxBlockBytes())
        .build();
  }

  /** Returns a path as the journal has it, so that the folder of the events may be moved. */
  static String text(Path out, Path path) {
    return (path.startsWith(out) ? out.relativize(path) : path.toAbsolutePath()).toString();
  }

  private synchronized void append(JournalEntry.Builder entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(entry.build()));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
