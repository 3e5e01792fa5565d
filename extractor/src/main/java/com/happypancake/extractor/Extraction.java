package com.happypancake.extractor;

import com.google.protobuf.ByteString;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings of an extraction: what to read, from where, into which folder.
 *
 * @param source a JDBC URL without secrets
 * @param credentials the login; empty if the URL names another kind of login
 * @param catalogue the tables that may be read, and how their rows are stored
 * @param out the dump's folder: missing, empty, or left by an unfinished run
 * @param tables names of the tables to read, with or without their schema; empty for all
 * @param allowExtraColumns whether columns that the schema does not name are left out, with a note
 * @param rowsPerPart the maximum rows of a part, and the approximate rows of a chunk
 * @param delta limits the rows to those that changed since a base; empty for all rows
 * @param highWater the rowversion mark of a source that can't return it: 8 bytes,
 *     MIN_ACTIVE_ROWVERSION() of the database that the source is a snapshot of
 * @param pseudonymKey makes pseudonyms of what the schema marks as personal; empty for originals
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

  public static final long DEFAULT_ROWS_PER_PART = 1_000_000;

  private static final int ROWVERSION_BYTES = 8;

  /**
   * Checks that the tables are in the catalogue.
   *
   * @throws com.happypancake.schemas.catalogue.SchemaException if a table is not in the catalogue,
   *     or a column can't have the kind of pseudonym that the schema asks for
   * @throws IllegalArgumentException if a part would have no rows, the catalogue has no table, or
   *     the high-water mark does not have 8 bytes
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

  /** Returns a builder for all tables of HPC1 with the defaults. */
  public static Builder builder(String source, Country country, Path out) {
    return new Builder(source, country, out);
  }

  /** Returns a builder with the settings of this extraction. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the fields of the manifest that do not depend on the rows. */
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

  /** Returns the pseudonym key's fingerprint, or "" without a key. */
  public String fingerprint() {
    return pseudonymKey.map(PseudonymKey::fingerprint).orElse("");
  }

  /** Returns the version of the pseudonym mapping, or 0 without a key. */
  public int pseudonymMapping() {
    return pseudonymKey.isPresent() ? Pseudonyms.MAPPING_VERSION : 0;
  }

  /**
   * Returns the sessions of the source without opening one.
   *
   * @param notes receives what the source can't do, one sentence each
   * @throws SourceException if no dialect fits the URL, or the URL carries a secret
   */
  public Sessions sessions(Connector connector, Consumer<String> notes) throws SourceException {
    return new Sessions(connector, source, credentials, connection, notes);
  }

  /** Returns the tables to read, in the catalogue's order. */
  public List<LegacyTable> selected() {
    if (tables.isEmpty()) {
      return catalogue.tables();
    }
    List<LegacyTable> named = tables.stream().map(catalogue::table).toList();
    return catalogue.tables().stream().filter(named::contains).toList();
  }

  /** Omits the URL, since it may carry a secret. */
  @Override
  public String toString() {
    return "Extraction[country=" + country.code() + ", out=" + out + ", tables=" + tables + "]";
  }

  /** Builds an {@link Extraction}, which describes the settings. Each has a default. */
  public static final class Builder {

    private final String source;
    private final Country country;
    private final Path out;
    private Optional<Credentials> credentials = Optional.empty();
    private LegacyCatalogue catalogue = LegacyCatalogue.hpc();
    private List<String> tables = List.of();
    private boolean allowExtraColumns;
    private long rowsPerPart = DEFAULT_ROWS_PER_PART;
    private ConnectionSettings connection = ConnectionSettings.DEFAULT;
    private WriteOptions writing = WriteOptions.preferred();
    private int connections = ReadOptions.DEFAULT.connections();
    private Optional<Consistency> consistency = ReadOptions.DEFAULT.consistency();
    private boolean resume = ReadOptions.DEFAULT.resume();
    private RetryPolicy retries = ReadOptions.DEFAULT.retries();
    private PacingOptions pacing = ReadOptions.DEFAULT.pacing();
    private Optional<Delta> delta = Optional.empty();
    private Optional<ByteString> highWater = Optional.empty();
    private Optional<PseudonymKey> pseudonymKey = Optional.empty();

    private Builder(String source, Country country, Path out) {
      this.source = source;
      this.country = country;
      this.out = out;
    }

    private Builder(Extraction before) {
      this(before.source, before.country, before.out);
      this.credentials = before.credentials;
      this.catalogue = before.catalogue;
      this.tables = before.tables;
      this.allowExtraColumns = before.allowExtraColumns;
      this.rowsPerPart = before.rowsPerPart;
      this.connection = before.connection;
      this.writing = before.writing;
      this.connections = before.reading.connections();
      this.consistency = before.reading.consistency();
      this.resume = before.reading.resume();
      this.retries = before.reading.retries();
      this.pacing = before.reading.pacing();
      this.delta = before.delta;
      this.highWater = before.highWater;
      this.pseudonymKey = before.pseudonymKey;
    }

    /** Sets the login. By default the URL says how to log in. */
    public Builder credentials(Credentials value) {
      credentials = Optional.of(value);
      return this;
    }

    public Builder catalogue(LegacyCatalogue value) {
      catalogue = value;
      return this;
    }

    public Builder tables(List<String> value) {
      tables = value;
      return this;
    }

    public Builder allowExtraColumns(boolean value) {
      allowExtraColumns = value;
      return this;
    }

    public Builder rowsPerPart(long value) {
      rowsPerPart = value;
      return this;
    }

    public Builder connection(ConnectionSettings value) {
      connection = value;
      return this;
    }

    public Builder writing(WriteOptions value) {
      writing = value;
      return this;
    }

    public Builder connections(int value) {
      connections = value;
      return this;
    }

    /** Sets the consistency of the rows. The default is the best that the source permits. */
    public Builder consistency(Consistency value) {
      consistency = Optional.of(value);
      return this;
    }

    public Builder resume(boolean value) {
      resume = value;
      return this;
    }

    public Builder retries(RetryPolicy value) {
      retries = value;
      return this;
    }

    public Builder pacing(PacingOptions value) {
      pacing = value;
      return this;
    }

    public Builder since(Delta value) {
      delta = Optional.of(value);
      return this;
    }

    public Builder highWater(ByteString value) {
      highWater = Optional.of(value);
      return this;
    }

    public Builder pseudonymKey(PseudonymKey value) {
      pseudonymKey = Optional.of(value);
      return this;
    }

    /**
     * Returns the extraction.
     *
     * @throws com.happypancake.schemas.catalogue.SchemaException if a table is not in the
     *     catalogue, or a column can't have the kind of pseudonym that the schema asks for
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Extraction build() {
      return new Extraction(
          source,
          credentials,
          catalogue,
          country,
          out,
          tables,
          allowExtraColumns,
          rowsPerPart,
          connection,
          writing,
          new ReadOptions(connections, consistency, resume, retries, pacing),
          delta,
          highWater,
          pseudonymKey);
    }
  }
}
