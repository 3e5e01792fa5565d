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

/** Makes a synthetic legacy database: all tables, filled with the rows of a plan. */
public final class SampleDatabase {
  private SampleDatabase() {}

  /**
   * Creates the legacy tables in a database, and fills them in the catalogue's order, each in the
   * order of its key, a thousand rows to a transaction. If that fails, the tables are dropped
   * again.
   *
   * <p>An H2 database in memory lives only as long as a connection to it, or until the process ends
   * where its URL says {@code DB_CLOSE_DELAY=-1}.
   *
   * @param plan what the rows are made of
   * @param jdbcUrl of a database that exists and holds none of the tables: {@code
   *     jdbc:sqlserver:...}, or {@code jdbc:h2:...;MODE=MSSQLServer}
   * @param credentials the driver's properties, such as {@code user} and {@code password}; may be
   *     empty
   * @param progress hears of each batch
   * @throws com.happypancake.sample.database.RefusedDatabaseException if the database holds one of
   *     the tables already, or is of another product or mode; nothing was changed
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
