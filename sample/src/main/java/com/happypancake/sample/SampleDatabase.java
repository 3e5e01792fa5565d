package com.happypancake.sample;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.TableStatements;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.sample.row.SampleRows;
import com.happypancake.sample.row.TableRows;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Creates a synthetic legacy database: all tables, filled with the rows of a plan. For one thread.
 */
public final class SampleDatabase {

  private final Connection connection;
  private final DatabaseProduct product;
  private final TableStatements statements;
  private final List<LegacyTable> tables = LegacyCatalogue.hpc().tables();

  private SampleDatabase(Connection connection) throws SQLException {
    this.connection = connection;
    this.product = product(connection);
    this.statements = new TableStatements(product.types());
  }

  /**
   * Creates the legacy tables in a database and fills them in the catalogue's order. Rows are
   * inserted in key order, a thousand per transaction. If this fails, the tables are dropped again.
   *
   * <p>An H2 database in memory lives only as long as a connection to it. If its URL contains
   * {@code DB_CLOSE_DELAY=-1}, it lives until the process ends.
   *
   * @param plan the plan of the rows
   * @param jdbcUrl the URL of an existing database without these tables: {@code
   *     jdbc:sqlserver:...}, or {@code jdbc:h2:...;MODE=MSSQLServer}
   * @param credentials the driver's properties, such as {@code user} and {@code password}; may be
   *     empty
   * @param progress receives the progress of each batch
   * @throws RefusedDatabaseException if the database already holds one of the tables, or is of
   *     another product or mode; nothing was changed
   * @throws SQLException if the database can't be reached or fails; the message names the table and
   *     the rows
   */
  public static void create(
      SamplePlan plan, String jdbcUrl, Properties credentials, SampleProgress progress)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, credentials)) {
      new SampleDatabase(connection).load(new SampleRows(plan), progress);
    }
  }

  private static DatabaseProduct product(Connection connection) throws SQLException {
    Optional<DatabaseProduct> product = DatabaseProduct.of(connection);
    if (product.isEmpty()) {
      throw new RefusedDatabaseException(
          String.format(
              Locale.ROOT,
              "a sample can't be made in '%s'; give the URL of a SQL Server database"
                  + " (jdbc:sqlserver:...) or of H2 (jdbc:h2:...;MODE=MSSQLServer)",
              connection.getMetaData().getDatabaseProductName()));
    }
    Optional<String> obstacle = product.get().tableObstacle(connection);
    if (obstacle.isPresent()) {
      throw new RefusedDatabaseException(obstacle.get());
    }
    return product.get();
  }

  private void load(SampleRows rows, SampleProgress progress) throws SQLException {
    refuseExisting();
    connection.setAutoCommit(false);
    List<LegacyTable> created = new ArrayList<>();
    boolean whole = false;
    try {
      execute(product.dialect().prerequisites(tables));
      for (LegacyTable table : tables) {
        execute(List.of(statements.create(table)));
        created.add(table);
      }
      connection.commit();
      for (LegacyTable table : tables) {
        fill(table, rows.of(table.name()), progress);
      }
      whole = true;
    } finally {
      if (!whole) {
        undo(created);
      }
    }
  }

  private void refuseExisting() throws SQLException {
    for (LegacyTable table : tables) {
      if (exists(table)) {
        throw new RefusedDatabaseException(
            String.format(
                Locale.ROOT,
                "the database %s holds the table %s already; nothing was changed. Give an empty"
                    + " database, or drop the tables of the old sample first",
                connection.getCatalog(),
                table.qualifiedName()));
      }
    }
  }

  /**
   * Tries a query. The driver's metadata needs stored procedures and shows only what the login may
   * see. The database refuses to create a table that this check missed.
   */
  private boolean exists(LegacyTable table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(statements.touch(table));
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
      return false;
    }
  }

  private void execute(List<String> scripts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : scripts) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          throw new SQLException(
              String.format(
                  Locale.ROOT,
                  "a statement failed: %s; it was: %.200s",
                  e.getMessage(),
                  sql.replace('\n', ' ')),
              e.getSQLState(),
              e.getErrorCode(),
              e);
        }
      }
    }
  }

  private void fill(LegacyTable table, TableRows rows, SampleProgress progress)
      throws SQLException {
    long planned = rows.count();
    progress.rows(table.name(), 0, planned);
    try (StatementSink sink =
        new StatementSink(
            connection,
            product.types(),
            table,
            done -> progress.rows(table.name(), done, planned))) {
      try {
        rows.write(0, planned, sink);
        sink.flush();
      } catch (StatementSink.Failure e) {
        throw sink.explained(e.sqlException());
      } catch (SQLException e) {
        throw sink.explained(e);
      }
    }
  }

  /** Drops the created tables. Ignores errors, because the caller gets the original one. */
  private void undo(List<LegacyTable> created) {
    try {
      connection.rollback();
      List<String> drops = new ArrayList<>();
      created.forEach(table -> drops.add(statements.drop(table)));
      drops.addAll(product.dialect().cleanup());
      execute(drops);
      connection.commit();
    } catch (SQLException e) {
      // The tables stay. The next run refuses them and says what to do.
    }
  }
}
