package com.happypancake.dumps;

import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.extraction.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares the settings of a run with those of the run that it resumes. */
public final class RunSettings {

  private static final String NOT_SET = "not set";

  private RunSettings() {}

  /** Returns the version of this hpc. */
  public static String version() {
    String version = RunSettings.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * Refuses to resume a run with other settings.
   *
   * @throws RefusedFolderException if a setting differs; the message lists all that do
   */
  public static void refuseOther(List<Setting> begun, List<Setting> asked, Path dump)
      throws RefusedFolderException {
    Map<String, String> before = byName(begun);
    Map<String, String> now = byName(asked);
    List<String> differences = new ArrayList<>();
    now.forEach(
        (name, value) -> {
          String old = before.getOrDefault(name, NOT_SET);
          if (!old.equals(value)) {
            differences.add(name + " was " + old + ", and is " + value);
          }
        });
    before.forEach(
        (name, old) -> {
          if (!now.containsKey(name)) {
            differences.add(name + " was " + old + ", and is " + NOT_SET);
          }
        });
    if (!differences.isEmpty()) {
      throw new RefusedFolderException(
          Reason.OTHER_RUN,
          String.format(
              Locale.ROOT,
              "%s: was begun by another command:%n  %s%n"
                  + "give the same options, or begin it anew without --resume",
              dump,
              String.join(System.lineSeparator() + "  ", differences)));
    }
  }

  /**
   * Refuses to resume a run whose state was written in another way.
   *
   * @param file the state
   * @param version its version
   * @throws RefusedFolderException if it is not the expected one
   */
  public static void refuseOtherVersion(Path file, int version, int expected)
      throws RefusedFolderException {
    if (version != expected) {
      throw new RefusedFolderException(
          Reason.OTHER_RUN,
          String.format(
              Locale.ROOT,
              "%s: has version %d; expected %d; finish it with the hpc that began it, or begin it"
                  + " anew without --resume",
              file,
              Integer.toUnsignedLong(version),
              expected));
    }
  }

  private static Map<String, String> byName(List<Setting> settings) {
    Map<String, String> byName = new LinkedHashMap<>();
    settings.forEach(setting -> byName.put(setting.getName(), setting.getValue()));
    return byName;
  }
}
