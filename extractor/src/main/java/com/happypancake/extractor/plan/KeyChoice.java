package com.happypancake.extractor.plan;

import com.happypancake.database.Dialect;
import com.happypancake.database.Dialect.KeyLiteral;
import com.happypancake.database.ServerFacts.IndexColumn;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.options.Pseudonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The key that orders a table and divides it into chunks.
 *
 * @param columns of the key; none if the table is read in one piece
 * @param obstacle why there is no key, as half a sentence; empty if there is one
 */
public record KeyChoice(List<KeyColumn> columns, Optional<String> obstacle) {

  public KeyChoice {
    columns = List.copyOf(columns);
  }

  /**
   * Chooses the key of a table: its clustered index, or else its primary key.
   *
   * @param pseudonymized whether the state must not hold original values of personal columns
   */
  public static KeyChoice of(Session session, TablePlan plan, boolean pseudonymized)
      throws SourceException {
    List<IndexColumn> index = session.facts().clusteredIndex(plan.table());
    List<KeyColumn> key = new ArrayList<>();
    for (IndexColumn column : index.isEmpty() ? primary(plan) : index) {
      Optional<KeyColumn> found = find(session.dialect(), plan, column);
      if (found.isEmpty()) {
        return none("values of its key's column " + column.name() + " have no exact literals");
      }
      if (!column.comparable()) {
        return none(
            "the collation of its key's column " + column.name() + " may not be the database's");
      }
      if (pseudonymized && isPersonal(plan, column.name())) {
        return none("its key's column " + column.name() + " is pseudonymised");
      }
      key.add(found.get());
    }
    return key.isEmpty()
        ? none("it has neither a clustered index nor a primary key")
        : new KeyChoice(key, Optional.empty());
  }

  private static KeyChoice none(String why) {
    return new KeyChoice(List.of(), Optional.of(why));
  }

  /** Without an index, it is unknown how the database compares char and varchar. */
  private static List<IndexColumn> primary(TablePlan plan) {
    List<IndexColumn> columns = new ArrayList<>();
    for (LegacyColumn column : plan.table().key()) {
      ActualColumn actual = plan.planned(column).actual();
      String type = actual.typeName().toLowerCase(Locale.ROOT);
      boolean narrow = type.equals("char") || type.equals("varchar");
      columns.add(new IndexColumn(actual.name(), false, !narrow));
    }
    return columns;
  }

  private static Optional<KeyColumn> find(Dialect dialect, TablePlan plan, IndexColumn column) {
    Optional<ActualColumn> actual =
        plan.actual().stream().filter(each -> each.name().equals(column.name())).findFirst();
    Optional<KeyLiteral> literal = actual.flatMap(dialect::literal);
    return literal.map(reader -> new KeyColumn(actual.orElseThrow(), column.descending(), reader));
  }

  private static boolean isPersonal(TablePlan plan, String name) {
    // A column that the schema leaves out counts as personal.
    return plan.columns().stream()
        .filter(planned -> planned.actual().name().equals(name))
        .noneMatch(
            planned -> planned.column().options().getPseudonym() == Pseudonym.PSEUDONYM_NONE);
  }

  /**
   * A column of the key that orders a table.
   *
   * @param descending whether the greatest values come first; NULL is the least value
   */
  public record KeyColumn(ActualColumn actual, boolean descending, KeyLiteral literal) {}
}
