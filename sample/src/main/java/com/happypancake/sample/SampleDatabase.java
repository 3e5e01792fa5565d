package com.happypancake.sample;

import com.happypancake.sample.database.DatabaseLoader;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.sample.row.SampleRows;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Creates a synthetic legacy database: all tables, filled with the rows of a plan. */
public final class SampleDatabase {
  private SampleDatabase() {}

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
   * @throws com.happypancake.sample.database.RefusedDatabaseException if the database already holds
   *     one of the tables, or is of another product or mode; nothing was changed
   * @throws SQLException if the database can't be reached or fails; the message names the table and
   *     the rows
   */
  public static void create(
      SamplePlan plan, String jdbcUrl, Properties credentials, SampleProgress progress)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, credentials)) {
      new DatabaseLoader(connection, LegacyCatalogue.hpc().tables())
          .load(new SampleRows(plan), progress);
    }
  }
}
