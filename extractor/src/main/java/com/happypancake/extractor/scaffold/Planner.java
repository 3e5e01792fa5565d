package com.happypancake.extractor.scaffold;

import com.happypancake.extractor.scaffold.CatalogueTable.CatalogueColumn;
import com.happypancake.extractor.scaffold.CatalogueTable.Reference;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan.Field;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan.Line;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Plans the message of each table and the field of each column, and notes what is left out. */
final class Planner {

  private final List<CatalogueTable> tables;
  private final Consumer<String> notes;
  private final Identifiers messages;

  /**
   * Creates a planner.
   *
   * @param tables in the order of their messages
   */
  Planner(List<CatalogueTable> tables, Identifiers messages, Consumer<String> notes) {
    this.tables = distinct(tables, notes);
    this.messages = messages;
    this.notes = notes;
  }

  private static List<CatalogueTable> distinct(
      List<CatalogueTable> tables, Consumer<String> notes) {
    Set<String> identities = new HashSet<>();
    List<CatalogueTable> distinct = new ArrayList<>();
    for (CatalogueTable table : tables) {
      if (!identities.add(table.identity())) {
        notes.accept(
            table.qualifiedName()
                + ": left out, since its name differs in case alone from that of another table");
      } else if (table.columns().stream().allMatch(column -> type(column).isEmpty())) {
        notes.accept(table.qualifiedName() + ": left out, since no field holds any of its columns");
      } else {
        distinct.add(table);
      }
    }
    return distinct;
  }

  private static Optional<ColumnType> type(CatalogueColumn column) {
    return column.sqlType().flatMap(ColumnType::of);
  }

  List<MessagePlan> plan() {
    return tables.stream().map(this::plan).toList();
  }

  private MessagePlan plan(CatalogueTable table) {
    boolean isFirstSchema = table.schema().equals(tables.get(0).schema());
    String name =
        messages.message(isFirstSchema ? table.name() : table.schema() + " " + table.name());
    List<Line> lines = lines(table);
    Set<String> held =
        lines.stream()
            .flatMap(line -> line.field().stream())
            .map(field -> field.options().getName())
            .collect(Collectors.toSet());
    Table.Builder options = Table.newBuilder().setSchema(table.schema()).setName(table.name());
    List<String> remarks = new ArrayList<>();
    if (held.containsAll(table.key())) {
      options.addAllKey(table.key());
      if (table.key().isEmpty()) {
        remarks.add(table.view() ? "A view, which has no key." : "It has no primary key.");
      }
    } else {
      remarks.add(
          "Its primary key ("
              + table.key().stream().map(SchemaText::bracketed).collect(Collectors.joining(", "))
              + ") has a column that is left out, so it is read as if it had none.");
      notes.accept(table.qualifiedName() + ": no key, since one of its columns is left out");
    }
    if (lines.stream()
        .flatMap(line -> line.field().stream())
        .noneMatch(field -> field.type() == ColumnType.ROWVERSION)) {
      remarks.add("It has no rowversion: deltas of it need a time_column, as told above.");
    }
    noteLeftOut(table, lines);
    return new MessagePlan(table, name, options.build(), remarks, lines);
  }

  private void noteLeftOut(CatalogueTable table, List<Line> lines) {
    for (Line line : lines) {
      if (line.field().isEmpty()) {
        notes.accept(
            String.format(
                Locale.ROOT,
                "%s: column %s %s is left out: %s",
                table.qualifiedName(),
                line.column().name(),
                line.column().ddl(),
                line.remarks().get(0)));
      }
    }
  }

  private List<Line> lines(CatalogueTable table) {
    Identifiers names = new Identifiers();
    Set<String> identities = new HashSet<>();
    List<Line> lines = new ArrayList<>();
    for (CatalogueColumn column : table.columns()) {
      int number = lines.size() + 1;
      Optional<ColumnType> type = type(column);
      if (type.isEmpty()) {
        lines.add(leftOut(number, column, "no field holds its type"));
      } else if (!identities.add(column.name().toLowerCase(Locale.ROOT))) {
        lines.add(leftOut(number, column, "another column's name differs in case alone"));
      } else {
        Column options = options(table, column);
        lines.add(
            new Line(
                number,
                column,
                Optional.of(new Field(number, names.field(column.name()), type.get(), options)),
                remarks(table, column)));
      }
    }
    return lines;
  }

  private static Line leftOut(int number, CatalogueColumn column, String reason) {
    return new Line(number, column, Optional.empty(), List.of(reason));
  }

  private Column options(CatalogueTable table, CatalogueColumn column) {
    Column.Builder options =
        Column.newBuilder()
            .setName(column.name())
            .setType(column.sqlType().orElseThrow())
            .setNullable(column.nullable())
            .setUnique(table.uniques().contains(column.name()));
    Optional.ofNullable(table.references().get(column.name()))
        .flatMap(this::lookup)
        .ifPresent(options::setLookup);
    return options.build();
  }

  /** Returns the lookup option of a reference, if it identifies exactly one of the tables. */
  private Optional<String> lookup(Reference reference) {
    String name = reference.schema() + "." + reference.table();
    List<CatalogueTable> found = tables.stream().filter(table -> table.isNamed(name)).toList();
    boolean tells =
        found.size() == 1
            && !reference.column().contains(".")
            && found.get(0).columns().stream()
                .filter(column -> type(column).isPresent())
                .map(CatalogueColumn::name)
                .filter(reference.column()::equalsIgnoreCase)
                .findFirst()
                .filter(reference.column()::equals)
                .isPresent();
    return tells ? Optional.of(name + "." + reference.column()) : Optional.empty();
  }

  private static List<String> remarks(CatalogueTable table, CatalogueColumn column) {
    List<String> remarks = new ArrayList<>();
    int place = table.key().indexOf(column.name());
    if (place >= 0) {
      remarks.add(table.key().size() == 1 ? "primary key" : "primary key, column " + (place + 1));
    }
    if (table.uniques().contains(column.name())) {
      remarks.add("unique");
    }
    column.alias().ifPresent(alias -> remarks.add("declared as " + SchemaText.bracketed(alias)));
    if (column.numbered()) {
      remarks.add("identity");
    }
    if (column.computed()) {
      remarks.add("computed");
    }
    Reference reference = table.references().get(column.name());
    if (reference != null) {
      remarks.add(
          "refers to "
              + SchemaText.bracketed(reference.schema())
              + "."
              + SchemaText.bracketed(reference.table())
              + "."
              + SchemaText.bracketed(reference.column()));
    }
    return remarks;
  }
}
