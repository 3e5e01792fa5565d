package com.happypancake.dumps;

import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Finds the files of a dump and checks them against the manifest. Does not follow links. */
final class DumpFiles {

  private static final long MAX_SCHEMA_BYTES = 1L << 23;

  private DumpFiles() {}

  /** Reads the manifest of a folder. Throws as {@link Dump#open(Path)}. */
  static Manifest manifest(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new RefusedFolderException(Reason.NO_DUMP, folder + ": is a file, not a folder");
    }
    PrivateFiles.refuseLinkToNowhere(folder);
    Path file = folder.resolve(DumpLayout.MANIFEST);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw noDump(folder);
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      // This is unknown, because the process may not enter the folder.
      throw new AccessDeniedException(folder.toString());
    }
    byte[] json = read(folder, DumpLayout.MANIFEST, ManifestJson.MAX_BYTES, Fault.MANIFEST);
    return new ManifestJson(folder).parse(json);
  }

  private static RefusedFolderException noDump(Path folder) {
    if (!Files.exists(folder)) {
      return new RefusedFolderException(Reason.MISSING, folder + ": there is no such folder");
    }
    if (Files.exists(folder.resolve(DumpLayout.UNFINISHED))) {
      return new RefusedFolderException(
          Reason.UNFINISHED,
          folder
              + ": is unfinished; run the command that began it again (hpc extract and hpc"
              + " transform: with --resume), or remove the folder");
    }
    Path given = folder.getParent();
    Path around = given == null ? folder.toAbsolutePath().getParent() : given;
    boolean isSeries = around != null && Files.exists(around.resolve(DumpLayout.MANIFEST));
    return new RefusedFolderException(
        Reason.NO_DUMP,
        folder
            + ": holds no "
            + DumpLayout.MANIFEST
            + ", so it is no dump"
            + (isSeries ? "; the folder around it is one: give " + around : ""));
  }

  /**
   * Reads the descriptor set of a folder.
   *
   * @throws DamagedDumpException if it is missing or does not match the manifest
   */
  static byte[] schema(Path folder, Manifest manifest) throws IOException {
    if (Files.notExists(folder.resolve(DumpLayout.SCHEMA), LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(Fault.SCHEMA, DumpLayout.SCHEMA, "the file is missing")
          .in(folder);
    }
    byte[] set = read(folder, DumpLayout.SCHEMA, MAX_SCHEMA_BYTES, Fault.SCHEMA);
    String actual = Digests.sha256(set);
    if (!actual.equals(manifest.getSchemaSha256())) {
      throw new DamagedDumpException(
              Fault.SCHEMA,
              DumpLayout.SCHEMA,
              "the SHA-256 is " + actual + "; the manifest has " + manifest.getSchemaSha256())
          .in(folder);
    }
    return set;
  }

  /** Reads a file. Refuses links, other irregular files, and files that are too long. */
  private static byte[] read(Path folder, String name, long maxBytes, Fault fault)
      throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(fault, name, "is no regular file")
          .in(folder)
          .advising("a link does not do, put the file itself there");
    }
    long bytes = Files.size(file);
    if (bytes > maxBytes) {
      throw new DamagedDumpException(
              fault, name, "has " + bytes + " bytes; the limit is " + maxBytes)
          .in(folder);
    }
    return Files.readAllBytes(file);
  }

  /** Returns whether a part's file exists and is a regular file, with no link leading to it. */
  static boolean isThere(Path folder, Part part) {
    return Files.isRegularFile(folder.resolve(part.getPath()), LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(folder.resolve(DumpLayout.series(part.getPath())));
  }

  /**
   * Checks that a part's file exists and has the manifest's size.
   *
   * @throws DamagedDumpException if not
   */
  static void checkSize(Path folder, Part part) throws IOException {
    Path file = folder.resolve(part.getPath());
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(Fault.MISSING, part.getPath(), "the file is missing");
    }
    if (!isThere(folder, part)) {
      throw new DamagedDumpException(
              Fault.MISSING, part.getPath(), "is no regular file, or a link leads to it")
          .advising("put the file itself there");
    }
    long bytes = Files.size(file);
    if (bytes != part.getBytes()) {
      throw new DamagedDumpException(
          Fault.FILE,
          part.getPath(),
          "has " + bytes + " bytes; the manifest has " + part.getBytes());
    }
  }

  /**
   * Checks the size and the SHA-256 of a part's file, without inflating it.
   *
   * @param read receives the number of bytes of each piece that was read
   * @throws DamagedDumpException if the file is missing or differs from the manifest
   */
  static void check(Path folder, Part part, LongConsumer read) throws IOException {
    checkSize(folder, part);
    checkSha256(part, Digests.sha256(folder.resolve(part.getPath()), read));
  }

  /**
   * Checks the SHA-256 of a part's file.
   *
   * @throws DamagedDumpException if it differs from the manifest's
   */
  static void checkSha256(Part part, String actual) throws DamagedDumpException {
    if (!actual.equals(part.getSha256())) {
      throw new DamagedDumpException(
          Fault.FILE,
          part.getPath(),
          "the file's SHA-256 is " + actual + "; the manifest has " + part.getSha256());
    }
  }
}
