package com.happypancake.inspect.export;

import com.happypancake.dumps.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of lines that only its owner can read, under a temporary name until it is published. For
 * one thread.
 */
public final class ExportFile implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream stream;
  private long records;

  public ExportFile(Path target) throws IOException {
    this.target = target;
    this.temporary = target.resolveSibling(target.getFileName() + ".tmp");
    this.channel = PrivateFiles.create(temporary);
    this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  public void heading(String line) throws IOException {
    stream.write(line.getBytes(StandardCharsets.UTF_8));
    stream.write('\n');
  }

  public void record(String line) throws IOException {
    heading(line);
    records++;
  }

  public long records() {
    return records;
  }

  public Path target() {
    return target;
  }

  /** Writes to the disk what is buffered. */
  public void synchronise() throws IOException {
    stream.flush();
    channel.force(true);
    channel.close();
  }

  /** Gives the file its final name. */
  public void publish() throws IOException {
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the file, unless it was published. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
