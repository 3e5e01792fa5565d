package com.happypancake.inspect.delimited;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
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
  NONE("", "") {
    @Override
    InputStream reader(InputStream in) {
      return in;
    }

    @Override
    public OutputStream writer(OutputStream out) {
      return out;
    }
  },
  GZIP(".gz", "\u001F\u008B") {
    @Override
    InputStream reader(InputStream in) throws IOException {
      return GzipCompressorInputStream.builder().setInputStream(in).get();
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, BUFFER_BYTES);
    }
  },
  BZIP2(".bz2", "BZh") {
    @Override
    InputStream reader(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(in);
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      return new BZip2CompressorOutputStream(out);
    }
  },
  XZ(".xz", "\u00FD7zXZ\0") {
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
  LZ4(".lz4", "\u0004\"M\u0018") {
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
  ZSTD(".zst", "(\u00B5/\u00FD") {
    @Override
    InputStream reader(InputStream in) throws IOException {
      try {
        return new ZstdCompressorInputStream(in);
      } catch (LinkageError e) {
        throw new MissingLibraryException(e);
      }
    }

    @Override
    public OutputStream writer(OutputStream out) throws IOException {
      try {
        return new ZstdCompressorOutputStream(out);
      } catch (LinkageError e) {
        throw new MissingLibraryException(e);
      }
    }
  };

  /** The number of bytes that {@link #of} needs. */
  static final int MAGIC_BYTES = 6;

  private static final int BUFFER_BYTES = 1 << 16;

  private final String suffix;

  /** A file's first bytes, each as a character. */
  private final String magic;

  Compression(String suffix, String magic) {
    this.suffix = suffix;
    this.magic = magic;
  }

  /** Recognises a file's compression by its first {@link #MAGIC_BYTES} bytes. */
  static Compression of(byte[] beginning) {
    String found = new String(beginning, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(each -> each != NONE && found.startsWith(each.magic))
        .findFirst()
        .orElse(NONE);
  }

  /** Returns the file name suffix, including the dot; empty for {@link #NONE}. */
  public String suffix() {
    return suffix;
  }

  /**
   * Returns a stream that decompresses another: all of it, or one gzip member or bzip2 stream.
   *
   * @param in a stream that supports marks; the next read of it begins behind the member
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
