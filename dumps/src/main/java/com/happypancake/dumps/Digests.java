package com.happypancake.dumps;

import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** SHA-256 of bytes, files and contents, in lower-case hexadecimal. */
public final class Digests {

  private static final int BUFFER_BYTES = 1 << 16;

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return hex(digest);
  }

  /**
   * The digest of a folder's content: over a line for each part, by series and number, of its path,
   * rows, message, records and contentSha256, parted by spaces and ended by a line feed, all in
   * UTF-8.
   */
  static String content(Collection<Part> parts) {
    MessageDigest digest = sha256();
    for (Part part : PartPaths.sorted(parts)) {
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
    return hex(digest);
  }
}
