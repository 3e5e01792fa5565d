package com.happypancake.transformer.sort;

import com.happypancake.dumps.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes a run.
 *
 * <p>Runs are not compressed. The fastest deflate takes ten seconds per gigabyte, which is several
 * times as long as sorting and merging, and saves less than half of the space.
 */
final class RunWriter implements Closeable {

  /** Limits the size of the buffer into which the JDK copies a write. */
  private static final int MAX_WRITE_BYTES = 1 << 18;

  private final Path file;
  private final int blockBytes;
  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private byte[] block;
  private final SortedRun.Marks marks = new SortedRun.Marks();
  private int length = Run.BLOCK_HEADER_BYTES;
  private byte[] firstKey = {};
  private byte[] lastKey = {};
  private int lastOffset;
  private int blockRecords;
  private long records;
  private long fileBytes;
  private int maxBlockBytes;

  /**
   * Creates a new file that only its owner can read.
   *
   * @param blockBytes the maximum length of a block's content; a longer record gets its own block
   */
  RunWriter(Path file, int blockBytes) throws IOException {
    this.file = file;
    this.blockBytes = blockBytes;
    this.block = new byte[Run.BLOCK_HEADER_BYTES + blockBytes];
    this.channel = PrivateFiles.create(file);
  }

  void write(SortCursor cursor) throws IOException {
    int count = cursor.size();
    if (count > block.length - length && length > Run.BLOCK_HEADER_BYTES) {
      endBlock();
    }
    if (count > block.length - length) {
      block = new byte[Run.BLOCK_HEADER_BYTES + count];
    }
    if (blockRecords == 0) {
      firstKey = cursor.key();
    }
    System.arraycopy(cursor.bytes(), cursor.offset(), block, length, count);
    lastOffset = length;
    length += count;
    blockRecords++;
    records++;
  }

  private void endBlock() throws IOException {
    int content = length - Run.BLOCK_HEADER_BYTES;
    crc.reset();
    crc.update(block, Run.BLOCK_HEADER_BYTES, content);
    RecordLayout.putInt(block, 0, content);
    RecordLayout.putInt(block, Integer.BYTES, (int) crc.getValue());
    emit();
    maxBlockBytes = Math.max(maxBlockBytes, content);
    marks.add(firstKey, blockRecords, length);
    int lastStart = lastOffset + RecordLayout.HEADER_BYTES;
    lastKey =
        Arrays.copyOfRange(block, lastStart, lastStart + RecordLayout.keyLength(block, lastOffset));
    blockRecords = 0;
    fileBytes += length;
    length = Run.BLOCK_HEADER_BYTES;
    if (block.length > Run.BLOCK_HEADER_BYTES + blockBytes) {
      block = new byte[Run.BLOCK_HEADER_BYTES + blockBytes];
    }
  }

  private void emit() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(block, 0, length);
    try {
      while (bytes.position() < length) {
        bytes.limit(Math.min(length, bytes.position() + MAX_WRITE_BYTES));
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      String why =
          "cannot spill to the disk: "
              + e.getMessage()
              + "; make room, or give --scratch a folder on another disk";
      throw (IOException) new FileSystemException(file.toString(), null, why).initCause(e);
    }
  }

  /** Ends the file. {@link RunFile#force} then synchronises it to the disk. */
  Run finish() throws IOException {
    if (length > Run.BLOCK_HEADER_BYTES) {
      endBlock();
    }
    channel.close();
    return new Run(new RunFile(file, records, fileBytes, maxBlockBytes), marks.end(lastKey));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
