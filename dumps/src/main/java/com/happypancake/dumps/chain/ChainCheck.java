package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Checks whether the dumps of a chain fit together, by their manifests and schemas only. */
final class ChainCheck {

  private static final String EXTRACT_ANEW = "extract a full dump";

  private static final List<Trait> TRAITS =
      List.of(
          new Trait("country", Manifest::getCountry, "not told"),
          new Trait("time zone", Manifest::getTimeZone, "not told"),
          new Trait("database product", manifest -> manifest.getSource().getProduct(), "not told"),
          new Trait("database", manifest -> manifest.getSource().getDatabase(), "not told"),
          // Empty if the login may not see it.
          new Trait("recovery fork", manifest -> manifest.getSource().getRecoveryFork(), ""),
          new Trait("pseudonym key", Manifest::getPseudonymKeyFingerprint, "none"),
          new Trait(
              "pseudonym mapping's version",
              manifest -> Integer.toString(manifest.getPseudonymMappingVersion()),
              "0"));

  private final List<Dump> dumps;
  private final Dump base;

  private ChainCheck(List<Dump> dumps) {
    this.dumps = dumps;
    this.base = dumps.get(0);
  }

  /**
   * A trait that must be equal in all dumps of a chain.
   *
   * @param name the trait's name, for messages
   * @param value reads a manifest's value, which is empty if there is none
   * @param ifEmpty the meaning of an empty value; empty if it equals any value
   */
  private record Trait(String name, Function<Manifest, String> value, String ifEmpty) {

    String of(Manifest manifest) {
      String text = value.apply(manifest);
      return text.isEmpty() ? ifEmpty : text;
    }
  }

  /** A difference between a manifest and the one that continues it. */
  record Difference(String trait, String before, String after) {}

  /** Returns the first trait that differs; empty if the later dump can continue the earlier one. */
  static Optional<Difference> difference(Manifest before, Manifest after) {
    return TRAITS.stream()
        .map(trait -> new Difference(trait.name(), trait.of(before), trait.of(after)))
        .filter(each -> !each.before().isEmpty() && !each.after().isEmpty())
        .filter(each -> !each.before().equals(each.after()))
        .findFirst();
  }

  /**
   * Checks a chain.
   *
   * @param dumps a full dump and the deltas that follow it
   * @throws MismatchedDumpException if the dumps do not fit together
   * @throws DamagedDumpException if a manifest has a part that no writer writes
   */
  static void check(List<Dump> dumps) throws IOException {
    new ChainCheck(dumps).check();
  }

  private void check() throws IOException {
    if (base.manifest().getKind() != Kind.KIND_FULL) {
      throw mismatch(
          "%s: is %s; expected the full dump that the chain begins with%s",
          base.folder(), kind(base), dumps.size() > 1 ? ", before " + dumps.get(1).folder() : "");
    }
    for (int i = 0; i < dumps.size(); i++) {
      checkAlone(dumps.get(i));
      if (i > 0) {
        checkFollows(dumps.get(i - 1), dumps.get(i));
      }
      for (Dump earlier : dumps.subList(0, i)) {
        checkTraits(earlier, dumps.get(i));
      }
      checkParts(dumps.get(i));
    }
    for (Dump earlier : dumps.subList(0, dumps.size() - 1)) {
      new SchemaFit(earlier, dumps.get(dumps.size() - 1)).check();
    }
  }

  private static void checkAlone(Dump dump) throws IOException {
    Manifest manifest = dump.manifest();
    if (manifest.getContent() != Content.CONTENT_ROWS) {
      throw mismatch(
          "%s: holds %s; only dumps of rows can be merged",
          dump.folder(),
          manifest.getContent().name().replace("CONTENT_", "").toLowerCase(Locale.ROOT));
    }
    if (manifest.hasRepair()) {
      throw mismatch(
          "%s: is a repaired dump and lacks %d records of %s, which no delta brings back; %s",
          dump.folder(),
          Dump.lostRecords(manifest),
          manifest.getRepair().getContentDigest(),
          EXTRACT_ANEW);
    }
  }

  private static void checkFollows(Dump before, Dump delta) throws IOException {
    if (delta.manifest().getKind() != Kind.KIND_DELTA) {
      throw mismatch(
          "%s: is %s; expected a delta of %s, after which it stands",
          delta.folder(), kind(delta), before.folder());
    }
    String actual = delta.manifest().getBaseDigest();
    if (!Dump.baseDigests(before.manifest()).contains(actual)) {
      throw mismatch(
          "%s: is a delta of the content %s; %s, which stands before it, has the content %s;"
              + " give all dumps of the chain in their order",
          delta.folder(), actual, before.folder(), before.manifest().getContentDigest());
    }
  }

  private static void checkTraits(Dump earlier, Dump delta) throws IOException {
    Optional<Difference> difference = difference(earlier.manifest(), delta.manifest());
    if (difference.isPresent()) {
      throw mismatch(
          "%s: has the %s %s; %s has %s; only dumps of one source, made alike, can be merged: %s",
          delta.folder(),
          difference.get().trait(),
          difference.get().after(),
          earlier.folder(),
          difference.get().before(),
          EXTRACT_ANEW);
    }
  }

  private void checkParts(Dump dump) throws IOException {
    Map<String, String> messages = new HashMap<>();
    for (Part part : base.parts()) {
      messages.putIfAbsent(part.getTable(), part.getMessage());
    }
    boolean isBase = dump.equals(base);
    for (Part part : dump.parts()) {
      boolean hasRows =
          part.getRows() == Rows.ROWS_WHOLE
              || (part.getRows() == Rows.ROWS_DELETED_KEYS && !isBase);
      if (part.getTable().isEmpty() || !hasRows) {
        throw new DamagedDumpException(
                DamagedDumpException.Fault.MANIFEST,
                part.getPath(),
                String.format(
                    Locale.ROOT,
                    "holds %s of the table '%s'; no %s has such a part",
                    part.getRows().name(),
                    part.getTable(),
                    isBase ? "full dump" : "delta"))
            .in(dump.folder());
      }
      String message = messages.get(part.getTable());
      if (message == null && part.getRecords() > 0) {
        throw mismatch(
            "%s: has changes of %s, a table that %s does not hold; %s with it",
            dump.folder(), part.getTable(), base.folder(), EXTRACT_ANEW);
      }
      if (message != null && !message.equals(part.getMessage())) {
        throw mismatch(
            "%s: %s holds the message %s; in %s the table %s has %s; %s",
            dump.folder(),
            part.getPath(),
            part.getMessage(),
            base.folder(),
            part.getTable(),
            message,
            EXTRACT_ANEW);
      }
      if (!isBase && part.getRecords() > 0) {
        checkKey(dump, part);
      }
    }
  }

  /** Refuses changes of a table without a primary key, unless rows are only appended to it. */
  private void checkKey(Dump delta, Part part) throws IOException {
    if (RecordKey.of(delta.descriptor(part)).isPresent()
        || (part.getRows() == Rows.ROWS_WHOLE && SchemaFit.isAppendOnly(delta.descriptor(part)))) {
      return;
    }
    throw mismatch(
        "%s: %s has %s of %s, a table without a primary key%s, so they can't be found in %s; %s",
        delta.folder(),
        part.getPath(),
        part.getRows() == Rows.ROWS_WHOLE ? "changed rows" : "deleted keys",
        part.getTable(),
        part.getRows() == Rows.ROWS_WHOLE ? " and without a time column" : "",
        base.folder(),
        EXTRACT_ANEW);
  }

  private static String kind(Dump dump) {
    return switch (dump.manifest().getKind()) {
      case KIND_FULL -> "a full dump";
      case KIND_DELTA -> "a delta";
      case KIND_UNSPECIFIED, UNRECOGNIZED -> "neither a full dump nor a delta";
    };
  }

  private static MismatchedDumpException mismatch(String words, Object... values) {
    return new MismatchedDumpException(String.format(Locale.ROOT, words, values));
  }
}
