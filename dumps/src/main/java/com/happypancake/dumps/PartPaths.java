package com.happypancake.dumps;

import java.util.regex.Pattern;

/** The paths of parts: one folder below the dump's, and a number of five or more digits. */
final class PartPaths {

  /** No separator, no leading dot, no control character: nothing that leads out of the folder. */
  private static final Pattern PATH =
      Pattern.compile("[^/\\\\.\\p{Cntrl}][^/\\\\\\p{Cntrl}]*/part-[0-9]{5,9}\\.pb\\.gz");

  private PartPaths() {}

  static boolean isValid(String path) {
    return PATH.matcher(path).matches();
  }
}
