package com.happypancake.inspect;

import com.happypancake.dumps.Dump;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.text.TimeTexts;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a manifest says about its folder, in words. */
public final class FolderSummary {

  private FolderSummary() {}

  /** Returns a few lines: what the folder holds, how much, from where and as of when. */
  public static List<String> lines(Dump dump) {
    Manifest manifest = dump.manifest();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, %s; %s in %s, %d bytes",
            dump.folder(),
            content(manifest),
            words(manifest.getKind(), "KIND_"),
            country(manifest),
            records(manifest),
            count(manifest.getPartsCount(), "part"),
            manifest.getPartsList().stream().mapToLong(Part::getBytes).sum()));
    add(lines, "source", source(manifest.getSource()));
    add(lines, "consistency", words(manifest.getConsistency(), "CONSISTENCY_"));
    if (manifest.hasSourceTime()) {
      add(
          lines,
          "source time",
          TimeTexts.instant(
              manifest.getSourceTime().getSeconds(), manifest.getSourceTime().getNanos()));
    }
    add(lines, "digest", manifest.getContentDigest());
    add(lines, "base", manifest.getBaseDigest());
    add(lines, "deletes by", words(manifest.getDeletes(), "DELETES_"));
    add(lines, "made from", manifest.getInputDigest());
    add(lines, "pseudonyms", manifest.getPseudonymKeyFingerprint());
    repair(manifest).ifPresent(text -> add(lines, "repaired", text));
    return lines;
  }

  private static void add(List<String> lines, String name, String value) {
    if (!value.isEmpty() && !value.equals("unspecified")) {
      lines.add(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
  }

  /** Returns what a folder holds: {@code rows}, {@code events} or {@code rejects}. */
  public static String content(Manifest manifest) {
    return words(manifest.getContent(), "CONTENT_");
  }

  /** Returns what a repaired folder lacks; empty if the folder was never repaired. */
  public static Optional<String> repair(Manifest manifest) {
    return manifest.hasRepair()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "lacks %s of %s",
                count(Dump.lostRecords(manifest), "record"),
                manifest.getRepair().getContentDigest()))
        : Optional.empty();
  }

  private static String country(Manifest manifest) {
    return manifest.getCountry().isEmpty()
        ? "no country"
        : manifest.getCountry() + " (" + manifest.getTimeZone() + ")";
  }

  private static String records(Manifest manifest) {
    long all = manifest.getPartsList().stream().mapToLong(Part::getRecords).sum();
    long deletedKeys =
        manifest.getPartsList().stream()
            .filter(PartNames::isDeletedKeys)
            .mapToLong(Part::getRecords)
            .sum();
    return deletedKeys == 0
        ? all + " records"
        : all - deletedKeys + " records and " + count(deletedKeys, "deleted key");
  }

  private static String source(Source source) {
    return Stream.of(
            (source.getProduct() + " " + source.getVersion()).strip(),
            named("server", source.getServer()),
            named("database", source.getDatabase()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String named(String what, String name) {
    return name.isEmpty() ? "" : what + " " + name;
  }

  private static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String words(Enum<?> constant, String prefix) {
    return constant
        .name()
        .replaceFirst("^" + prefix, "")
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
