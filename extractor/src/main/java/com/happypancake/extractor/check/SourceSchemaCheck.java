package com.happypancake.extractor.check;

import com.happypancake.database.ServerFacts.HiddenData;
import com.happypancake.database.ServerFacts.HiddenData.Item;
import com.happypancake.database.ServerFacts.HiddenData.Kind;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SourceTable;
import com.happypancake.database.SourceTable.SourceColumn;
import com.happypancake.database.SqlNames;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.dumps.TableSeries;
import com.happypancake.extractor.plan.SourceTables;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the database's tables with the schema, and plans how to read them.
 *
 * <p>A column of another type is accepted with a note if the schema's field can hold its values.
 */
public final class SourceSchemaCheck {

  private final Session session;
  private final boolean allowExtraColumns;
  private final Consumer<String> notes;
  private final List<TablePlan> plans = new ArrayList<>();
  private final List<SchemaDifference> differences = new ArrayList<>();

  private SourceSchemaCheck(Session session, boolean allowExtraColumns, Consumer<String> notes) {
    this.session = session;
    this.allowExtraColumns = allowExtraColumns;
    this.notes = notes;
  }

  /** Returns what a check of tables does, as half a sentence. */
  public static String activity(List<LegacyTable> tables) {
    return "asking the catalogue for columns, keys, rights and sizes of "
        + (tables.size() == 1 ? "1 table" : tables.size() + " tables");
  }

  /**
   * Checks tables.
   *
   * @return a plan for each, in the same order
   * @throws SourceException if anything differs; the message lists all differences
   */
  public static List<TablePlan> check(
      Session session, List<LegacyTable> tables, boolean allowExtraColumns, Consumer<String> notes)
      throws SourceException {
    SourceSchemaCheck check = look(session, tables, allowExtraColumns, notes);
    if (!check.differences.isEmpty()) {
      throw new SourceException(
          SourceException.Kind.MISMATCH,
          String.format(
              Locale.ROOT,
              "%s: the database differs from the schema:%n  %s%n"
                  + "correct the schema, or the database; columns that are there beside the"
                  + " schema's can be allowed",
              session.address(),
              check.differences.stream()
                  .map(SchemaDifference::toString)
                  .collect(Collectors.joining(System.lineSeparator() + "  "))));
    }
    return check.plans();
  }

  /**
   * Compares tables.
   *
   * @return the plans and the differences
   * @throws SourceException if the connection breaks
   */
  static SourceSchemaCheck look(
      Session session, List<LegacyTable> tables, boolean allowExtraColumns, Consumer<String> notes)
      throws SourceException {
    SourceSchemaCheck check = new SourceSchemaCheck(session, allowExtraColumns, notes);
    SourceTables source = SourceTables.read(session, tables, notes);
    HiddenData hiddenData = session.facts().hiddenData();
    hiddenData.unseen().forEach(notes);
    for (LegacyTable table : tables) {
      TableSeries.clash(table, tables).ifPresent(why -> check.differ(table, "%s", why));
      if (!check.isQuotable(table)) {
        continue;
      }
      Optional<SourceTable> found = source.of(table, why -> check.differ(table, "%s", why));
      if (found.isPresent()) {
        check.plans.add(check.plan(table, found.get(), hiddenData.of(table)));
        found.get().key().ifPresent(key -> check.compareKey(table, key));
      }
    }
    return check;
  }

  private boolean isQuotable(LegacyTable table) {
    Stream<String> columns = table.columns().stream().map(LegacyColumn::name);
    Optional<String> changed =
        Stream.concat(Stream.of(table.schema(), table.name()), columns)
            .filter(name -> !session.dialect().isQuotable(name))
            .findFirst();
    changed.ifPresent(
        name ->
            differ(
                table,
                "the driver would take a part of the name %s for an escape of JDBC, and read other"
                    + " rows; read a view that names it otherwise",
                name));
    return changed.isEmpty();
  }

  /** Returns a plan for each readable table, in the given order. */
  List<TablePlan> plans() {
    return List.copyOf(plans);
  }

  List<SchemaDifference> differences() {
    return List.copyOf(differences);
  }

  /** Ignores the order of a key's columns, since the same rows are unique in any order. */
  private void compareKey(LegacyTable table, List<String> actual) {
    List<String> wanted = table.key().stream().map(LegacyColumn::name).toList();
    if (SqlNames.same(actual, wanted)) {
      return;
    }
    if (actual.isEmpty()) {
      notes.accept(
          table.qualifiedName()
              + ": the source tells of no primary key, so nothing guarantees that "
              + String.join(", ", wanted)
              + " is unique");
    } else if (wanted.isEmpty()) {
      notes.accept(
          table.qualifiedName()
              + ": the schema names no key, though the primary key is "
              + String.join(", ", actual));
    } else {
      differ(
          table,
          "the primary key is %s; expected %s",
          String.join(", ", actual),
          String.join(", ", wanted));
    }
  }

  private void differ(LegacyTable table, String format, Object... arguments) {
    differences.add(new SchemaDifference(table, String.format(Locale.ROOT, format, arguments)));
  }

  private TablePlan plan(LegacyTable table, SourceTable source, List<Item> hidden) {
    List<TablePlan.PlannedColumn> columns = new ArrayList<>();
    List<ActualColumn> extra = new ArrayList<>(source.actual());
    for (LegacyColumn column : table.columns()) {
      Optional<ActualColumn> found = source.column(column.name()).map(SourceColumn::actual);
      if (found.isEmpty()) {
        differ(table, "column %s %s is missing", column.name(), column.sqlType());
        continue;
      }
      extra.remove(found.get());
      if (isHidden(table, column, hidden)) {
        continue;
      }
      boolean isRowversion =
          column.type() == ColumnType.ROWVERSION
              && session.product().types().isRowversion(found.get());
      reader(table, column, found.get())
          .ifPresent(
              reader ->
                  columns.add(
                      new TablePlan.PlannedColumn(column, found.get(), reader, isRowversion)));
    }
    hidden.forEach(item -> reportRows(table, item));
    extra.removeIf(column -> is(Kind.COLUMN_SET, column.name(), hidden));
    reportExtra(table, extra);
    return TablePlan.of(table, columns, source);
  }

  private Optional<ColumnReader> reader(
      LegacyTable table, LegacyColumn column, ActualColumn actual) {
    Optional<ColumnReader> reader = session.product().types().reader(column, actual);
    if (reader.isEmpty()) {
      differ(
          table,
          "column %s is %s; expected %s",
          column.name(),
          actual.typeText(),
          column.sqlType());
    } else if (column.type() == ColumnType.ROWVERSION
        && !session.product().types().isRowversion(actual)) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%s: column %s is %s and no rowversion: no delta can start here",
              table.qualifiedName(),
              column.name(),
              actual.typeText()));
    }
    return reader;
  }

  /** Checks whether the source would send other values than the column holds. */
  private boolean isHidden(LegacyTable table, LegacyColumn column, List<Item> hidden) {
    if (is(Kind.ENCRYPTED, column.name(), hidden)) {
      differ(
          table,
          "column %s is under Always Encrypted and would come as cipher text; leave it out of the"
              + " schema, or read a copy that is not encrypted",
          column.name());
      return true;
    }
    if (is(Kind.MASKED, column.name(), hidden)) {
      differ(
          table,
          "column %s is masked for the login, which would get other values than it holds; have it"
              + " granted UNMASK, or leave the column out of the schema",
          column.name());
      return true;
    }
    return false;
  }

  private static boolean is(Kind kind, String column, List<Item> hidden) {
    List<Item> items = hidden.stream().filter(each -> each.kind() == kind).toList();
    return SqlNames.find(column, items, Item::name).isPresent();
  }

  /** Reports filters and views. Counts can't reveal hidden rows, since they don't include them. */
  private void reportRows(LegacyTable table, Item item) {
    if (item.kind() == Kind.FILTERED) {
      differ(
          table,
          "the security policy %s filters its rows, and nothing would tell of those that it hides;"
              + " read a copy of the database with the policy's STATE = OFF, have the table's"
              + " filter predicate dropped meanwhile, or leave the table out",
          item.name());
    } else if (item.kind() == Kind.VIEW) {
      notes.accept(
          table.qualifiedName()
              + ": is a view in a database with masked columns or filtered tables; nothing would"
              + " tell if it shows some of these");
    }
  }

  private void reportExtra(LegacyTable table, List<ActualColumn> extra) {
    if (allowExtraColumns && !extra.isEmpty()) {
      notes.accept(
          table.qualifiedName()
              + ": left out, since the schema does not name it: "
              + extra.stream().map(ActualColumn::name).collect(Collectors.joining(", ")));
      return;
    }
    for (ActualColumn column : extra) {
      differ(table, "column %s %s is not in the schema", column.name(), column.typeText());
    }
  }

  /**
   * A difference between a database's table and the schema.
   *
   * @param table as in the schema
   * @param what the difference, as the end of a sentence after the table's name and a colon
   */
  record SchemaDifference(LegacyTable table, String what) {

    @Override
    public String toString() {
      return table.qualifiedName() + ": " + what;
    }
  }
}
