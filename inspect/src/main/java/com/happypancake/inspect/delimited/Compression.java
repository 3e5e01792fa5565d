package com.happypancake.inspect.delimited;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/** The compression of a whole file. */
public enum Compression {
  NONE("") {
    @Override
    InputStream reader(InputStream in) {
      return in;
    }

    @Override
    public OutputStream writer(OutputStream out) {
      return out;
    }
  },
  GZIP(".gz", 0x1F, 0x8B) {
    @Override
    InputStream reader(InputStream in) throws IOException {
      return GzipCompressorInputStream.builder().setInputStream(in).get();
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, BUFFER_BYTES);
    }
  },
  BZIP2(".bz2", 'B', 'Z', 'h') {
    @Override
    InputStream reader(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(in);
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      return new BZip2CompressorOutputStream(out);
    }
  },
  XZ(".xz", 0xFD, '7', 'z', 'X', 'Z', 0) {
    @Override
    InputStream reader(InputStream in) throws IOException {
      return XZCompressorInputStream.builder()
          .setInputStream(in)
          .setDecompressConcatenated(true)
          .get();
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      return new XZCompressorOutputStream(out);
    }
  },
  LZ4(".lz4", 0x04, 0x22, 0x4D, 0x18) {
    @Override
    InputStream reader(InputStream in) throws IOException {
      return new FramedLZ4CompressorInputStream(in, true);
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      return new FramedLZ4CompressorOutputStream(out);
    }
  },
  /** Needs the library zstd-jni, which has native code. */
  ZSTD(".zst", 0x28, 0xB5, 0x2F, 0xFD) {
    @Override
    InputStream reader(InputStream in) throws IOException {
      try {
        return new ZstdCompressorInputStream(in);
      } catch (LinkageError e) {
        throw withoutLibrary(e);
      }
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      try {
        return new ZstdCompressorOutputStream(out);
      } catch (LinkageError e) {
        throw withoutLibrary(e);
      }
    }
  };

  /** The number of bytes that {@link #of} needs. */
  static final int MAGIC_BYTES = 6;

  private static final int BUFFER_BYTES = 1 << 16;

  private final String suffix;
  private final int[] magic;

  Compression(String suffix, int... magic) {
    this.suffix = suffix;
    this.magic = magic;
  }

  /** Recognises a file's compression by its first {@link #MAGIC_BYTES} bytes. */
  static Compression of(byte[] beginning) {
    for (Compression each : values()) {
      if (each != NONE && each.begins(beginning)) {
        return each;
      }
    }
    return NONE;
  }

  private boolean begins(byte[] beginning) {
    if (beginning.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((beginning[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the file name suffix, including the dot; empty for {@link #NONE}. */
  public String suffix() {
    return suffix;
  }

  /**
   * Returns a stream that decompresses another: all of it, or one gzip member or bzip2 stream.
   *
   * @param in a stream that supports marks; it is then left behind the member
   * @throws IOException if the other's beginning is damaged
   * @throws MissingLibraryException if a library is missing
   */
  abstract InputStream reader(InputStream in) throws IOException;

  /**
   * Returns a stream that compresses into another. Closing it closes the other.
   *
   * @throws MissingLibraryException if a library is missing
   */
  public abstract OutputStream writer(OutputStream out) throws IOException;

  private static IOException withoutLibrary(LinkageError cause) {
    return new MissingLibraryException(cause);
  }

  /** Thrown if the library of a compression is missing, or its native code does not load. */
  static final class MissingLibraryException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final String WHAT =
        "zstd needs the library com.github.luben:zstd-jni, which is not on the class path or whose"
            + " native code does not load here; put it there, or use the program zstd";

    MissingLibraryException(LinkageError cause) {
      super(WHAT, cause);
    }

    /** Returns an exception that names a file. */
    FileSystemException in(Path file) {
      FileSystemException named = new FileSystemException(file.toString(), null, WHAT);
      named.initCause(this);
      return named;
    }
  }
}
