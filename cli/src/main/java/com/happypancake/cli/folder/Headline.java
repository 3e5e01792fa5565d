package com.happypancake.cli.folder;

import com.happypancake.cli.console.ConstantNames;
import com.happypancake.dumps.repair.DumpRepair;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.text.TimeTexts;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** What a manifest says of its whole folder, in a few lines. */
final class Headline {

  private Headline() {}

  static List<String> of(Path folder, Manifest manifest) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, %s; %s in %s, %d bytes",
            folder,
            content(manifest),
            ConstantNames.hyphenated(manifest.getKind(), "KIND_"),
            country(manifest),
            records(manifest),
            parts(manifest.getPartsCount()),
            manifest.getPartsList().stream().mapToLong(Part::getBytes).sum()));
    add(lines, "source", source(manifest.getSource()));
    add(lines, "consistency", ConstantNames.hyphenated(manifest.getConsistency(), "CONSISTENCY_"));
    if (manifest.hasSourceTime()) {
      add(
          lines,
          "source time",
          TimeTexts.instant(
              manifest.getSourceTime().getSeconds(), manifest.getSourceTime().getNanos()));
    }
    add(lines, "digest", manifest.getContentDigest());
    add(lines, "base", manifest.getBaseDigest());
    add(lines, "deletes by", ConstantNames.hyphenated(manifest.getDeletes(), "DELETES_"));
    add(lines, "made from", manifest.getInputDigest());
    add(lines, "pseudonyms", manifest.getPseudonymKeyFingerprint());
    repaired(manifest).ifPresent(text -> add(lines, "repaired", text));
    return lines;
  }

  private static String records(Manifest manifest) {
    long all = manifest.getPartsList().stream().mapToLong(Part::getRecords).sum();
    long deletedKeys =
        manifest.getPartsList().stream()
            .filter(PartSelection::isDeletedKeys)
            .mapToLong(Part::getRecords)
            .sum();
    return deletedKeys == 0
        ? all + " records"
        : all - deletedKeys + " records and " + count(deletedKeys, "deleted key");
  }

  /** Returns what a folder holds: {@code rows}, {@code events} or {@code rejects}. */
  static String content(Manifest manifest) {
    return ConstantNames.hyphenated(manifest.getContent(), "CONTENT_");
  }

  /** Returns what a repaired folder lacks; empty for one that was never damaged. */
  static Optional<String> repaired(Manifest manifest) {
    return manifest.hasRepair()
        ? Optional.of(
            "lacks "
                + count(Dump.lostRecords(manifest), "record")
                + " of "
                + manifest.getRepair().getContentDigest())
        : Optional.empty();
  }

  /** Returns a number of parts in words. */
  static String parts(int count) {
    return count(count, "part");
  }

  /** Returns a number of things in words. */
  static String count(long count, String thing) {
    return count == 1 ? "1 " + thing : count + " " + thing + "s";
  }

  private static void add(List<String> lines, String name, String value) {
    if (!value.isEmpty() && !value.equals("unspecified")) {
      lines.add(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
  }

  private static String source(Source source) {
    StringJoiner text = new StringJoiner(", ");
    String product = (source.getProduct() + " " + source.getVersion()).strip();
    Stream.of(product, named("server", source.getServer()), named("database", source.getDatabase()))
        .filter(part -> !part.isEmpty())
        .forEach(text::add);
    return text.toString();
  }

  private static String named(String what, String name) {
    return name.isEmpty() ? "" : what + " " + name;
  }

  private static String country(Manifest manifest) {
    return manifest.getCountry().isEmpty()
        ? "no country"
        : manifest.getCountry() + " (" + manifest.getTimeZone() + ")";
  }
}
