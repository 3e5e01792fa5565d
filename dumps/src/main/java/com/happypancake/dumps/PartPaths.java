package com.happypancake.dumps;

import com.happypancake.schemas.manifest.Part;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The paths of parts: one folder below the dump's, and a number of five or more digits. */
final class PartPaths {

  /** No separator, no leading dot, no control character: nothing that leads out of the folder. */
  private static final Pattern PATH =
      Pattern.compile("[^/\\\\.\\p{Cntrl}][^/\\\\\\p{Cntrl}]*/part-[0-9]{5,9}\\.pb\\.gz");

  private PartPaths() {}

  /** Returns parts by series, in the order of UTF-16 units, and then by number. */
  static List<Part> sorted(Collection<Part> parts) {
    return parts.stream()
        .sorted(
            Comparator.comparing((Part part) -> series(part.getPath()))
                .thenComparing(part -> part.getPath().length())
                .thenComparing(Part::getPath))
        .toList();
  }

  /** Returns the path of a part. */
  static String path(String series, int number) {
    return String.format(Locale.ROOT, "%s/part-%05d.pb.gz", series, number);
  }

  /** Returns the folder of a part. */
  static String series(String path) {
    return path.substring(0, path.indexOf('/'));
  }

  /** Tells whether a path is that of a part, or of the index beside one. */
  static boolean isPartOrIndex(String path) {
    return isValid(withoutIndex(path));
  }

  /** Returns the path of the part that an index lies beside; of anything else, the same path. */
  static String withoutIndex(String path) {
    return path.replaceFirst("\\.index(?=\\.pb\\.gz$)", "");
  }

  static boolean isValid(String path) {
    return PATH.matcher(path).matches();
  }
}
