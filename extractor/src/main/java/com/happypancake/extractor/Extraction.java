package com.happypancake.extractor;

import com.google.protobuf.ByteString;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Connector;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseAddress;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Source;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to extract, from where, into which folder.
 *
 * @param source a JDBC URL that carries no secret
 * @param credentials of the login; empty where the URL says how else to log in
 * @param catalogue the tables that may be read, and how their rows are held
 * @param country whose database it is
 * @param out the dump's folder: does not exist, is empty, or holds what an unfinished run left
 * @param tables names of the tables to read, with or without their schema; empty for all
 * @param allowExtraColumns whether columns that the schema does not name are left out, with a note
 * @param rowsPerPart how many rows a part has at most, and a chunk has about
 * @param connection times and sizes
 * @param writing how the dump's parts are written
 * @param reading how the source is read
 * @param delta what to read only the changes since; empty for all rows
 * @param highWater below which the rows of a database that can't tell its own mark are whole: 8
 *     bytes, as MIN_ACTIVE_ROWVERSION() of the database that it is a snapshot of
 * @param pseudonymKey replaces what the schema marks as personal; empty for originals
 */
public record Extraction(
    String source,
    Optional<Credentials> credentials,
    LegacyCatalogue catalogue,
    Country country,
    Path out,
    List<String> tables,
    boolean allowExtraColumns,
    long rowsPerPart,
    ConnectionSettings connection,
    WriteOptions writing,
    ReadOptions reading,
    Optional<Delta> delta,
    Optional<ByteString> highWater,
    Optional<PseudonymKey> pseudonymKey) {

  /** How many rows a part has at most, unless told otherwise. */
  public static final long DEFAULT_ROWS_PER_PART = 1_000_000;

  private static final int ROWVERSION_BYTES = 8;

  /**
   * Checks that the tables are in the catalogue.
   *
   * @throws com.happypancake.schemas.catalogue.SchemaException if one is not, or a column can't
   *     have the kind of pseudonym that is marked
   * @throws IllegalArgumentException if a part is to have no rows, the catalogue has no table, or
   *     the high-water mark has not 8 bytes
   */
  public Extraction {
    tables = List.copyOf(tables);
    tables.forEach(catalogue::table);
    if (catalogue.tables().isEmpty()) {
      throw new IllegalArgumentException(
          "the schemas hold no table; give a message the option (hpc.options.table)");
    }
    if (rowsPerPart < 1) {
      throw new IllegalArgumentException(
          "the rows per part are " + rowsPerPart + "; expected 1 or more");
    }
    if (highWater.isPresent() && highWater.get().size() != ROWVERSION_BYTES) {
      throw new IllegalArgumentException(
          "a high-water mark has " + highWater.get().size() + " bytes; expected 8");
    }
    if (pseudonymKey.isPresent()) {
      catalogue.tables().forEach(table -> table.columns().forEach(Pseudonyms::check));
    }
  }

  /** Returns an extraction of all tables of HPC1, with the defaults. */
  public static Extraction of(String source, Country country, Path out) {
    return new Extraction(
        source,
        Optional.empty(),
        LegacyCatalogue.hpc(),
        country,
        out,
        List.of(),
        false,
        DEFAULT_ROWS_PER_PART,
        ConnectionSettings.DEFAULT,
        WriteOptions.preferred(),
        ReadOptions.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the same but for what is changed. */
  private Extraction with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.whole();
  }

  /** Returns the same with other credentials. */
  public Extraction withCredentials(Credentials other) {
    return with(draft -> draft.credentials = Optional.of(other));
  }

  /** Returns the same with other schemas. */
  public Extraction withCatalogue(LegacyCatalogue other) {
    return with(draft -> draft.catalogue = other);
  }

  /** Returns the same of other tables. */
  public Extraction withTables(List<String> other) {
    return with(draft -> draft.tables = other);
  }

  /** Returns the same that leaves columns out which the schema does not name. */
  public Extraction allowingExtraColumns() {
    return with(draft -> draft.allowExtraColumns = true);
  }

  /** Returns the same with parts of another size. */
  public Extraction withRowsPerPart(long other) {
    return with(draft -> draft.rowsPerPart = other);
  }

  /** Returns the same with other times and sizes of a connection. */
  public Extraction withConnection(ConnectionSettings other) {
    return with(draft -> draft.connection = other);
  }

  /** Returns the same that is read otherwise. */
  public Extraction withReading(ReadOptions other) {
    return with(draft -> draft.reading = other);
  }

  /** Returns the same of what has changed. */
  public Extraction since(Delta other) {
    return with(draft -> draft.delta = Optional.of(other));
  }

  /** Returns the same with a mark that the source can't tell itself. */
  public Extraction withHighWater(ByteString other) {
    return with(draft -> draft.highWater = Optional.of(other));
  }

  /** Returns the same with pseudonyms in the place of what is personal. */
  public Extraction pseudonymized(PseudonymKey other) {
    return with(draft -> draft.pseudonymKey = Optional.of(other));
  }

  /**
   * Returns what a run that goes on with another has to be asked for alike, in words.
   *
   * @param address of the database
   */
  public List<Setting> settings(DatabaseAddress address) {
    byte[] schemas =
        DescriptorSets.of(
                selected().stream().map(table -> table.descriptor().getFile()).distinct().toList())
            .toByteArray();
    return List.of(
        setting("source", address.toString()),
        setting("country", country.code()),
        setting(
            "tables",
            String.join(", ", selected().stream().map(LegacyTable::qualifiedName).toList())),
        setting("schemas", "SHA-256 " + Digests.sha256(schemas)),
        setting("allow-extra-columns", Boolean.toString(allowExtraColumns)),
        setting("rows-per-part", Long.toString(rowsPerPart)),
        setting("since", delta.map(Delta::baseText).orElse("the beginning")),
        setting("overlap", delta.map(changes -> changes.overlap().toString()).orElse("none")),
        setting("deletes", delta.map(Delta::deletesText).orElse("none")),
        setting("high-water", highWater.map(mark -> hex(mark)).orElse("the source's own")),
        setting(
            "pseudonym key",
            pseudonymKey.map(PseudonymKey::fingerprint).orElse("none: the originals are read")),
        setting("pseudonym mapping", Integer.toString(pseudonymMapping())),
        setting("codec", writing.codec().description()));
  }

  private static String hex(ByteString mark) {
    return "0x" + HexFormat.of().formatHex(mark.toByteArray());
  }

  private static Setting setting(String name, String value) {
    return Setting.newBuilder().setName(name).setValue(value).build();
  }

  /** Returns what the dump's manifest tells of the extraction, whatever is read from a source. */
  public Manifest.Builder manifest(Source source) {
    return Manifest.newBuilder()
        .setContent(Content.CONTENT_ROWS)
        .setKind(delta.isPresent() ? Kind.KIND_DELTA : Kind.KIND_FULL)
        .setCountry(country.code())
        .setTimeZone(country.zone().getId())
        .setSource(source)
        .setPseudonymKeyFingerprint(fingerprint())
        .setPseudonymMappingVersion(pseudonymMapping());
  }

  /** Returns the pseudonym key's fingerprint; empty for none. */
  public String fingerprint() {
    return pseudonymKey.map(PseudonymKey::fingerprint).orElse("");
  }

  /** Returns the version of the mapping that makes pseudonyms; 0 for none. */
  public int pseudonymMapping() {
    return pseudonymKey.isPresent() ? Pseudonyms.MAPPING_VERSION : 0;
  }

  /**
   * Returns what opens sessions to the source; nothing is opened yet.
   *
   * @param connector opens the connections
   * @param notes hears what the source can't do, a sentence each
   * @throws SourceException if the URL is of no dialect, or carries a secret
   */
  public Sessions sessions(Connector connector, Consumer<String> notes) throws SourceException {
    return Sessions.of(connector, source, credentials, connection, notes);
  }

  /** Returns the tables to read, in the catalogue's order. */
  public List<LegacyTable> selected() {
    if (tables.isEmpty()) {
      return catalogue.tables();
    }
    List<LegacyTable> named = tables.stream().map(catalogue::table).toList();
    return catalogue.tables().stream().filter(named::contains).toList();
  }

  /** Leaves the URL out: it may yet turn out to carry a secret. */
  @Override
  public String toString() {
    return "Extraction[country=" + country.code() + ", out=" + out + ", tables=" + tables + "]";
  }

  /** An extraction that is being changed; what nothing changes is only carried over. */
  private static final class Draft {

    private final Extraction before;
    private Optional<Credentials> credentials;
    private LegacyCatalogue catalogue;
    private List<String> tables;
    private boolean allowExtraColumns;
    private long rowsPerPart;
    private ConnectionSettings connection;
    private ReadOptions reading;
    private Optional<Delta> delta;
    private Optional<ByteString> highWater;
    private Optional<PseudonymKey> pseudonymKey;

    private Draft(Extraction before) {
      this.before = before;
      this.credentials = before.credentials;
      this.catalogue = before.catalogue;
      this.tables = before.tables;
      this.allowExtraColumns = before.allowExtraColumns;
      this.rowsPerPart = before.rowsPerPart;
      this.connection = before.connection;
      this.reading = before.reading;
      this.delta = before.delta;
      this.highWater = before.highWater;
      this.pseudonymKey = before.pseudonymKey;
    }

    private Extraction whole() {
      return new Extraction(
          before.source,
          credentials,
          catalogue,
          before.country,
          before.out,
          tables,
          allowExtraColumns,
          rowsPerPart,
          connection,
          before.writing,
          reading,
          delta,
          highWater,
          pseudonymKey);
    }
  }
}
