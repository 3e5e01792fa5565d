package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.options.OptionsProto;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All legacy tables of a set of schemas, in the order of the files and their messages. */
public final class LegacyCatalogue {

  private final List<LegacyTable> tables;

  private LegacyCatalogue(List<LegacyTable> tables) {
    this.tables = List.copyOf(tables);
  }

  /**
   * Reads the tables from the options of schemas.
   *
   * @param files the schemas; messages without a table option are ignored
   * @throws SchemaException if a schema is invalid, two messages hold the same table, or a column
   *     refers to a table or column that does not exist
   */
  public static LegacyCatalogue of(Collection<FileDescriptor> files) {
    Map<String, LegacyTable> tables = new LinkedHashMap<>();
    for (FileDescriptor file : files) {
      for (Descriptor message : file.getMessageTypes()) {
        if (message.getOptions().hasExtension(OptionsProto.table)) {
          LegacyTable table = LegacyTable.of(message);
          LegacyTable other = tables.put(table.qualifiedName().toLowerCase(Locale.ROOT), table);
          if (other != null) {
            throw SchemaException.format(
                "%s and %s both hold the table %s",
                other.descriptor().getFullName(), message.getFullName(), table.qualifiedName());
          }
        }
      }
    }
    LegacyCatalogue catalogue = new LegacyCatalogue(List.copyOf(tables.values()));
    catalogue.checkLookups();
    return catalogue;
  }

  /** Returns HPC1's tables. */
  public static LegacyCatalogue hpc() {
    return of(List.of(LegacyProto.getDescriptor()));
  }

  private void checkLookups() {
    for (LegacyTable table : tables) {
      for (LegacyColumn column : table.columns()) {
        String lookup = column.options().getLookup();
        if (!lookup.isEmpty()) {
          if (!lookup.contains(".")) {
            throw SchemaException.format(
                "%s: lookup is '%s'; expected <table>.<column>",
                column.field().getFullName(), lookup);
          }
          column(lookup);
        }
      }
    }
  }

  /** Returns all tables. */
  public List<LegacyTable> tables() {
    return tables;
  }

  /**
   * Finds a table by its name, ignoring case.
   *
   * @param name the name with or without the schema: {@code Messages}, {@code dbo.Messages}
   * @throws SchemaException if tables of several schemas have the name
   */
  public Optional<LegacyTable> find(String name) {
    List<LegacyTable> found =
        tables.stream()
            .filter(
                table ->
                    table.name().equalsIgnoreCase(name)
                        || table.qualifiedName().equalsIgnoreCase(name))
            .toList();
    if (found.size() > 1) {
      throw SchemaException.format(
          "several tables have the name %s; expected one of %s",
          name, String.join(", ", found.stream().map(LegacyTable::qualifiedName).toList()));
    }
    return found.stream().findFirst();
  }

  /**
   * Returns a table by its name, ignoring case.
   *
   * @param name the name with or without the schema
   * @throws SchemaException if no table or several have the name; the message lists the tables
   */
  public LegacyTable table(String name) {
    return find(name)
        .orElseThrow(
            () ->
                SchemaException.format(
                    "no message holds the table %s; the schemas hold %s",
                    name, String.join(", ", tables.stream().map(LegacyTable::name).toList())));
  }

  /**
   * Returns a column by its table and name.
   *
   * @param name the names with a dot between them: {@code Messages.Body}
   * @throws SchemaException if there is no such table or column
   */
  LegacyColumn column(String name) {
    int dot = name.lastIndexOf('.');
    return table(name.substring(0, Math.max(dot, 0))).column(name.substring(dot + 1));
  }

  /**
   * Finds tables by a pattern, ignoring case.
   *
   * @param pattern a name as {@link #table} takes it, or one with {@code *} for any characters
   * @return at least one table
   * @throws SchemaException if there is none, or tables of several schemas have the name
   */
  public List<LegacyTable> matching(String pattern) {
    if (!pattern.contains("*")) {
      return List.of(table(pattern));
    }
    Predicate<String> names = NamePatterns.of(pattern);
    List<LegacyTable> found =
        tables.stream()
            .filter(table -> names.test(table.name()) || names.test(table.qualifiedName()))
            .toList();
    if (found.isEmpty()) {
      throw SchemaException.format(
          "no message holds a table like %s; the schemas hold %s",
          pattern, String.join(", ", tables.stream().map(LegacyTable::name).toList()));
    }
    return found;
  }
}
