package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.Closeables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Reads a run block by block. It checks each block before it returns any of its records. */
final class RunReader extends SortCursor {

  private final Run run;
  private final InputStream file;
  private final CRC32C crc = new CRC32C();
  private final byte[] header = new byte[Run.BLOCK_HEADER_BYTES];
  private final byte[] block;
  private long blockOffset;
  private long fileOffset;
  private long records;
  private int length;
  private int next;
  private int offset;
  private long prefix;

  /**
   * Opens a run.
   *
   * @param mark the place of the mark at which to begin
   */
  RunReader(Run run, int mark) throws IOException {
    this.run = run;
    this.block = new byte[run.file().maxBlockBytes()];
    for (int before = 0; before < mark; before++) {
      fileOffset += run.marks().bytes(before);
      records += run.marks().records(before);
    }
    SeekableByteChannel channel = Files.newByteChannel(run.file().path());
    this.file = Channels.newInputStream(channel);
    try {
      channel.position(fileOffset);
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, channel);
      throw e;
    }
  }

  @Override
  public boolean advance() throws IOException {
    if (records == run.file().records()) {
      checkEnd();
      return false;
    }
    if (next == length) {
      readBlock();
    }
    offset = next;
    if (length - offset < RecordLayout.HEADER_BYTES || size() > length - offset) {
      throw damaged("a record reaches beyond its block");
    }
    next = offset + size();
    prefix = RecordLayout.prefix(block, keyOffset(), keyLength());
    records++;
    return true;
  }

  private void readBlock() throws IOException {
    blockOffset = fileOffset;
    next = 0;
    length = 0;
    if (file.readNBytes(header, 0, header.length) < header.length) {
      throw damaged("the file ends after " + records + " of " + run.file().records() + " records");
    }
    int expectedLength = RecordLayout.getInt(header, 0);
    if (expectedLength <= 0 || expectedLength > run.file().maxBlockBytes()) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "a block claims %d bytes; the longest that was written has %d",
              expectedLength,
              run.file().maxBlockBytes()));
    }
    int read = file.readNBytes(block, 0, expectedLength);
    if (read < expectedLength) {
      throw damaged("the file ends after " + read + " of a block's " + expectedLength + " bytes");
    }
    crc.reset();
    crc.update(block, 0, read);
    int expectedCrc = RecordLayout.getInt(header, Integer.BYTES);
    if ((int) crc.getValue() != expectedCrc) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "a block's CRC-32C is %08x; %08x was written",
              (int) crc.getValue(),
              expectedCrc));
    }
    fileOffset += header.length + read;
    length = read;
  }

  private void checkEnd() throws IOException {
    if (next != length || file.read() >= 0) {
      throw damaged(
          "the file goes on after the " + run.file().records() + " records that were written");
    }
  }

  /** Returns the offset in the file of the current record's block. */
  long blockOffset() {
    return blockOffset;
  }

  private IOException damaged(String what) {
    return new FileSystemException(
        run.file().path().toString(),
        null,
        String.format(
            Locale.ROOT,
            "block at offset %d: %s; the disk, or another program, changed a spilled file:"
                + " run again, with --scratch on another disk if it comes back",
            blockOffset,
            what));
  }

  @Override
  public byte[] bytes() {
    return block;
  }

  @Override
  int offset() {
    return offset;
  }

  @Override
  long prefix() {
    return prefix;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
