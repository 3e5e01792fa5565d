package com.happypancake.seeder.audit;

import com.google.protobuf.TextFormat;
import com.happypancake.schemas.audit.AuditEntry;
import com.happypancake.schemas.audit.AuditOpened;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The state of an audit on the disk; see audit.proto. Not thread-safe. */
final class AuditJournal implements Closeable {

  private static final String FILE = "audit.log";
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 8;

  /** More than a batch of messages in any order takes. */
  private static final int MOST_BYTES = 1 << 24;

  private final FileChannel channel;

  private AuditJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param folder the state's folder; it is made if it does not exist
   * @param audited what is audited
   * @param earlier receives the entries of earlier audits in their order
   * @throws AuditStateException if the folder is the state of another audit, or another audit runs
   *     on it
   * @throws IOException if the folder can't be read or written
   */
  static AuditJournal open(Path folder, AuditOpened audited, Consumer<AuditEntry> earlier)
      throws IOException, AuditStateException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean open = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new AuditStateException(folder + ": another audit runs on this state; stop it first");
      }
      long end = restore(folder, file, audited.toBuilder().setVersion(VERSION).build(), earlier);
      channel.truncate(end).position(end);
      AuditJournal journal = new AuditJournal(channel);
      if (end == 0) {
        journal.append(
            AuditEntry.newBuilder().setOpened(audited.toBuilder().setVersion(VERSION)).build());
      }
      open = true;
      return journal;
    } finally {
      if (!open) {
        channel.close();
      }
    }
  }

  /** Removes what earlier audits counted. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /** Returns where the last whole entry ends. */
  private static long restore(
      Path folder, Path file, AuditOpened audited, Consumer<AuditEntry> earlier)
      throws IOException, AuditStateException {
    long end = 0;
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(bytes, 1 << 16))) {
      while (true) {
        int length = in.readInt();
        int checksum = in.readInt();
        byte[] content = new byte[Math.max(0, Math.min(length, MOST_BYTES))];
        in.readFully(content);
        if (content.length != length || checksum(content) != checksum) {
          return end;
        }
        AuditEntry entry = AuditEntry.parseFrom(content);
        if (end == 0) {
          checkSame(folder, entry.getOpened(), audited);
        } else {
          earlier.accept(entry);
        }
        end += HEAD_BYTES + length;
      }
    } catch (EOFException e) {
      return end;
    }
  }

  private static void checkSame(Path folder, AuditOpened found, AuditOpened audited)
      throws AuditStateException {
    if (!found.equals(audited)) {
      throw new AuditStateException(
          folder
              + ": is the state of another audit, of "
              + text(found)
              + ", not of "
              + text(audited)
              + "; name another folder with --state, or give --anew to forget it");
    }
  }

  private static String text(AuditOpened opened) {
    String choice = TextFormat.printer().emittingSingleLine(true).printToString(opened.getChoice());
    return (choice.isBlank() ? "" : "the choice '" + choice.strip() + "' of ")
        + opened.getEvents()
        + " events "
        + opened.getEventsDigest()
        + " in "
        + opened.getSource();
  }

  /** Appends an entry and writes it through to the disk. */
  void append(AuditEntry entry) throws IOException {
    byte[] content = entry.toByteArray();
    ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES + content.length);
    buffer.putInt(content.length).putInt(checksum(content)).put(content).flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(false);
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content, 0, content.length);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
