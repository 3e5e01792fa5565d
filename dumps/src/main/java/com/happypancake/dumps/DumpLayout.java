package com.happypancake.dumps;

import com.happypancake.schemas.manifest.Part;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The names of all files and folders within a dump's folder. */
public final class DumpLayout {

  /** The description of the content. It is written last, so only a finished dump has it. */
  public static final String MANIFEST = "manifest.json";

  /** The descriptor set that reads the records. */
  public static final String SCHEMA = "schema.desc";

  /** The facts of the run that wrote the dump: host, times, codec. */
  public static final String RUN = "run.json";

  /** The marker that a writer locks while it writes. A killed writer leaves it behind. */
  public static final String UNFINISHED = ".unfinished";

  /** The folder for files that are needed until the dump is finished. */
  public static final String SCRATCH = ".scratch";

  /** The folder for files that are needed to resume an unfinished run. */
  static final String STATE = ".state";

  /** The suffix of a file that is being written. */
  private static final String TEMPORARY_SUFFIX = ".tmp";

  /** The end of the name of a file that is being written. */
  private static final Pattern TEMPORARY = Pattern.compile("(\\.[0-9a-f]{16})?\\.tmp$");

  /** The folder of rejects in a folder of events. It is a dump itself. */
  public static final String REJECTS = "rejects";

  private static final String PART_SUFFIX = ".pb.gz";
  private static final String INDEX_SUFFIX = ".index.pb.gz";

  /** Without separators, leading dots and control characters, no path leads out of the folder. */
  private static final Pattern PART =
      Pattern.compile("[^/\\\\.\\p{Cntrl}][^/\\\\\\p{Cntrl}]*/part-[0-9]{5,9}\\.pb\\.gz");

  private static final Set<String> FILES = Set.of(UNFINISHED, SCHEMA, RUN, MANIFEST);

  private DumpLayout() {}

  /** Returns the folder with the files for resuming an unfinished run. It may not exist. */
  public static Path state(Path folder) {
    return folder.resolve(STATE);
  }

  /**
   * Returns the path of a part: {@code Messages/part-00000.pb.gz}.
   *
   * @throws IllegalArgumentException if the series is not a plain file name
   */
  public static String partPath(String series, int number) {
    String path = String.format(Locale.ROOT, "%s/part-%05d%s", series, number, PART_SUFFIX);
    if (!isPart(path)) {
      throw new IllegalArgumentException("not a file name: '" + series + "'");
    }
    return path;
  }

  /** Returns the series of a part, which is the name of its folder: {@code Messages}. */
  public static String series(String partPath) {
    return partPath.substring(0, partPath.indexOf('/'));
  }

  /** Returns the path of a part's index: {@code Messages/part-00000.index.pb.gz}. */
  public static String indexPath(String partPath) {
    return partPath.substring(0, partPath.length() - PART_SUFFIX.length()) + INDEX_SUFFIX;
  }

  /** Returns the path of the part that an index belongs to. Returns any other path unchanged. */
  static String withoutIndex(String path) {
    return path.endsWith(INDEX_SUFFIX)
        ? path.substring(0, path.length() - INDEX_SUFFIX.length()) + PART_SUFFIX
        : path;
  }

  /** Returns the path of a part while it is written, in a folder that is locked. */
  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + TEMPORARY_SUFFIX);
  }

  /** Returns a path for a file while it is written. No other writer of the file has the same. */
  static Path ownTemporary(Path file) {
    String own = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return file.resolveSibling(file.getFileName() + "." + own + TEMPORARY_SUFFIX);
  }

  /** Returns whether a path can be that of a part. */
  static boolean isPart(String path) {
    return PART.matcher(path).matches();
  }

  /** Returns parts sorted by series, in the order of UTF-16 code units, and then by number. */
  static List<Part> sorted(Collection<Part> parts) {
    return parts.stream()
        .sorted(
            Comparator.comparing((Part part) -> series(part.getPath()))
                .thenComparing(part -> part.getPath().length())
                .thenComparing(Part::getPath))
        .toList();
  }

  /** Returns whether a writer creates a file with this path, here or in the dump of the rejects. */
  static boolean isWritten(Path relative) {
    if (relative.startsWith(SCRATCH) || relative.startsWith(STATE)) {
      return true;
    }
    boolean isReject = relative.getNameCount() > 1 && relative.startsWith(REJECTS);
    Path path = isReject ? relative.subpath(1, relative.getNameCount()) : relative;
    String name = TEMPORARY.matcher(path.toString().replace('\\', '/')).replaceFirst("");
    return FILES.contains(name) || isPart(withoutIndex(name));
  }
}
