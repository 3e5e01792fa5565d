package com.happypancake.extractor;

import com.happypancake.dumps.WriteOptions;
import com.happypancake.extractor.source.ConnectionSettings;
import com.happypancake.extractor.source.Credentials;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
 * @param rowsPerPart how many rows a part has at most
 * @param connection times and sizes
 * @param writing how the dump's parts are written
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
    WriteOptions writing) {

  /** How many rows a part has at most, unless told otherwise. */
  public static final long DEFAULT_ROWS_PER_PART = 1_000_000;

  /**
   * Checks that the tables are in the catalogue.
   *
   * @throws com.happypancake.schemas.catalogue.SchemaException if one is not
   * @throws IllegalArgumentException if a part is to have no rows, or the catalogue has no table
   */
  public Extraction {
    tables = List.copyOf(tables);
    tables.forEach(catalogue::table);
    if (catalogue.tables().isEmpty()) {
      throw new IllegalArgumentException(
          "the schemas hold no table; give a message the option (hpc.options.table)");
    }
    if (rowsPerPart < 1) {
      throw new IllegalArgumentException("rowsPerPart is " + rowsPerPart + "; expected 1 or more");
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
        WriteOptions.preferred());
  }

  /** Returns the same with other credentials. */
  public Extraction withCredentials(Credentials other) {
    return new Extraction(
        source,
        Optional.of(other),
        catalogue,
        country,
        out,
        tables,
        allowExtraColumns,
        rowsPerPart,
        connection,
        writing);
  }

  /** Returns the same with other schemas. */
  public Extraction withCatalogue(LegacyCatalogue other) {
    return new Extraction(
        source,
        credentials,
        other,
        country,
        out,
        tables,
        allowExtraColumns,
        rowsPerPart,
        connection,
        writing);
  }

  /** Returns the same of other tables. */
  public Extraction withTables(List<String> other) {
    return new Extraction(
        source,
        credentials,
        catalogue,
        country,
        out,
        other,
        allowExtraColumns,
        rowsPerPart,
        connection,
        writing);
  }

  /** Returns the same that leaves columns out which the schema does not name. */
  public Extraction allowingExtraColumns() {
    return new Extraction(
        source,
        credentials,
        catalogue,
        country,
        out,
        tables,
        true,
        rowsPerPart,
        connection,
        writing);
  }

  /** Returns the same with parts of another size. */
  public Extraction withRowsPerPart(long other) {
    return new Extraction(
        source,
        credentials,
        catalogue,
        country,
        out,
        tables,
        allowExtraColumns,
        other,
        connection,
        writing);
  }

  /** Returns the tables to read, in the catalogue's order. */
  List<LegacyTable> selected() {
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
}
