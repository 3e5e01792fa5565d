package com.happypancake.dumps;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads manifests and refuses those that no writer writes, whatever made them, in bounded memory:
 * the limits are such that a manifest within them can be read in a heap of 128 MiB.
 */
final class ManifestReader {

  /** The version of the format that is read and written. */
  static final int FORMAT_VERSION = 1;

  /** More parts no dump has; at the usual million records in each, that is 10 billion records. */
  static final int MAX_PARTS = 10_000;

  private static final long MAX_BYTES = 1L << 24;
  private static final int MAX_VALUES = 800_000;
  private static final int MAX_DEPTH = 32;

  /** What deflate can't exceed (zlib's technical details). */
  private static final long MAX_RATIO = 1032;

  private ManifestReader() {}

  /**
   * Reads a manifest.
   *
   * @param file is there
   * @throws DamagedDumpException if it is none, if it contradicts itself, or exceeds a limit
   * @throws IOException if the file cannot be read
   */
  static Manifest read(Path file) throws IOException {
    checkFile(file, MAX_BYTES);
    byte[] json = Files.readAllBytes(file);
    Optional<String> excess =
        new JsonBounds(MAX_DEPTH, MAX_VALUES).exceeded(new ByteArrayInputStream(json));
    if (excess.isPresent()) {
      throw new DamagedDumpException(file + ": " + excess.get());
    }
    Manifest manifest = parse(file, json);
    if (manifest.getFormatVersion() != FORMAT_VERSION) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: format version %d; this hpc reads version %d",
              file,
              Integer.toUnsignedLong(manifest.getFormatVersion()),
              FORMAT_VERSION));
    }
    checkParts(file, manifest.getPartsList());
    String digest = ManifestSeal.contentDigest(manifest.getPartsList());
    if (!digest.equals(manifest.getContentDigest())) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: the digest of the content is %s; the manifest has %s",
              file,
              digest,
              manifest.getContentDigest()));
    }
    ManifestSeal.check(file.toString(), json, manifest);
    return manifest;
  }

  /**
   * Checks that a file of a dump is a regular one, no link, and no longer than it may be.
   *
   * @throws DamagedDumpException if it is not
   */
  static void checkFile(Path file, long maxBytes) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(
          file + ": is no regular file; a link does not do, put the file itself there");
    }
    long bytes = Files.size(file);
    if (bytes > maxBytes) {
      throw new DamagedDumpException(
          String.format(Locale.ROOT, "%s: has %d bytes; the limit is %d", file, bytes, maxBytes));
    }
  }

  private static Manifest parse(Path file, byte[] json) throws IOException {
    Manifest.Builder manifest = Manifest.newBuilder();
    try {
      Reader text = new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8);
      JsonFormat.parser().ignoringUnknownFields().merge(text, manifest);
    } catch (InvalidProtocolBufferException e) {
      // What follows the first line points to the parser's own documentation.
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new DamagedDumpException(file + ": not a manifest: " + why, e);
    }
    return manifest.build();
  }

  private static void checkParts(Path file, List<Part> parts) throws DamagedDumpException {
    if (parts.size() > MAX_PARTS) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT, "%s: has %d parts; the limit is %d", file, parts.size(), MAX_PARTS));
    }
    Set<String> paths = new HashSet<>();
    for (Part part : parts) {
      if (!DumpLayout.isPart(part.getPath()) || !paths.add(part.getPath())) {
        throw new DamagedDumpException(
            file + ": not the path of a part, or there twice: '" + part.getPath() + "'");
      }
      if (!isPossible(part)) {
        throw new DamagedDumpException(
            String.format(
                Locale.ROOT,
                "%s: no part can be as %s: %s records, %s bytes, %s bytes of content",
                file,
                part.getPath(),
                Long.toUnsignedString(part.getRecords()),
                Long.toUnsignedString(part.getBytes()),
                Long.toUnsignedString(part.getContentBytes())));
      }
    }
  }

  /** Whether a part's sizes fit one another; no sum of them is too great for a long. */
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
}
