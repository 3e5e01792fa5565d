package com.happypancake.seeder.log;

import com.happypancake.dumps.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A log in a file that only its owner can read. */
public final class LogFile implements LogStorage {

  private final Path file;
  private final FileChannel channel;

  private LogFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens a file, and makes it if it is absent. */
  public static LogFile open(Path file) throws IOException {
    if (!Files.exists(file)) {
      PrivateFiles.write(file, new byte[0]);
    }
    return new LogFile(
        file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  @Override
  public InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  @Override
  public long size() throws IOException {
    return Files.size(file);
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void force() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** A channel's errors do not name its file. */
  private IOException named(IOException e) {
    IOException named = new FileSystemException(file.toString(), null, e.getMessage());
    named.initCause(e);
    return named;
  }

  @Override
  public void truncate(long length) throws IOException {
    channel.truncate(length);
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
