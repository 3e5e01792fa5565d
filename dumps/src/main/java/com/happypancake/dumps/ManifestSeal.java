package com.happypancake.dumps;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * The manifest's own checksum: the SHA-256 of manifest.json, whose digits are zeros while it is
 * computed. It tells of a flipped bit in what no other checksum covers.
 */
final class ManifestSeal {

  private static final String ZEROS = "0".repeat(64);

  private ManifestSeal() {}

  /** Returns the manifest with the checksum of the file that {@link #json} makes of it. */
  static Manifest seal(Manifest manifest) {
    Manifest open = manifest.toBuilder().setManifestSha256(ZEROS).build();
    return open.toBuilder().setManifestSha256(Digests.sha256(json(open))).build();
  }

  /** Returns a message as it stands in a file. */
  static byte[] json(MessageOrBuilder message) {
    try {
      return (JsonFormat.printer().print(message) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a manifest holds no Any that JSON could not tell", e);
    }
  }

  /**
   * Checks a manifest's checksum.
   *
   * @param json the file's bytes; they are changed
   * @throws DamagedDumpException if they are not those that were written
   */
  static void check(String file, byte[] json, Manifest manifest) throws DamagedDumpException {
    String expected = manifest.getManifestSha256();
    byte[] digits = expected.getBytes(StandardCharsets.UTF_8);
    int at = digits.length == ZEROS.length() ? indexOf(json, digits) : -1;
    if (at < 0) {
      throw new DamagedDumpException(
          file + ": not a manifest: it does not have its own checksum, manifestSha256");
    }
    System.arraycopy(ZEROS.getBytes(StandardCharsets.UTF_8), 0, json, at, digits.length);
    String actual = Digests.sha256(json);
    if (!actual.equals(expected)) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: was changed since it was written: its own SHA-256 is %s; it has %s",
              file,
              actual,
              expected));
    }
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = bytes.length - wanted.length; at >= 0; at--) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }

  /**
   * The digest of a folder's content: over a line for each part, by series and number, of its path,
   * rows, message, records and contentSha256, parted by spaces and ended by a line feed, all in
   * UTF-8.
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
}
