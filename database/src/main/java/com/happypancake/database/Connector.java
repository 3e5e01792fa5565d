package com.happypancake.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections: a JDBC driver, or what stands in front of one. */
@FunctionalInterface
public interface Connector {

  /**
   * Opens a connection.
   *
   * @param url a JDBC URL
   * @param properties what is not in the URL, credentials among them
   * @throws SQLException if the driver can't
   */
  Connection connect(String url, Properties properties) throws SQLException;
}
