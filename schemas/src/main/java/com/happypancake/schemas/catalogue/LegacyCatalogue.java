package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.options.OptionsProto;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
          int dot = lookup.lastIndexOf('.');
          if (dot < 0) {
            throw SchemaException.format(
                "%s: lookup is '%s'; expected <table>.<column>",
                column.field().getFullName(), lookup);
          }
          table(lookup.substring(0, dot)).column(lookup.substring(dot + 1));
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
    Pattern names =
        Pattern.compile(
            Arrays.stream(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    List<LegacyTable> found =
        tables.stream()
            .filter(
                table ->
                    names.matcher(table.name()).matches()
                        || names.matcher(table.qualifiedName()).matches())
            .toList();
    if (found.isEmpty()) {
      throw SchemaException.format(
          "no message holds a table like %s; the schemas hold %s",
          pattern, String.join(", ", tables.stream().map(LegacyTable::name).toList()));
    }
    return found;
  }
}
