package com.happypancake.inspect.delimited;

import com.happypancake.dumps.block.Closeables;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed content of a file of any number of gzip members, bzip2 streams and so on.
 *
 * <p>The JDK's GZIPInputStream takes damage between two gzip members for the end of the file
 * (JDK-7036144). This class opens each member itself and reports other bytes as damage. A
 * decompressor that fails loses what it has decompressed in the same call. So this class then opens
 * the file once more and reads byte by byte, up to the damage. After a failure, every read fails.
 *
 * <p>An {@link IOException} means that the content is damaged. If the file itself can't be read,
 * reads throw an {@link UncheckedIOException}.
 */
final class DecompressedStream extends InputStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Compression compression;
  private BufferedInputStream in;
  private InputStream member;
  private long delivered;
  private boolean careful;
  private @Nullable Exception failure;

  private DecompressedStream(
      Path file, Compression compression, BufferedInputStream in, InputStream member) {
    this.file = file;
    this.compression = compression;
    this.in = in;
    this.member = member;
  }

  /**
   * Opens a file and recognises its compression.
   *
   * @throws DamagedFileException if the beginning of the compressed stream is damaged
   * @throws IOException if the file can't be read, or a library is missing
   */
  static DecompressedStream open(Path file) throws IOException {
    BufferedInputStream in = file(file);
    try {
      in.mark(Compression.MAGIC_BYTES);
      Compression compression = Compression.of(in.readNBytes(Compression.MAGIC_BYTES));
      in.reset();
      return new DecompressedStream(file, compression, in, member(file, compression, in));
    } catch (UncheckedIOException e) {
      Closeables.closeAfter(e, in);
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, in);
      throw e;
    }
  }

  private static BufferedInputStream file(Path file) throws IOException {
    return new BufferedInputStream(new FileSource(file), BUFFER_BYTES);
  }

  private static InputStream member(Path file, Compression compression, InputStream in)
      throws IOException {
    try {
      return compression.reader(in);
    } catch (Compression.MissingLibraryException e) {
      throw e.in(file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      throw DamagedFileException.ofStream(file, 1, 0, e);
    }
  }

  Compression compression() {
    return compression;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
    try {
      int read = next(bytes, offset, careful ? 1 : length);
      delivered += Math.max(0, read);
      return read;
    } catch (UncheckedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (careful || !Files.isRegularFile(file)) {
        failure = e;
        throw e;
      }
      careful = true;
      reopen();
      return read(bytes, offset, 1);
    }
  }

  private int next(byte[] bytes, int offset, int length) throws IOException {
    int read = member.read(bytes, offset, length);
    while (read < 0 && hasMore()) {
      member = compression.reader(in);
      read = member.read(bytes, offset, length);
    }
    return read;
  }

  private boolean hasMore() throws IOException {
    in.mark(1);
    boolean more = in.read() >= 0;
    in.reset();
    return more;
  }

  /** Opens the file anew and moves to where this stream stands. */
  private void reopen() throws IOException {
    close();
    in = file(file);
    member = compression.reader(in);
    byte[] skipped = new byte[BUFFER_BYTES];
    long left = delivered;
    while (left > 0) {
      int read = next(skipped, 0, (int) Math.min(skipped.length, left));
      if (read < 0) {
        throw new IOException("the file was changed while it was read");
      }
      left -= read;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The bytes of the file. Failures to read it pass through decompressors unchecked. */
  private static final class FileSource extends InputStream {

    private final Path file;
    private final InputStream source;

    FileSource(Path file) throws IOException {
      this.file = file;
      this.source = Files.newInputStream(file);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        return source.read(bytes, offset, length);
      } catch (IOException e) {
        FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
        named.initCause(e);
        throw new UncheckedIOException(named);
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
