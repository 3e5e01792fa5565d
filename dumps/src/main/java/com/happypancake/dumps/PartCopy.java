package com.happypancake.dumps;

import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Copies the file of a part as it is, from one dump into another. */
final class PartCopy {

  private PartCopy() {}

  /**
   * Copies a file and holds it against its part's SHA-256 on the way.
   *
   * @param file the part's
   * @param part as the manifest has it
   * @param target where to
   * @throws DamagedDumpException if the file is not the part's
   * @throws IOException if the disk refuses
   */
  static void copy(Path file, Part part, Path target) throws IOException {
    String sha256 = PrivateFiles.copy(file, target);
    if (!sha256.equals(part.getSha256())) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: the file's SHA-256 is %s; the manifest has %s",
              file,
              sha256,
              part.getSha256()));
    }
  }
}
