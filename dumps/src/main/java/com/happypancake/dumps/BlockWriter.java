package com.happypancake.dumps;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Cuts a stream of bytes into blocks, deflates them and writes them to a file. */
final class BlockWriter implements Closeable {

  private final FileChannel file;
  private final MessageDigest fileDigest = Digests.sha256();
  private final MessageDigest contentDigest = Digests.sha256();
  private final Deflater deflater;
  private final Deflater stored = new Deflater(Deflater.NO_COMPRESSION, true);
  private final CRC32 crc = new CRC32();
  private final byte[] content = new byte[Bgzf.MAX_CONTENT_BYTES];
  private final ByteBuffer block =
      ByteBuffer.allocate(Bgzf.MAX_BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int length;
  private long fileBytes;
  private long contentBytes;

  /**
   * A writer.
   *
   * @param file open for writing, at its start
   * @param level deflate's, 1 to 9
   */
  BlockWriter(FileChannel file, int level) {
    this.file = file;
    this.deflater = new Deflater(level, true);
  }

  /** Returns how many bytes the block being filled still takes. */
  int room() {
    return content.length - length;
  }

  /** Appends bytes, ending each block that they fill. */
  void write(byte[] bytes, int offset, int count) throws IOException {
    contentDigest.update(bytes, offset, count);
    contentBytes += count;
    int at = offset;
    int left = count;
    while (left > 0) {
      if (room() == 0) {
        endBlock();
      }
      int now = Math.min(left, room());
      System.arraycopy(bytes, at, content, length, now);
      length += now;
      at += now;
      left -= now;
    }
  }

  /** Ends the block being filled, if it holds anything. */
  void endBlock() throws IOException {
    if (length > 0) {
      if (!deflate(deflater)) {
        deflate(stored);
      }
      emit(block.flip());
      length = 0;
    }
  }

  private boolean deflate(Deflater with) {
    with.reset();
    with.setInput(content, 0, length);
    with.finish();
    int most = Bgzf.MAX_BLOCK_BYTES - Bgzf.HEADER_BYTES - Bgzf.TRAILER_BYTES;
    int deflated = with.deflate(block.array(), Bgzf.HEADER_BYTES, most);
    if (!with.finished()) {
      return false;
    }
    crc.reset();
    crc.update(content, 0, length);
    block
        .clear()
        .put(Bgzf.HEADER_START)
        .putShort((short) (Bgzf.HEADER_BYTES + deflated + Bgzf.TRAILER_BYTES - 1))
        .position(Bgzf.HEADER_BYTES + deflated)
        .putInt((int) crc.getValue())
        .putInt(length);
    return true;
  }

  /** Ends the file: the last block, the terminator, and all of it on the disk. */
  void finish() throws IOException {
    endBlock();
    emit(ByteBuffer.wrap(Bgzf.terminator()));
    file.force(true);
  }

  private void emit(ByteBuffer bytes) throws IOException {
    fileDigest.update(bytes.duplicate());
    fileBytes += bytes.remaining();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Returns the file's size so far. */
  long fileBytes() {
    return fileBytes;
  }

  /** Returns how many bytes were appended so far. */
  long contentBytes() {
    return contentBytes;
  }

  /** Returns the SHA-256 of the file, and begins anew. */
  String fileSha256() {
    return Digests.hex(fileDigest);
  }

  /** Returns the SHA-256 of what was appended, and begins anew. */
  String contentSha256() {
    return Digests.hex(contentDigest);
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    stored.end();
    file.close();
  }
}
