package com.happypancake.cli.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** Changes a manifest and its checksum with it (FORMAT.md, 3), as somebody with a purpose would. */
final class ManifestEdit {

  private static final String CHECKSUM = "(\"manifestSha256\": \")[0-9a-f]{64}";

  private ManifestEdit() {}

  static void edit(Path folder, UnaryOperator<String> change) throws IOException {
    Path file = folder.resolve("manifest.json");
    String open =
        change.apply(Files.readString(file)).replaceFirst(CHECKSUM, "$1" + "0".repeat(64));
    Files.writeString(file, open.replaceFirst(CHECKSUM, "$1" + sha256(open)));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
