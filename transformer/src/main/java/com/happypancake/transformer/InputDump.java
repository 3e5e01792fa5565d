package com.happypancake.transformer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.transformer.mapping.LookupTable;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.mapping.Mappings;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A checked dump that can be transformed.
 *
 * @param zone the time zone of the dump's wall-clock times
 * @param parts the parts in the manifest's order
 */
record InputDump(Dump dump, ZoneId zone, List<InputTable> parts) {

  /**
   * A part of the dump.
   *
   * @param part the part's entry in the manifest
   * @param table the table of the rows
   * @param mapping the table's mapping; empty if the table gives no events
   */
  record InputTable(Part part, LegacyTable table, Optional<Mapping<?>> mapping) {

    /** Returns whether the part holds the keys of deleted rows. */
    boolean isDeletedKeys() {
      return part.getRows() == Rows.ROWS_DELETED_KEYS;
    }
  }

  /**
   * Checks that a full dump can be transformed.
   *
   * @param country that the dump must have; empty for any
   * @throws RefusedDumpException if the dump cannot be transformed
   * @throws IOException if its schemas can't be read
   */
  static InputDump open(
      Dump dump, Optional<String> country, LegacyCatalogue catalogue, Mappings mappings)
      throws IOException {
    checkContent(dump);
    if (dump.manifest().getKind() == Kind.KIND_DELTA) {
      throw refused(
          dump, "is a delta; name the dump that it follows, with --base, or give a full dump");
    }
    InputDump input = read(dump, country, catalogue, mappings);
    input.checkLookups();
    return input;
  }

  /** Checks that a delta can be transformed with the dumps before it. Throws as {@link #open}. */
  static InputDump openDelta(
      Dump dump, Optional<String> country, LegacyCatalogue catalogue, Mappings mappings)
      throws IOException {
    checkContent(dump);
    if (dump.manifest().getKind() != Kind.KIND_DELTA) {
      throw refused(dump, "is a full dump, and has no base; leave --base out");
    }
    return read(dump, country, catalogue, mappings);
  }

  private static InputDump read(
      Dump dump, Optional<String> country, LegacyCatalogue catalogue, Mappings mappings)
      throws IOException {
    checkCountry(dump, country);
    List<InputTable> parts = new ArrayList<>();
    for (Part part : dump.parts()) {
      parts.add(inputTable(dump, part, catalogue, mappings));
    }
    ZoneId zone = zone(dump);
    checkZone(dump, zone);
    return new InputDump(dump, zone, List.copyOf(parts));
  }

  private static void checkContent(Dump dump) throws RefusedDumpException {
    Manifest manifest = dump.manifest();
    if (manifest.getContent() != Content.CONTENT_ROWS) {
      throw refused(
          dump,
          "holds %s; expected the rows of a dump that 'hpc extract' wrote",
          manifest.getContent().name().replace("CONTENT_", "").toLowerCase(Locale.ROOT));
    }
    if (manifest.getKind() != Kind.KIND_FULL && manifest.getKind() != Kind.KIND_DELTA) {
      throw refused(dump, "does not say whether it is full or a delta; extract it again");
    }
  }

  private static void checkCountry(Dump dump, Optional<String> asked) throws RefusedDumpException {
    String country = dump.manifest().getCountry();
    if (!country.matches("[A-Z]{2}")) {
      throw refused(dump, "its manifest names no country but '%s'; extract it again", country);
    }
    if (asked.isPresent() && !asked.get().equalsIgnoreCase(country)) {
      throw refused(
          dump,
          "is of the country %s, not %s; leave the option out, or give another dump",
          country,
          asked.get());
    }
  }

  private static ZoneId zone(Dump dump) throws RefusedDumpException {
    String zone = dump.manifest().getTimeZone();
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw refused(
          dump,
          "its manifest names the time zone '%s', which this Java does not know;"
              + " expected one of IANA's, like Europe/Helsinki",
          zone);
    }
  }

  /** Detects an edited manifest. The content digest covers neither country nor zone. */
  private static void checkZone(Dump dump, ZoneId zone) throws RefusedDumpException {
    String code = dump.manifest().getCountry();
    Country country;
    try {
      country = Country.of(code);
    } catch (SchemaException e) {
      throw refused(
          dump, "its manifest is not as it was written: %s", String.valueOf(e.getMessage()));
    }
    if (!country.zone().equals(zone)) {
      throw refused(
          dump,
          "its manifest names the country %s, and the time zone %s, which is not that country's;"
              + " extract it again",
          code,
          zone);
    }
  }

  private static InputTable inputTable(
      Dump dump, Part part, LegacyCatalogue catalogue, Mappings mappings) throws IOException {
    boolean isDelta = dump.manifest().getKind() == Kind.KIND_DELTA;
    if (part.getRows() != Rows.ROWS_WHOLE
        && !(isDelta && part.getRows() == Rows.ROWS_DELETED_KEYS)) {
      throw refused(
          dump,
          "%s: holds %s; no %s has such a part; extract it again",
          part.getPath(),
          part.getRows().name(),
          isDelta ? "delta" : "full dump");
    }
    Optional<LegacyTable> table = catalogue.find(part.getTable());
    if (table.isEmpty()) {
      throw refused(
          dump,
          "%s: holds the table '%s', which this hpc does not know; extract the dump without it",
          part.getPath(),
          part.getTable());
    }
    SchemaCompatibility.check(part.getPath(), dump.descriptor(part), table.get());
    return new InputTable(part, table.get(), mappings.find(table.get().name()));
  }

  private void checkLookups() throws RefusedDumpException {
    Set<String> missing = new TreeSet<>();
    Set<String> needing = new TreeSet<>();
    for (InputTable part : parts) {
      for (LookupTable lookup : part.mapping().map(Mapping::lookups).orElse(Set.of())) {
        if (parts.stream().noneMatch(other -> other.table().name().equals(lookup.table()))) {
          missing.add(lookup.table());
          needing.add(part.table().name());
        }
      }
    }
    if (!missing.isEmpty()) {
      throw refused(
          dump,
          "lacks %s, to which rows of %s refer; %s the dump with it",
          String.join(", ", missing),
          String.join(", ", needing),
          isImported(dump) ? "import" : "extract");
    }
  }

  /** Returns the tables to load: those that the mappings use, and Cities and Interests. */
  Set<LookupTable> lookups() {
    Set<LookupTable> lookups = EnumSet.noneOf(LookupTable.class);
    for (InputTable part : parts) {
      part.mapping().ifPresent(mapping -> lookups.addAll(mapping.lookups()));
    }
    lookups.add(LookupTable.CITIES);
    lookups.add(LookupTable.INTERESTS);
    return lookups;
  }

  /** Returns whether rows of a part are only looked up. */
  boolean isLookup(InputTable part) {
    return part.table().lookup()
        && lookups().stream().anyMatch(lookup -> lookup.table().equals(part.table().name()));
  }

  /** Returns the names of the tables that have a mapping but no part. */
  List<String> absentTables(Mappings mappings) {
    return mappings.all().stream()
        .map(Mapping::table)
        .filter(name -> parts.stream().noneMatch(part -> part.table().name().equals(name)))
        .toList();
  }

  /** Returns a manifest for this dump's output, without parts and counts. */
  Manifest.Builder manifest(Content content) {
    Manifest from = dump.manifest();
    Manifest.Builder manifest =
        Manifest.newBuilder()
            .setContent(content)
            .setKind(from.getKind())
            .setBaseDigest(from.getBaseDigest())
            .addAllMergedDigests(from.getMergedDigestsList())
            .setCountry(from.getCountry())
            .setTimeZone(from.getTimeZone())
            .setInputDigest(from.getContentDigest())
            .setConsistency(from.getConsistency())
            .addAllMarks(from.getMarksList())
            .setPseudonymKeyFingerprint(from.getPseudonymKeyFingerprint())
            .setPseudonymMappingVersion(from.getPseudonymMappingVersion());
    if (from.hasSource()) {
      manifest.setSource(from.getSource());
    }
    if (from.hasSourceTime()) {
      manifest.setSourceTime(from.getSourceTime());
    }
    return manifest;
  }

  /** Returns whether the rows come from files of another program, and not from a database. */
  private static boolean isImported(Dump dump) {
    return dump.manifest().getImportedFilesCount() > 0;
  }

  /** Returns an exception about a row that the dump holds twice. */
  RefusedDumpException duplicate(String row) {
    return refused(
        dump,
        isImported(dump)
            ? "holds the row %s twice; leave one of them out of the files, and import them again"
            : "holds the row %s twice; extract it again, from a snapshot if the database is in use",
        row);
  }

  private static RefusedDumpException refused(Dump dump, String why, Object... details) {
    return new RefusedDumpException(
        dump.folder() + ": " + String.format(Locale.ROOT, why, details));
  }

  /** Compares a dump's schema with the one that the mappings read. */
  static final class SchemaCompatibility {

    private SchemaCompatibility() {}

    /**
     * Checks that rows of one schema can be read with another.
     *
     * <p>The dump may lack columns that no event carries, and it may have additional columns.
     *
     * @param part the path of the part, for messages
     * @param written the part's message in the dump's schema
     * @param table the table that the mappings read
     * @throws RefusedDumpException if a column that events carry is missing or has another type
     */
    static void check(String part, Descriptor written, LegacyTable table)
        throws RefusedDumpException {
      for (LegacyColumn column : table.columns()) {
        if (column.options().getNotCarried().isEmpty()) {
          Optional<String> difference = difference(written, column);
          if (difference.isPresent()) {
            throw new RefusedDumpException(
                String.format(
                    Locale.ROOT,
                    "%s: of another schema: column %s is expected as field %d of type %s,"
                        + " but %s %s; extract the dump again with this hpc",
                    part,
                    column.name(),
                    column.field().getNumber(),
                    type(column.field()),
                    written.getFullName(),
                    difference.get()));
          }
        }
      }
    }

    private static Optional<String> difference(Descriptor written, LegacyColumn column) {
      FieldDescriptor field = written.findFieldByNumber(column.field().getNumber());
      if (field == null) {
        return Optional.of("has no such field");
      }
      String name = field.getOptions().getExtension(OptionsProto.column).getName();
      if (!name.equals(column.name())) {
        return Optional.of("has the column '" + name + "' there");
      }
      if (!type(field).equals(type(column.field()))) {
        return Optional.of("has it of type " + type(field));
      }
      return Optional.empty();
    }

    private static String type(FieldDescriptor field) {
      String type =
          field.getType() == FieldDescriptor.Type.MESSAGE
              ? field.getMessageType().getFullName()
              : field.getType().name().toLowerCase(Locale.ROOT);
      return field.isRepeated() ? "repeated " + type : type;
    }
  }
}
