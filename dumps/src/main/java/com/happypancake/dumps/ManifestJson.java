package com.happypancake.dumps;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the text of manifest.json. Reading takes bounded memory and refuses a text that
 * no writer can have written. A heap of 128 MiB holds any manifest within the limits.
 *
 * <p>The manifest contains its own checksum: the SHA-256 of the text with zeros in place of the
 * checksum's digits.
 */
final class ManifestJson {

  /** The version of the format. */
  static final int FORMAT_VERSION = 1;

  /** The maximum number of parts: 10 billion records at the usual million in each. */
  static final int MAX_PARTS = 10_000;

  static final long MAX_BYTES = 1L << 24;

  private static final int MAX_VALUES = 800_000;
  private static final int MAX_DEPTH = 32;

  /** The memory that an object or array takes, in single values. */
  private static final int CONTAINER_VALUES = 8;

  /** The maximum compression ratio of deflate (zlib's technical details). */
  private static final long MAX_RATIO = 1032;

  private static final String ZEROS = "0".repeat(64);

  private final Path folder;

  /** Creates an instance. Only messages use the folder. */
  ManifestJson(Path folder) {
    this.folder = folder;
  }

  /** Returns the text of a message's file. */
  static byte[] of(MessageOrBuilder message) {
    try {
      return (JsonFormat.printer().print(message) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a manifest holds no Any, which JSON cannot tell", e);
    }
  }

  /** Returns the manifest with the checksum of its text. */
  static Manifest seal(Manifest manifest) {
    Manifest open = manifest.toBuilder().setManifestSha256(ZEROS).build();
    return open.toBuilder().setManifestSha256(Digests.sha256(of(open))).build();
  }

  /**
   * Returns the digest of a folder's content. It covers one line for each part, sorted by series
   * and number: path, rows, message, records and contentSha256, separated by spaces and ended by a
   * line feed, in UTF-8.
   */
  static String contentDigest(Collection<Part> parts) {
    MessageDigest digest = Digests.sha256();
    for (Part part : DumpLayout.sorted(parts)) {
      String line =
          String.join(
              " ",
              part.getPath(),
              part.getRows().name(),
              part.getMessage(),
              Long.toUnsignedString(part.getRecords()),
              part.getContentSha256());
      digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Digests.hex(digest);
  }

  /**
   * Parses a manifest.
   *
   * @param json the text, which this method changes
   * @throws DamagedDumpException if the text is no manifest, contradicts itself, or exceeds a limit
   */
  Manifest parse(byte[] json) throws DamagedDumpException {
    checkBounds(json);
    Manifest.Builder builder = Manifest.newBuilder();
    try {
      Reader text = new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8);
      JsonFormat.parser().ignoringUnknownFields().merge(text, builder);
    } catch (IOException e) {
      // The parser's own message names its classes. The cause keeps it.
      throw damaged("not a manifest: it is not JSON, or a field has a value of another type", e);
    }
    Manifest manifest = builder.build();
    if (manifest.getFormatVersion() != FORMAT_VERSION) {
      throw damaged(
          "format version %d; this hpc reads version %d",
          Integer.toUnsignedLong(manifest.getFormatVersion()), FORMAT_VERSION);
    }
    checkParts(manifest.getPartsList());
    String digest = contentDigest(manifest.getPartsList());
    if (!digest.equals(manifest.getContentDigest())) {
      throw damaged(
          "the digest of the content is %s; the manifest has %s",
          digest, manifest.getContentDigest());
    }
    checkSeal(json, manifest.getManifestSha256());
    return manifest;
  }

  /** Refuses a text beyond a limit before a parser creates objects. Ignores the grammar. */
  private void checkBounds(byte[] json) throws DamagedDumpException {
    int depth = 0;
    int values = 0;
    boolean inText = false;
    for (int at = 0; at < json.length; at++) {
      byte next = json[at];
      if (inText) {
        at += next == '\\' ? 1 : 0;
        inText = next != '"';
      } else {
        inText = next == '"';
        depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
        values +=
            next == '{' || next == '[' ? CONTAINER_VALUES : next == ',' || next == ':' ? 1 : 0;
      }
      if (depth > MAX_DEPTH) {
        throw damaged("byte %d: the JSON is nested more than %d levels, the limit", at, MAX_DEPTH);
      }
      if (values > MAX_VALUES) {
        throw damaged("byte %d: the JSON holds more than %d values, the limit", at, MAX_VALUES);
      }
    }
  }

  private void checkParts(List<Part> parts) throws DamagedDumpException {
    if (parts.size() > MAX_PARTS) {
      throw damaged("has %d parts; the limit is %d", parts.size(), MAX_PARTS);
    }
    Set<String> paths = new HashSet<>();
    for (Part part : parts) {
      if (!DumpLayout.isPart(part.getPath()) || !paths.add(part.getPath())) {
        throw damaged("not the path of a part, or there twice: '%s'", part.getPath());
      }
      if (!isPossible(part)) {
        throw damaged(
            "no part can be as %s: %s records, %s bytes, %s bytes of content",
            part.getPath(),
            Long.toUnsignedString(part.getRecords()),
            Long.toUnsignedString(part.getBytes()),
            Long.toUnsignedString(part.getContentBytes()));
      }
    }
  }

  /** Returns whether a part's sizes are consistent. The limit keeps their sums within a long. */
  private static boolean isPossible(Part part) {
    long most = Long.MAX_VALUE / MAX_RATIO / MAX_PARTS;
    return part.getBytes() >= Bgzf.terminator().length
        && part.getBytes() <= most
        && part.getContentBytes() >= 0
        && part.getContentBytes() <= MAX_RATIO * part.getBytes()
        && part.getRecords() >= 0
        && part.getRecords() <= part.getContentBytes()
        && (part.getRecords() == 0) == (part.getContentBytes() == 0);
  }

  private void checkSeal(byte[] json, String expected) throws DamagedDumpException {
    byte[] digits = expected.getBytes(StandardCharsets.UTF_8);
    int at = digits.length == ZEROS.length() ? lastIndexOf(json, digits) : -1;
    if (at < 0) {
      throw damaged("not a manifest: it does not have its own checksum, manifestSha256");
    }
    System.arraycopy(ZEROS.getBytes(StandardCharsets.UTF_8), 0, json, at, digits.length);
    String actual = Digests.sha256(json);
    if (!actual.equals(expected)) {
      throw damaged(
          "was changed since it was written: its own SHA-256 is %s; it has %s", actual, expected);
    }
  }

  private static int lastIndexOf(byte[] bytes, byte[] wanted) {
    for (int at = bytes.length - wanted.length; at >= 0; at--) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }

  private DamagedDumpException damaged(String words, Object... values) {
    return damaged(String.format(Locale.ROOT, words, values), (Throwable) null);
  }

  private DamagedDumpException damaged(String what, @Nullable Throwable cause) {
    return new DamagedDumpException(Fault.MANIFEST, DumpLayout.MANIFEST, what, cause).in(folder);
  }
}
