package com.happypancake.dumps;

import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/** Finds the files of a dump, follows no link to any, and holds them against the manifest. */
final class DumpFiles {

  private static final long MAX_SCHEMA_BYTES = 1L << 23;

  private DumpFiles() {}

  /**
   * Reads the manifest of a folder.
   *
   * @throws RefusedFolderException if the folder is not there, is no dump, or is unfinished
   * @throws AccessDeniedException if the folder may not be entered
   * @throws DamagedDumpException if the manifest is not what it should be
   * @throws IOException if the file cannot be read
   */
  static Manifest manifest(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new RefusedFolderException(folder + ": is a file, not a folder");
    }
    Path file = folder.resolve(DumpLayout.MANIFEST);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedFolderException(folder + ": " + whyNoDump(folder));
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      // It can't be told, since the folder may not be entered.
      throw new AccessDeniedException(folder.toString());
    }
    return ManifestReader.read(file);
  }

  private static String whyNoDump(Path folder) {
    if (!Files.exists(folder)) {
      return "there is no such folder";
    }
    if (Files.exists(folder.resolve(DumpLayout.UNFINISHED))) {
      return "is unfinished; run the command that began it again (hpc extract: with --resume), or"
          + " remove the folder";
    }
    return "holds no " + DumpLayout.MANIFEST + ", so it is no dump";
  }

  /**
   * Reads the schemas of a folder: a descriptor set.
   *
   * @throws DamagedDumpException if they are not those that the manifest names
   * @throws IOException if the file cannot be read
   */
  static byte[] schema(Path folder, Manifest manifest) throws IOException {
    Path file = folder.resolve(DumpLayout.SCHEMA);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(file + ": the file is missing");
    }
    ManifestReader.checkFile(file, MAX_SCHEMA_BYTES);
    byte[] set = Files.readAllBytes(file);
    expectEqual(file + ": the SHA-256", Digests.sha256(set), manifest.getSchemaSha256());
    return set;
  }

  /** Tells whether a part's file is there, and a regular one to which no link leads. */
  static boolean isThere(Path folder, Part part) {
    return Files.isRegularFile(folder.resolve(part.getPath()), LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(folder.resolve(DumpLayout.series(part.getPath())));
  }

  /**
   * Checks that a part's file is there and has the manifest's size.
   *
   * @throws DamagedDumpException if not
   * @throws IOException if the disk refuses
   */
  static void checkSize(Path folder, Part part) throws IOException {
    Path file = folder.resolve(part.getPath());
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(part.getPath() + ": the file is missing");
    }
    if (!isThere(folder, part)) {
      throw new DamagedDumpException(
          part.getPath()
              + ": is no regular file, or a link leads to it; put the file itself there");
    }
    long bytes = Files.size(file);
    if (bytes != part.getBytes()) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: has %d bytes; the manifest has %d",
              part.getPath(),
              bytes,
              part.getBytes()));
    }
  }

  /**
   * Checks a part's file by size and SHA-256, without inflating it.
   *
   * @throws DamagedDumpException if it is not the one that the manifest describes
   * @throws IOException if the file cannot be read
   */
  static void check(Path folder, Part part) throws IOException {
    checkSize(folder, part);
    checkSha256(part, Digests.sha256(folder.resolve(part.getPath())));
  }

  /**
   * Checks the SHA-256 of a part's file.
   *
   * @throws DamagedDumpException if it is not the manifest's
   */
  static void checkSha256(Part part, String actual) throws DamagedDumpException {
    expectEqual(part.getPath() + ": the file's SHA-256", actual, part.getSha256());
  }

  private static void expectEqual(String what, String actual, String expected)
      throws DamagedDumpException {
    if (!actual.equals(expected)) {
      throw new DamagedDumpException(what + " is " + actual + "; the manifest has " + expected);
    }
  }
}
